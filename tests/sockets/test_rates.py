"""How often a handler wants to hear one socket, and what a process has counted."""

from __future__ import annotations

from typing import Any

import pytest

from drawnby.sockets import (
    Context,
    EventError,
    Refused,
    Socket,
    SocketRequest,
    counters,
    on_connect,
    on_message,
    on_subscribe,
)
from drawnby.sockets.testing import Closed, Frame, connect
from drawnby.sockets.throttle import Allowance, Limit

SLOW = 0.001  # a second: nothing comes back while a test runs


@pytest.fixture
def heard() -> list[Any]:
    """What a handler hears that wants two messages, and no more for a long time."""
    messages: list[Any] = []

    @on_subscribe(channel="^room-")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        messages.append(message)

    on_message(channel="^room-", rate=SLOW, burst=2)(say)
    on_message(rate=SLOW, burst=2)(say)
    return messages


@pytest.mark.parametrize("channel", ["room-1", None])
async def test_what_is_beyond_the_rate_is_not_heard_and_said_to_be_once(
    heard: list[Any], channel: str | None
) -> None:
    async with connect() as client:
        await client.subscribe("room-1")
        for number in range(5):
            await client.send(channel, number)
        assert await client.settle() == [
            Frame("refused", channel, {"reason": "too fast", "about": "message"})
        ]
    assert heard == [0, 1]


async def test_bytes_count_like_text(heard: list[Any]) -> None:
    async with connect() as client:
        await client.subscribe("room-1")
        for _ in range(3):
            await client.send("room-1", b"ink")
        await client.settle()
    assert heard == [b"ink", b"ink"]


async def test_every_question_beyond_the_rate_is_refused(heard: list[Any]) -> None:
    async with connect() as client:
        await client.subscribe("room-1")
        await client.ask("room-1", 1)
        await client.ask("room-1", 2)
        for _ in range(2):
            with pytest.raises(Refused, match="too fast"):
                await client.ask("room-1", "more?")
    assert heard == [1, 2]


async def test_each_socket_and_each_channel_has_a_rate_of_its_own(heard: list[Any]) -> None:
    async with connect() as one, connect() as other:
        for client in (one, other):
            for channel in ("room-1", "room-2"):
                await client.subscribe(channel)
                for _ in range(2):
                    await client.send(channel, "hello")
            await client.settle()
    assert len(heard) == 8


def test_tokens_come_back_with_time() -> None:
    allowance = Allowance([Limit(rate=2, burst=2)])
    assert [allowance.admits(0) for _ in range(3)] == [True, True, False]
    assert [allowance.admits(0.5) for _ in range(2)] == [True, False]


def test_the_strictest_of_several_limits_counts() -> None:
    allowance = Allowance([Limit(100, 100), Limit(1, 1)])
    assert [allowance.admits(0) for _ in range(3)] == [True, False, False]


def test_a_burst_is_two_seconds_worth_unless_it_is_given() -> None:
    async def say(request: Any, socket: Any, context: Any, message: Any) -> None: ...

    on_message(channel="a", rate=5)(say)
    on_message(channel="b", rate=0.1)(say)
    assert [route.limit for route in on_message.routes("a")] == [Limit(5, 10)]
    assert [route.limit for route in on_message.routes("b")] == [Limit(0.1, 1)]


@pytest.mark.parametrize("options", [{"rate": 0}, {"rate": -1}, {"rate": 1, "burst": 0}])
def test_a_rate_nobody_could_keep_is_refused(options: dict[str, float]) -> None:
    with pytest.raises(EventError, match="more than 0"):
        on_message(channel="a", **options)


def test_only_messages_have_a_rate() -> None:
    with pytest.raises(EventError, match="messages have one"):
        on_subscribe(channel="a", rate=1)
    with pytest.raises(EventError, match="messages have one"):
        on_connect(rate=1)


async def test_a_process_counts_what_it_does(heard: list[Any]) -> None:
    @on_message(channel="^room-")
    async def fail(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.send_and_broadcast_channel("again")
        if message == "bug":
            raise RuntimeError

    async with connect() as one, connect() as other:
        for client in (one, other):
            await client.subscribe("room-1")
        for message in ("one", "two", "three"):
            await one.send("room-1", message)
            await one.settle()
        await other.send("room-1", "bug")
        with pytest.raises(Closed):
            await other.frame("never")
        counted = counters()
    assert {name: counted[name] for name in ("connected", "subscribed", "messages")} == {
        "connected": 2,
        "subscribed": 2,
        "messages": 4,
    }
    assert (counted["too_fast"], counted["refused"], counted["errors"]) == (1, 1, 1)
    assert counted["closed_4500"] == 1
    assert counted["connections"] >= 1
    assert counted["deliveries"] >= 2 * counted["batches"] - 1
    assert counted["lost"] == 0
