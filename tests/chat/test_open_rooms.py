"""Rooms that everybody may enter: what they may be called, who opens how many, how they end."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from drawnby.chat.messages import Say
from drawnby.chat.models import Line, OpenRoom
from drawnby.chat.open_rooms import (
    ROOMS_A_DAY,
    RoomRefused,
    end_room,
    forget_speakers,
    name_is_taken,
    open_room,
    rooms_by_last_word,
)
from drawnby.chat.rooms import Speaker
from tests.chat.keeping import keep

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def mia() -> User:
    return User.objects.create_user("mia@example.org", "lighthouse-7", name="Mia")


def say(room: OpenRoom, name: str, text: str = "hello", ago: timedelta = timedelta()) -> Line:
    speaker = Speaker(f"key-{name}", name, hue=0, guest=True, may_speak=True)
    return keep(room.name, Say(uuid4().hex, text), lambda: speaker, NOW - ago)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Boats", "Boats"),
        ("  Boats \n and\tquays ", "Boats and quays"),
        ("Mo\u202ed", "Mod"),
        ("<b>Boats</b>", "<b>Boats</b>"),
        ("港", "港"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_title_is_one_line_of_plain_text(mia: User, given: str, kept: str) -> None:
    assert open_room(given, mia, NOW).title == kept


@pytest.mark.parametrize("title", ["", "  ", "\u202e\u200b", "!!!", "🎨", "x" * 41])
def test_what_is_no_title_opens_nothing(mia: User, title: str) -> None:
    before = OpenRoom.objects.count()
    with pytest.raises(RoomRefused):
        open_room(title, mia, NOW)
    assert OpenRoom.objects.count() == before


def test_a_title_is_taken_whatever_its_case(mia: User) -> None:
    open_room("Boats", mia, NOW)
    with pytest.raises(RoomRefused, match="already"):
        open_room("bOATS", mia, NOW)


def test_an_account_opens_a_few_rooms_a_day(mia: User) -> None:
    for number in range(ROOMS_A_DAY):
        open_room(f"Room {number}", mia, NOW)
    with pytest.raises(RoomRefused, match="tomorrow"):
        open_room("One more", mia, NOW)
    open_room("One more", mia, NOW + timedelta(days=1, seconds=1))


def test_the_room_with_the_latest_word_comes_first_and_shows_it(mia: User) -> None:
    quiet, old, fresh = (open_room(title, mia, NOW) for title in ("Quiet", "Old", "Fresh"))
    OpenRoom.objects.filter(pk=quiet.pk).update(opened_at=NOW - timedelta(days=9))
    say(old, "Tom", "long ago", timedelta(hours=2))
    say(fresh, "Aiko", "just now")
    listed = [room for room in rooms_by_last_word() if room.opened_by == mia]
    assert [room.title for room in listed] == ["Fresh", "Old", "Quiet"]
    assert (listed[0].last_name, listed[0].last_text) == ("Aiko", "just now")  # type: ignore[attr-defined]  # annotated


def test_a_name_stays_its_speakers_for_a_day_in_that_room(mia: User) -> None:
    room, other = open_room("Boats", mia, NOW), open_room("Quays", mia, NOW)
    say(room, "Örjan", ago=timedelta(hours=23))
    say(room, "Tom", ago=timedelta(hours=25))
    assert name_is_taken(room.name, "öRJAN", NOW)
    assert not name_is_taken(room.name, "Tom", NOW)
    assert not name_is_taken(other.name, "Örjan", NOW)


def test_a_speaker_is_forgotten_in_all_open_rooms_and_nowhere_else(mia: User) -> None:
    lines = [say(open_room(title, mia, NOW), "Tom") for title in ("Boats", "Quays")]
    tom = Speaker("key-Tom", "Tom", hue=0, guest=True, may_speak=True)
    beside = keep("drawing-1", Say(uuid4().hex, "hello"), lambda: tom, NOW)
    assert forget_speakers(["key-Tom", "key-Aiko"]) == 2
    assert {Line.objects.get(pk=line.pk).name for line in lines} == {""}
    assert Line.objects.get(pk=beside.pk).name == "Tom"


def test_a_room_stays_when_whoever_opened_it_goes(mia: User) -> None:
    room = open_room("Boats", mia, NOW)
    mia.delete()
    assert OpenRoom.objects.get(pk=room.pk).opened_by is None


def test_those_in_a_room_are_asked_again_once_it_has_ended(
    mia: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """The admin commits later: asked before, they would be let in as before."""
    asked: list[str] = []
    monkeypatch.setattr("drawnby.chat.open_rooms.recheck_channel", asked.append)
    room = open_room("Boats", mia, NOW)
    with django_capture_on_commit_callbacks(execute=True):
        end_room(room.name)
        assert asked == []
    assert asked == [f"chat-{room.name}"]
