"""Leaving in peace: SIGTERM, and what the sockets hear of it."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from drawnby.sockets import (
    Context,
    Socket,
    SocketRequest,
    draining,
    on_finish,
    on_subscribe,
    on_unsubscribe,
    shutdown,
)
from drawnby.sockets.consumer import SocketConsumer
from drawnby.sockets.hub import Hub, current_hub
from drawnby.sockets.testing import TestSocket, connect, make_scope
from tests.sockets.waiting import until


@pytest.fixture
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """As a process begins; the signals that reach the server's own handler."""
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    monkeypatch.setattr(shutdown, "_draining", False)
    monkeypatch.setattr(shutdown, "_watching", False)
    yield heard
    signal.signal(signal.SIGTERM, before)


async def test_every_socket_is_told_to_come_back_and_its_handlers_run() -> None:
    finished = []

    @on_subscribe(channel="^room-")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    @on_unsubscribe(channel="^room-")
    async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        finished.append(channel)

    @on_finish
    async def finish(request: SocketRequest, socket: Socket, context: Context) -> None:
        finished.append("finish")

    hub = Hub()
    async with connect(hub=hub) as one, connect(hub=hub) as other:
        await one.subscribe("room-1")
        await shutdown.drain(hub, seconds=0.01, chance=random.Random(1))  # noqa: S311 (no secret)
        assert [await one.wait_closed(), await other.wait_closed()] == [4012, 4012]
        assert sorted(finished) == ["finish", "finish", "room-1"]
    await hub.close()


async def test_sigterm_drains_first_and_then_reaches_the_server(
    fresh_process: list[int], settings: Any
) -> None:
    settings.SOCKETS = {"DRAIN_SECONDS": 0.01}
    hub = current_hub()
    async with connect() as client:
        shutdown.watch()
        shutdown.watch()
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)  # some platforms send it twice
        assert await client.wait_closed() == 4012
        assert draining()
        assert shutdown._drain is not None
        await shutdown._drain
    assert fresh_process == [signal.SIGTERM]
    await hub.close()


async def test_who_comes_while_we_leave_is_sent_away_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutdown, "_draining", True)
    hub = Hub()
    client = TestSocket(SocketConsumer(hub), make_scope({}), 0)
    with pytest.raises(Exception, match="4012"):
        await client.open()
    await client.close()


async def test_a_process_without_sockets_just_ends(fresh_process: list[int]) -> None:
    shutdown.watch()
    os.kill(os.getpid(), signal.SIGTERM)
    await until(lambda: fresh_process)
    assert draining()
