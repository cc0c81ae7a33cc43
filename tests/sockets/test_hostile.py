"""What strangers try: wrong frames, too many, too big, too slow. The others must not notice."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawnby.sockets import (
    Context,
    Socket,
    SocketRequest,
    abroadcast_channel,
    conf,
    counters,
    on_error,
    on_message,
    on_subscribe,
)
from drawnby.sockets.hub import Hub
from drawnby.sockets.testing import Closed, Received, connect

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "wire" / "frames.json").read_text()
)
POISON = [
    "".join(part * times for part, times in example["text"])
    for example in TABLE["to_server"]["refused_text"]
    if "text" in example
]


@pytest.fixture(autouse=True)
def room() -> list[Exception]:
    """A room whose handler sends everything on, and what went wrong there."""
    errors: list[Exception] = []

    @on_subscribe(channel="^room-")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.broadcast_channel(message)

    @on_error
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        errors.append(exception)

    return errors


async def hub_with(**settings: Any) -> Hub:
    return Hub(replace(conf.load(), **settings))


async def test_a_malformed_frame_is_answered_and_the_connection_lives_on() -> None:
    async with connect() as client:
        await client.send_event(text="no JSON")
        assert (await client.frame("error")).data == {"reason": "not JSON"}
        await client.send_event(bytes=b"\x80")
        assert (await client.frame("error")).data == {"reason": "number cut short"}
        await client.subscribe("room-1")


async def test_who_goes_on_sending_malformed_frames_is_closed() -> None:
    async with connect() as client:
        for _ in range(6):
            await client.send_event(text="{}")
        assert await client.wait_closed() == 4400


@pytest.mark.parametrize("poison", POISON, ids=lambda text: repr(text[:30]))
async def test_no_poison_reaches_a_handler_or_another_socket(
    poison: str, room: list[Exception]
) -> None:
    async with connect() as client, connect() as other:
        await other.subscribe("room-1")
        await client.subscribe("room-1")
        await client.send_event(text=poison.replace("null", '"room-1"', 1))
        try:
            await client.settle()
        except Closed as closed:
            assert closed.code == 4413
        assert await other.settle() == []
    assert room == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text() | st.binary(), max_size=4))
def test_no_frames_at_all_break_the_connection(
    room: list[Exception], frames: list[str | bytes]
) -> None:
    async def converse() -> None:
        async with connect() as client:
            for frame in frames:
                key = "text" if isinstance(frame, str) else "bytes"
                await client.send_event(**{key: frame})
            await client.subscribe("room-1")

    asyncio.run(converse())
    assert room == []


@pytest.mark.parametrize("event", [{"text": "x" * 65_537}, {"bytes": bytes(65_537)}])
async def test_a_frame_of_more_than_64_kib_closes(event: dict[str, Any]) -> None:
    async with connect() as client:
        await client.send_event(**event)
        assert await client.wait_closed() == 4413


async def test_a_frame_of_64_kib_is_heard() -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", bytes(65_535))
        assert len((await other.receive()).data) == 65_535
        assert await one.settle() == []


async def test_a_frame_without_text_or_bytes_is_an_error_like_others() -> None:
    async with connect() as client:
        await client.send_event()
        await client.send_event(text=None, bytes=None)
        assert (await client.frame("error")).data == {"reason": "not JSON"}


async def test_an_unknown_handle_is_told_and_forgiven() -> None:
    async with connect() as client:
        for _ in range(20):
            await client.send_event(bytes=b"\x63x")
            assert (await client.frame("error")).data == {"reason": "unknown handle"}
        await client.subscribe("room-1")


async def test_nobody_speaks_through_a_handle_of_a_channel_they_are_not_on() -> None:
    async with connect() as member, connect() as stranger:
        await member.subscribe("room-1")
        await stranger.send_event(bytes=bytes([member.handles["room-1"]]) + b"hello")
        assert (await stranger.frame("error")).data == {"reason": "unknown handle"}
        assert await member.settle() == []


async def test_too_many_messages_are_dropped_with_one_warning_and_then_closed() -> None:
    hub = await hub_with(messages_per_second=0.001, message_burst=10)
    async with connect(hub=hub) as client, connect(hub=hub) as other:
        await other.subscribe("room-1")
        await client.subscribe("room-1")
        for number in range(15):
            await client.send("room-1", number)
        assert (await client.frame("error")).data == {"reason": "too fast"}
        heard = [(await other.receive()).data for _ in range(9)]
        assert heard == list(range(9))
        for number in range(30):
            await client.send("room-1", number)
        assert await client.wait_closed() == 4029
    await hub.close()


async def test_too_many_bytes_are_dropped() -> None:
    hub = await hub_with(bytes_per_second=1, byte_burst=10_000)
    async with connect(hub=hub) as client, connect(hub=hub) as other:
        await client.subscribe("room-1")
        await other.subscribe("room-1")
        await client.send("room-1", bytes(20_000))
        await client.send("room-1", b"small")
        assert await other.receive() == Received("room-1", b"small", client.number)
    await hub.close()


async def test_a_client_that_claims_too_much_is_told_so() -> None:
    async with connect() as client:
        await client.send_frame("beat", None, 10**9)
        assert (await client.frame("error")).data == {"reason": "received more than was sent"}


# -- slow readers


async def test_a_client_that_never_reports_is_not_sent_more_than_the_window() -> None:
    async with connect() as lazy, connect() as lively:
        hub = lively.hub
        await lazy.subscribe("room-1")
        await lively.subscribe("room-1")
        total = 0
        for _ in range(40):
            await abroadcast_channel(bytes(100_000), "room-1")
            hub.flush()
            total += len((await lively.receive()).data)
            await lively.report()
            await lively.frame("beat")
        assert total == 4_000_000
        waiting = sum(len(lazy.arriving.get_nowait().get("bytes", b"")) for _ in range(11))
        assert 1_000_000 < waiting < 1_200_000
        assert lazy.arriving.empty()
        assert counters()["dropped"] == 29
        await lazy.close()
        assert counters()["dropped"] == 29


async def test_a_client_that_makes_no_progress_is_closed() -> None:
    hub = await hub_with(window_bytes=1000, patience_seconds=0)
    async with connect(hub=hub) as lazy:
        await lazy.subscribe("room-1")
        hub.broadcast("room-1", bytes(2000))
        assert await lazy.wait_closed() == 4008
    await hub.close()


async def test_a_blocked_server_holds_up_nobody_else_and_is_given_up() -> None:
    hub = await hub_with(send_seconds=0.05)
    async with connect(hub=hub, capacity=5) as stuck, connect(hub=hub) as lively:
        await stuck.subscribe("room-1")
        await lively.subscribe("room-1")
        for number in range(20):
            hub.broadcast("room-1", number)
            hub.flush()
        assert [(await lively.receive()).data for _ in range(20)] == list(range(20))
        assert stuck.task is not None
        await asyncio.wait({stuck.task}, timeout=5)
        assert stuck.task.done()
        assert await lively.settle() == []
    await hub.close()


async def test_a_long_answer_waits_for_its_reader_and_hears_its_reports() -> None:
    """1 MB through a window of 10 kB, though the handler is busy sending all the while."""
    hub = await hub_with(window_bytes=10_000, byte_burst=10**9, message_burst=10**6)

    @on_message
    async def answer(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        for _ in range(200):
            await socket.send(bytes(5_000))
            assert socket.outlet.window.sent - socket.outlet.window.received < 30_000

    async with connect(hub=hub) as client:
        await client.send(None, "all of it")
        await client.send(None, "and once more")
        for _ in range(400):
            await client.receive()
            await client.report()
    await hub.close()


async def test_a_client_that_leaves_during_a_long_answer_ends_it() -> None:
    hub = await hub_with(window_bytes=10_000)
    ended = []

    @on_message
    async def answer(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        for _ in range(20):
            await socket.send(bytes(5_000))
        ended.append(socket.outlet.closed)

    async with connect(hub=hub) as client:
        await client.send(None, "all of it")
        await client.receive()
    assert ended == [True]
    await hub.close()


async def test_signals_are_dropped_when_a_channel_is_flooded() -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        hub = one.hub
        for _ in range(100):
            hub.broadcast("room-1", bytes(10_000), one.number, droppable=True)
        hub.flush()
        await asyncio.sleep(0)
        assert other.arriving.qsize() == 1
        assert len(other.arriving.get_nowait()["bytes"]) < 300_000


async def test_beats_are_counted_also_while_a_handler_waits_for_its_reader() -> None:
    @on_message(channel="^room-")
    async def answer(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        await socket.send("x" * 500)

    hub = await hub_with(window_bytes=100, messages_per_second=1, message_burst=5)
    async with connect(hub=hub) as client:
        await client.subscribe("room-1")
        await client.send("room-1", "hello")
        for _ in range(40):
            await client.send_frame("beat", None, 0)
        assert await client.wait_closed() == 4029
