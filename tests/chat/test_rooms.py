"""Which rooms there are, and who somebody is in one that is open to all."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from pytest_django.fixtures import Settings

from accounts.models import User
from drawnby.chat.rooms import CHANNEL, open_gate, speaker_for
from drawnby.sockets import Refused, SocketRequest
from drawnby.sockets.testing import make_scope


def request_of(query: str = "", session_key: str | None = None) -> SocketRequest:
    request = SocketRequest(make_scope({"query": query}))
    request.user = AnonymousUser()
    request.session = SessionStore(session_key)
    return request


@pytest.mark.parametrize("channel", ["chat-a", "chat-drawing-AZaz09_-", "chat-" + "x" * 64])
def test_a_channel_names_a_room(channel: str) -> None:
    found = re.match(CHANNEL, channel)
    assert found is not None
    assert found["room"] == channel.removeprefix("chat-")


@pytest.mark.parametrize(
    "channel",
    ["chat-", "chat-a\n", "chat-a b", "chat-" + "x" * 65, "xchat-a", "chat-\u00e9", "chat-a/b"],
)
def test_no_other_channel_does(channel: str) -> None:
    assert re.match(CHANNEL, channel) is None


@pytest.mark.parametrize("room", ["studios", "a-studio", "elsewhere", ""])
def test_a_room_without_a_gate_does_not_exist(room: str) -> None:
    with pytest.raises(Refused):
        speaker_for(request_of("as=Mia"), room)


def test_the_first_gate_that_matches_is_asked(settings: Settings) -> None:
    settings.CHAT_GATES = [("stu.*", "tests.chat.gates.studio_gate"), *settings.CHAT_GATES]
    assert speaker_for(request_of("as=Mia"), "studio").name == "Mia"


def test_in_an_open_room_a_user_speaks_under_the_name_and_never_the_address() -> None:
    request = request_of()
    request.user = User(pk=7, email="mia@lindqvist.example", name="Mia")
    speaker = open_gate(request, "lobby")
    assert (speaker.key, speaker.name, speaker.guest) == ("user-7", "Mia", False)
    assert speaker.may_speak
    assert speaker.hue in range(8)


def test_in_an_open_room_a_guest_is_told_apart_without_giving_the_session_away() -> None:
    mia, tom = (
        open_gate(request_of(session_key=key), "lobby") for key in ("mias-session", "toms-session")
    )
    assert mia.may_speak
    assert mia.guest
    assert mia.key != tom.key
    assert "mias-session" not in mia.key
    assert mia == open_gate(request_of(session_key="mias-session"), "lobby")


def test_in_an_open_room_who_cannot_be_told_apart_reads() -> None:
    assert not open_gate(request_of(), "lobby").may_speak
