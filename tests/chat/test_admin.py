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
    room = spoken_in("talk-boats")
    asked = delete(staff, room, way)
    assert "talk-boats" in asked
    assert "hello" not in asked
    assert not Room.objects.filter(name="talk-boats").exists()
    assert not Line.objects.exists()


@pytest.mark.parametrize("way", ["its own page", "the list"])
def test_a_room_beside_something_stays_for_it_would_begin_anew(staff: Client, way: str) -> None:
    room = spoken_in("studio")
    delete(staff, room, way)
    assert Line.objects.get().room == room


def spoken_in(name: str) -> Room:
    mia = Speaker("mia", "Mia", hue=0, guest=True, may_speak=True)
    return keep(name, Say("ab" * 16, "hello"), lambda: mia).room


def delete(staff: Client, room: Room, way: str) -> str:
    """Do it, though it be refused; returns what was asked before."""
    page, confirmed = reverse("admin:chat_room_delete", args=[room.pk]), {"post": "yes"}
    if way == "the list":
        page = reverse("admin:chat_room_changelist")
        chosen = {"action": "delete_selected", "_selected_action": str(room.pk)}
        asked, confirmed = staff.post(page, chosen), {**chosen, **confirmed}
    else:
        asked = staff.get(page)
    staff.post(page, confirmed)
    return asked.content.decode()
