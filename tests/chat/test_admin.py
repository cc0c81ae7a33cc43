"""Rooms and lines in the admin: read, blanked, never taken out of the numbering."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from drawnby.chat.messages import Say
from drawnby.chat.models import Line, Room
from drawnby.chat.rooms import Speaker
from tests.chat.keeping import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    boss = User.objects.create_superuser("boss@drawnby.example", name="Boss")
    client.force_login(boss)
    return client


def test_lines_are_found_and_opened_and_stay(staff: Client) -> None:
    mia = Speaker("mia", "Mia", hue=0, guest=True, may_speak=True)
    line = keep("studio", Say("ab" * 16, "<b>hello</b>"), lambda: mia)
    listed = staff.get(reverse("admin:chat_line_changelist"), {"q": "hello"})
    assert b"&lt;b&gt;hello" in listed.content
    assert staff.get(reverse("admin:chat_line_change", args=[line.pk])).status_code == 200
    assert staff.get(reverse("admin:chat_line_delete", args=[line.pk])).status_code == 403
    assert staff.get(reverse("admin:chat_room_changelist"), {"q": "studio"}).status_code == 200


@pytest.mark.parametrize("way", ["its own page", "the list"])
def test_a_room_ends_with_all_that_was_said_in_it(staff: Client, way: str) -> None:
    mia = Speaker("mia", "Mia", hue=0, guest=True, may_speak=True)
    room = keep("studio", Say("ab" * 16, "hello"), lambda: mia).room
    if way == "the list":
        chosen = {"action": "delete_selected", "_selected_action": room.pk, "post": "yes"}
        staff.post(reverse("admin:chat_room_changelist"), chosen)
    else:
        page = reverse("admin:chat_room_delete", args=[room.pk])
        asked = staff.get(page).content.decode()
        assert "studio" in asked
        assert "hello" not in asked
        staff.post(page, {"post": "yes"})
    assert not Room.objects.filter(name="studio").exists()
    assert not Line.objects.exists()
