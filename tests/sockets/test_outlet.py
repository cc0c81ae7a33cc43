"""The way out: in place while the reader keeps up, in order always, and never for ever."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from drawnby.sockets.batch import Frame
from drawnby.sockets.outlet import Outlet
from drawnby.sockets.window import Window
from tests.sockets.waiting import until


class Server:
    """A server's `send`, which blocks while its buffer is said to be full."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.room = asyncio.Event()
        self.room.set()
        self.broken = False
        self.yields = False

    async def send(self, event: dict[str, Any]) -> None:
        if self.broken:
            raise ConnectionError
        if self.yields:
            await asyncio.sleep(0)  # a bare yield, as some servers do
        await self.room.wait()
        self.sent.append(event.get("bytes", event.get("code")))


def outlet_to(
    server: Server, lost: list[int | None], seconds: float = 60, window: Window | None = None
) -> Outlet:
    return Outlet(server.send, window or Window(), seconds, lost.append)


def frame(text: bytes, droppable: bool = False) -> Frame:
    return Frame(text, droppable)


def offer(outlet: Outlet, frame: Frame) -> None:
    outlet.offer(frame, asyncio.get_running_loop().time())


@pytest.fixture
async def server() -> Server:
    return Server()


async def test_a_frame_is_sent_in_place_when_the_server_has_room(server: Server) -> None:
    outlet = outlet_to(server, [])
    outlet.push(frame(b"a"))
    offer(outlet, frame(b"b"))
    assert server.sent == [b"a", b"b"]  # without a turn of the event loop


@pytest.mark.parametrize("yields", [False, True])
async def test_frames_queue_in_order_while_the_server_is_blocked(
    server: Server, yields: bool
) -> None:
    server.yields = yields
    server.room.clear()
    outlet = outlet_to(server, [])
    for text in (b"a", b"b", b"c"):
        outlet.push(frame(text))
    outlet.close(4000)
    outlet.push(frame(b"after the end"))
    assert outlet.blocked
    assert server.sent == []
    server.room.set()
    await outlet.drained()
    assert server.sent == [b"a", b"b", b"c", 4000]


async def test_signals_are_dropped_while_others_wait(server: Server) -> None:
    server.room.clear()
    outlet = outlet_to(server, [])
    outlet.push(frame(b"a"))
    outlet.push(frame(b"b"))
    offer(outlet, frame(b"signal", droppable=True))
    offer(outlet, frame(b"broadcast"))
    server.room.set()
    await outlet.drained()
    assert server.sent == [b"a", b"b", b"broadcast"]


async def test_a_send_that_takes_too_long_gives_the_socket_up(server: Server) -> None:
    lost: list[int | None] = []
    server.room.clear()
    outlet = outlet_to(server, lost, seconds=0)
    outlet.push(frame(b"a"))
    await outlet.drained()
    assert (lost, outlet.closed) == ([4008], True)
    server.room.set()
    await asyncio.sleep(0)
    assert server.sent == []


async def test_a_socket_that_is_gone_is_noticed(server: Server) -> None:
    lost: list[int | None] = []
    server.broken = True
    outlet = outlet_to(server, lost)
    outlet.push(frame(b"a"))
    outlet.push(frame(b"b"))
    assert lost == [None]
    await outlet.drained()


async def test_a_socket_that_goes_while_a_send_waits_is_noticed(server: Server) -> None:
    lost: list[int | None] = []
    server.room.clear()
    outlet = outlet_to(server, lost)
    for text in (b"a", b"b"):
        outlet.push(frame(text))
    server.broken = True
    server.room.set()
    await outlet.drained()
    assert (server.sent, lost) == ([b"a"], [None])


async def test_broadcasts_stop_while_the_window_is_full(server: Server) -> None:
    outlet = outlet_to(server, [], window=Window(limit=10))
    offer(outlet, frame(b"x" * 10))
    offer(outlet, frame(b"dropped"))
    outlet.push(frame(b"an answer"))
    outlet.window.report(19, now=0)
    offer(outlet, frame(b"again"))
    assert server.sent == [b"x" * 10, b"an answer", b"again"]
    outlet.abandon()


async def test_a_window_that_stays_full_loses_the_socket(server: Server) -> None:
    lost: list[int | None] = []
    outlet = outlet_to(server, lost, window=Window(limit=10, patience=0))
    offer(outlet, frame(b"x" * 10))
    await until(lambda: lost)
    assert lost == [4008]


async def test_what_is_abandoned_sends_nothing_more(server: Server) -> None:
    server.room.clear()
    outlet = outlet_to(server, [])
    outlet.push(frame(b"a"))
    outlet.push(frame(b"b"))
    outlet.abandon()
    await outlet.drained()
    server.room.set()
    await asyncio.sleep(0)
    assert server.sent == []
