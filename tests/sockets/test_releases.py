"""Processes of two releases, side by side while a site is deployed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from drawnby.sockets import Context, Socket, SocketRequest, on_subscribe
from drawnby.sockets.batch import direct_frame
from drawnby.sockets.hub import Hub
from drawnby.sockets.link import GROUP
from drawnby.sockets.testing import connect

Delivery = dict[str, Any]


@pytest.fixture(autouse=True)
def rooms() -> None:
    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        await socket.track({"number": 7})


@pytest.fixture
async def hub(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    """A process with others, whose messages wait to be looked at."""
    hub = Hub()
    monkeypatch.setattr(hub.link, "shared", True)
    for way in ("wake", "join"):
        monkeypatch.setattr(hub.link, way, lambda: None)
    hub.link._in_group.set()
    yield hub
    await hub.close()


def collected(hub: Hub) -> Delivery:
    hub.flush()
    delivery = hub._collect()
    assert delivery is not None
    return delivery


async def test_what_processes_tell_each_other_is_what_the_name_of_their_group_stands_for(
    hub: Hub,
) -> None:
    """Give GROUP another name with whatever a process of before would misunderstand.

    Those of two groups are as processes whose Redis is down: docs/deploying.md says what that is.
    """
    async with connect(hub=hub) as mia:
        await mia.subscribe("room-1")
        hub.broadcast("room-1", {"said": 1})
        hub.broadcast("room-1", b"kept", sender=5)
        hub.broadcast("room-1", b"lost", sender=5, droppable=True)
        hub.broadcast(None, "all")
        hub.send("another", direct_frame(None, 0, "you"))
        hub.recheck("room-1")
        hub.close_address("session:1")
        told = collected(hub)
        kept, lost = b"\x05\0\0\0\x04kept", b"\x05\0\0\0\x04lost"
        entry = {"session": mia.session, "number": mia.number, "meta": {"number": 7}}
        assert GROUP == "sockets.neighbours"
        assert told == {
            "type": "sockets",
            "from": hub.id,
            "letters": [
                {"channel": "room-1", "kind": "ask"},
                {"channel": "room-1", "kind": "presence", "joined": [entry], "left": []},
                {
                    "channel": None,
                    "kind": "send",
                    "session": "another",
                    "event": {"type": "websocket.send", "text": '["message",null,"you"]'},
                    "size": 22,
                },
                {"channel": "room-1", "kind": "recheck"},
                {"channel": None, "kind": "close", "address": "session:1"},
            ],
            "columns": [
                ("room-1", "room-1", None, "room-1"),
                ("text", "bytes", "text", "bytes"),
                ('[0,{"said":1}]', kept, '[0,"all"]', lost),
                (False, False, False, True),
            ],
        }
        hub.gossip.repeat(hub.channels.values(), hub.now())
        lease = {"channel": "room-1", "kind": "lease", "entries": [entry]}
        assert collected(hub)["letters"] == [lease]


async def test_what_a_newer_release_says_besides_does_no_harm(hub: Hub) -> None:
    async with connect(hub=hub) as mia:
        await mia.subscribe("room-1")
        hub._hear(
            {
                "type": "sockets",
                "from": "a newer one",
                "more": "than we know",
                "letters": [
                    {"channel": "room-1", "kind": "of a later day", "text": "?"},
                    {"channel": "room-1", "kind": "recheck", "soon": True},
                    {"channel": "room-1", "kind": "presence", "joined": [joined()], "left": []},
                ],
                "columns": [("room-1",), ("text",), ('[9,"heard"]',), (False,)],
            }
        )
        assert (await mia.receive()).data == "heard"
        assert [entry.number for entry in hub.here("room-1")] == [mia.number, 9]


def joined() -> dict[str, Any]:
    return {"session": "theirs", "number": 9, "meta": {"number": 2}, "since": 1234}
