"""What django-socketio had: each row of the guide's table "Porting from django-socketio".

Its demo chat is here too, handler by handler, with the original's line beside ours.
"""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack
from typing import Any

import pytest
from pytest_django import Settings

from drawnby.sockets import (
    Context,
    EventError,
    Refused,
    Socket,
    SocketRequest,
    on_connect,
    on_message,
    on_subscribe,
    on_unsubscribe,
)
from drawnby.sockets.testing import Received, connect
from e2e.recorder.demo import port_the_demo


def open_rooms() -> None:
    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        if channel == "room-locked":
            raise Refused("locked")


async def test_the_server_puts_a_socket_on_a_channel() -> None:
    open_rooms()

    @on_connect
    async def welcome(request: SocketRequest, socket: Socket, context: Context) -> None:
        assert await socket.subscribe("room-1")
        assert await socket.subscribe("room-1")  # again: nothing happens
        await socket.broadcast_channel("somebody came", "room-1")

    async with connect() as one, connect():
        assert (await one.frame("invited")).channel == "room-1"
        assert (await one.frame("subscribed")).channel == "room-1"
        assert (await one.receive()).data == "somebody came"
        assert [frame.kind for frame in await one.settle() if not isinstance(frame, Received)] == [
            "presence"
        ]


async def test_a_channel_the_server_chose_may_refuse_as_any_other() -> None:
    open_rooms()
    let_in: list[bool] = []

    @on_message
    async def ask(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        let_in.append(await socket.subscribe("room-locked"))

    async with connect() as client:
        await client.send(None, "let me in")
        assert (await client.frame("refused")).data == {"about": "subscribe", "reason": "locked"}
    assert let_in == [False]


async def test_the_server_chooses_only_channels_that_exist() -> None:
    complaints: list[str] = []

    @on_message
    async def ask(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        try:
            await socket.subscribe("nowhere")
        except EventError as error:
            complaints.append(str(error))

    async with connect() as client:
        await client.send(None, "let me in")
        assert [
            frame.kind for frame in await client.settle() if not isinstance(frame, Received)
        ] == []
    assert "no such channel" in complaints[0]


async def test_a_client_declines_what_the_server_chose() -> None:
    open_rooms()
    left: list[str] = []

    @on_connect
    async def welcome(request: SocketRequest, socket: Socket, context: Context) -> None:
        await socket.subscribe("room-1")

    @on_unsubscribe(channel="^room-")
    async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        left.append(channel)

    async with connect() as client:
        await client.unsubscribe("room-1")
        assert left == ["room-1"]


async def test_the_format_of_the_message_log_is_a_setting(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SOCKETS = {"MESSAGE_LOG_FORMAT": "%(channel)s said %(message)s"}
    with caplog.at_level(logging.INFO, "drawnby.sockets.messages"):
        async with connect() as client:
            await client.send(None, "hello")
            await client.settle()
    assert caplog.messages == ["None said 'hello'"]


# -- The demo chat: e2e/recorder/demo.py, which e2e/test_life.py shows to a browser too ------------


async def test_the_demo_chats_handlers_work_line_by_line() -> None:
    port_the_demo("^room-")
    async with AsyncExitStack() as stack:
        anna = await stack.enter_async_context(connect())
        async with connect() as ben:
            for client in (anna, ben):
                await client.subscribe("room-1")
            await anna.send("room-1", {"action": "start", "name": "Anna"})
            assert (await anna.receive()).data == {"action": "started", "users": []}
            joined = {"action": "join", "name": "Anna", "id": anna.number}
            assert [(await one.receive()).data for one in (anna, ben)] == [joined, joined]

            await ben.send("room-1", {"action": "start", "name": "Anna"})
            assert (await ben.receive()).data == {"action": "in-use"}
            await ben.send("room-1", {"action": "message", "message": "unnamed"})
            await ben.send("room-1", {"action": "start", "name": "Ben"})
            assert (await ben.receive()).data == {"action": "started", "users": ["Anna"]}
            joined = {"action": "join", "name": "Ben", "id": ben.number}
            assert (await anna.receive()).data == joined

            await ben.send("room-1", {"action": "message", "message": "<b>hello</b>"})
            said = {"action": "message", "message": "<b>hello</b>", "name": "Ben"}
            assert (await anna.receive()).data == said
        assert (await anna.receive()).data == {"action": "leave", "name": "Ben", "id": ben.number}
