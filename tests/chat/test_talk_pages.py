"""The pages of talk, as people without a script see them, and as those who mean harm try them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Person, User
from drawnby.chat.models import Line, OpenRoom
from drawnby.chat.open_rooms import open_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_doors(settings: Settings) -> None:
    """The site's own gates, not those of the tests of the chat alone."""
    from drawnby.settings import CHAT_GATES

    settings.CHAT_GATES = CHAT_GATES


@pytest.fixture
def mia() -> User:
    return User.objects.create_user("mia@example.org", "lighthouse-7", name="Mia")


@pytest.fixture
def room(mia: User) -> OpenRoom:
    return open_room("Boats & <quays>", mia, timezone.now())


ROOMS = "/talk"


def test_strangers_see_the_rooms_and_may_not_open_one(client: Client, room: OpenRoom) -> None:
    page = client.get(ROOMS)
    assert b"Boats &amp; &lt;quays&gt;" in page.content
    assert b"opened by Mia" in page.content
    answer = client.post(ROOMS, {"title": "Mine"})
    assert (answer.status_code, "/login/" in answer["Location"]) == (302, True)
    assert not OpenRoom.objects.filter(title="Mine").exists()


def test_whoever_has_an_account_opens_a_room(client: Client, mia: User) -> None:
    client.force_login(mia)
    opened = client.post(ROOMS, {"title": " Quays "})
    assert opened["Location"] == OpenRoom.objects.get(title="Quays").get_absolute_url()
    refused = client.post(ROOMS, {"title": "quays"})
    assert refused.status_code == 422
    assert b"There is a room of that title already." in refused.content
    assert b'value="quays"' in refused.content


def test_a_stranger_reads_and_makes_nobody_by_reading(client: Client, room: OpenRoom) -> None:
    page = client.get(room.get_absolute_url())
    assert b"What shall we call you?" in page.content
    assert not Person.objects.exists()


def test_a_stranger_comes_in_under_a_name(client: Client, room: OpenRoom) -> None:
    entered = client.post(reverse("chat:enter", args=[room.key]), {"name": " Tom "})
    assert entered["Location"] == room.get_absolute_url()
    assert Person.objects.get().name == "Tom"
    assert b"What shall we call you?" not in client.get(room.get_absolute_url()).content
    client.post(reverse("chat:enter", args=[room.key]), {"name": "Again"})
    assert Person.objects.get().name == "Tom"


@pytest.mark.parametrize("name", ["", "  ", "\u202e", "x" * 41, "tOM"])
def test_a_name_that_is_none_or_taken_is_refused(client: Client, room: OpenRoom, name: str) -> None:
    room.room.lines.create(
        seq=1,
        line_id="0" * 32,
        speaker_key="1",
        name="Tom",
        hue=0,
        guest=True,
        text="hello",
        said_at=timezone.now(),
    )
    refused = client.post(reverse("chat:enter", args=[room.key]), {"name": name})
    assert refused.status_code == 422
    assert b"field-error" in refused.content
    assert not Person.objects.exists()


@pytest.mark.parametrize("key", ["no-such-room", "x", "a" * 300])
@pytest.mark.parametrize("page", ["room", "enter", "end"])
def test_a_room_that_does_not_exist_is_not_found(
    client: Client, mia: User, key: str, page: str
) -> None:
    client.force_login(mia)
    url = reverse(f"chat:{page}", args=[key])
    answer = client.get(url) if page == "room" else client.post(url, {"name": "Tom"})
    assert answer.status_code == 404


def test_a_room_whose_gate_closes_meanwhile_is_not_found(
    client: Client, room: OpenRoom, settings: Settings
) -> None:
    settings.CHAT_GATES = []
    assert client.get(room.get_absolute_url()).status_code == 404
    enter = reverse("chat:enter", args=[room.key])
    assert client.post(enter, {"name": "Tom"}).status_code == 404


def test_a_drawings_room_cannot_be_opened_here(client: Client) -> None:
    assert client.get("/talk/drawing-abcdefghijklmnopqrstuv").status_code == 404


def test_only_its_owner_and_moderators_end_a_room(client: Client, room: OpenRoom) -> None:
    end = reverse("chat:end", args=[room.key])
    assert client.post(end).status_code == 302  # to log in
    client.force_login(User.objects.create_user("tom@example.org", "lighthouse-7", name="Tom"))
    assert client.post(end).status_code == 404
    assert OpenRoom.objects.filter(pk=room.pk).exists()
    client.force_login(User.objects.create_superuser("boss@example.org", name="Boss"))
    assert client.post(end)["Location"] == ROOMS
    assert not OpenRoom.objects.filter(pk=room.pk).exists()


def test_forms_from_elsewhere_do_nothing(room: OpenRoom, mia: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("boss@example.org", name="Boss"))
    for url in (
        ROOMS,
        reverse("chat:enter", args=[room.key]),
        reverse("chat:end", args=[room.key]),
        reverse("chat:announce"),
    ):
        assert client.post(url, {"title": "x", "name": "x", "text": "x"}).status_code == 403
    assert OpenRoom.objects.filter(pk=room.pk).exists()
    assert not Line.objects.exists()


# -- system messages


ANNOUNCE = "/talk/announce"


def test_strangers_are_asked_to_log_in_and_others_may_not_announce(
    client: Client, mia: User
) -> None:
    assert "/login/" in client.get(ANNOUNCE)["Location"]
    client.force_login(mia)
    assert client.get(ANNOUNCE).status_code == 403
    assert client.post(ANNOUNCE, {"text": "I am the site"}).status_code == 403
    assert b"announce" not in client.get(ROOMS).content


def test_being_staff_is_not_enough_the_permission_is(client: Client, mia: User) -> None:
    mia.is_staff = True
    mia.save()
    client.force_login(mia)
    assert client.get(ANNOUNCE).status_code == 403
    mia.user_permissions.add(Permission.objects.get(codename="announce"))
    assert client.get(ANNOUNCE).status_code == 200
    assert b"/talk/announce" in client.get(ROOMS).content


def test_what_is_said_to_a_room_stays_there(client: Client, room: OpenRoom) -> None:
    client.force_login(User.objects.create_superuser("boss@example.org", name="Boss"))
    sent = client.post(ANNOUNCE, {"room": room.pk, "text": "The kettle is <on>"})
    assert sent["Location"] == ANNOUNCE
    line = Line.objects.get()
    assert (line.room, line.speaker_key, line.text) == (room.room, "staff", "The kettle is <on>")


@pytest.mark.parametrize("form", [{"text": ""}, {"text": "\u202e"}, {"text": "x", "room": "7777"}])
def test_what_cannot_be_said_is_not(client: Client, form: dict[str, str]) -> None:
    client.force_login(User.objects.create_superuser("boss@example.org", name="Boss"))
    assert client.post(ANNOUNCE, form).status_code == 422
    assert not Line.objects.exists()
