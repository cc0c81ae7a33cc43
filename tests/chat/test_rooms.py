"""Which rooms there are, and who somebody is in one that is open to all."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from pytest_django.fixtures import Settings

from drawnby.chat.rooms import CHANNEL, speaker_for
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
