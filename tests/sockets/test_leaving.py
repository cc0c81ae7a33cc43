"""A message that arrived before its sender left is heard, whatever became of the way back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from drawnby.sockets import (
    Context,
    Socket,
    SocketRequest,
    conf,
    consumer,
    on_disconnect,
    on_message,
)
from drawnby.sockets.consumer import SocketConsumer
from drawnby.sockets.hub import Hub
from drawnby.sockets.testing import connect, make_scope


async def test_what_was_said_before_leaving_is_heard_though_nothing_can_be_sent_any_more() -> None:
    heard: list[Any] = []

    @on_message
    async def hear(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.send("what cannot arrive")
        heard.append(message)

    @on_disconnect
    async def left(request: SocketRequest, socket: Socket, context: Context) -> None:
        heard.append("left")

    said = [{"type": "websocket.receive", "text": f'["message", null, {n}]'} for n in range(3)]
    events = iter([{"type": "websocket.connect"}, *said, {"type": "websocket.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(events)

    async def send(event: dict[str, Any]) -> None:
        if event["type"] != "websocket.accept":
            raise OSError("the client has gone")

    await SocketConsumer()(make_scope({}), receive, send)
    assert heard == [0, 1, 2, "left"]


async def test_what_waited_for_a_slow_reader_is_heard_though_they_leave() -> None:
    hub = Hub(replace(conf.load(), window_bytes=10_000))
    heard: list[Any] = []

    @on_message
    async def answer(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        heard.append(message)
        for _ in range(3):
            await socket.send(bytes(5_000))

    async with connect(hub=hub) as client:
        for number in range(3):
            await client.send(None, number)
        await client.receive()
    assert heard == [0, 1, 2]
    await hub.close()


async def test_of_a_server_that_does_not_say_that_its_client_has_gone_nothing_remains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(consumer, "LAST_SECONDS", 0.01)
    events = iter([{"type": "websocket.connect"}])

    async def receive() -> dict[str, Any]:
        for event in events:
            return event
        await asyncio.Future()
        raise AssertionError

    async def send(event: dict[str, Any]) -> None:
        if event["type"] != "websocket.accept":
            raise OSError("the client has gone")

    await asyncio.wait_for(SocketConsumer()(make_scope({}), receive, send), 5)
