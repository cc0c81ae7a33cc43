"""Relays: what is handed on without a handler, and what still is not."""

from __future__ import annotations

from typing import Any

import pytest

from drawnby.sockets import (
    Context,
    EventError,
    Socket,
    SocketRequest,
    on_error,
    on_message,
    on_subscribe,
    relay,
)
from drawnby.sockets.hub import SIGNALS_WAITING, Hub
from drawnby.sockets.testing import Closed, Received, connect


@pytest.fixture(autouse=True)
def heard() -> list[Any]:
    """Messages beginning with `ink` are relayed; these are the others, as a handler hears them."""
    messages: list[Any] = []

    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        context.rooms = {channel}

    @relay(channel="^room-")
    def ink(context: Context, channel: str, message: bytes) -> bool:
        if message == b"broken":
            raise ValueError(message)
        return channel in context.rooms and message.startswith(b"ink")

    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        messages.append(message)

    return messages


async def test_a_relayed_message_reaches_the_others_as_it_came_and_no_handler(
    heard: list[Any],
) -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", b"ink \x00\xff")
        assert await other.receive() == Received("room-1", b"ink \x00\xff", one.number)
        assert await one.settle() == []
    assert heard == []


async def test_relayed_messages_wait_up_to_a_limit() -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        members = {member.number: member for member in one.hub.channels["room-1"].members}
        for _ in range(8):
            one.hub.relay(members[one.number], bytes(SIGNALS_WAITING // 4))
        assert len(await other.settle()) == 4
        one.hub.relay(members[one.number], b"once it has left")
        assert (await other.receive()).data == b"once it has left"


async def test_what_a_relay_declines_and_all_text_is_heard_by_handlers(heard: list[Any]) -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", b"stroke")
        await one.send("room-1", "ink in words")
        await one.send(None, b"ink to nobody")
        await one.settle()
        assert await other.settle() == []
    assert heard == [b"stroke", "ink in words"]


async def test_a_channel_that_no_relay_matches_has_none(heard: list[Any]) -> None:
    @on_subscribe(channel="^hall$")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    async with connect() as one, connect() as other:
        await one.subscribe("hall")
        await other.subscribe("hall")
        await one.send("hall", b"ink")
        assert await other.settle() == []


async def test_after_unsubscribing_nothing_is_relayed(heard: list[Any]) -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        handle = one.handles["room-1"]
        await one.unsubscribe("room-1")
        await one.send_event(bytes=bytes((handle,)) + b"ink")
        assert await other.settle() == []


async def test_a_relay_that_fails_is_an_error_of_that_socket_alone(heard: list[Any]) -> None:
    failures: list[Exception] = []

    @on_error(channel="^room-")
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        failures.append(exception)

    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", b"broken")
        with pytest.raises(Closed) as closed:
            await one.settle()
        assert closed.value.code == 4500
        await other.send("room-1", b"stroke")
        await other.settle()
    assert [str(failure) for failure in failures] == ["b'broken'"]
    assert heard == [b"stroke"]


@pytest.mark.parametrize("allowed", [False, True])
async def test_relays_hear_only_whom_the_handlers_let_them(heard: list[Any], allowed: bool) -> None:
    @on_subscribe(channel="^room-")
    async def weigh(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        socket.let_relay(False)
        socket.let_relay(allowed)

    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", b"ink")
        assert len(await other.settle()) == allowed
    assert heard == ([] if allowed else [b"ink"])


async def test_a_relay_taken_away_and_given_back_counts_from_the_next_message(
    heard: list[Any],
) -> None:
    @on_message(channel="^room-")
    async def weigh(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        socket.let_relay(message == "on")

    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        for message in ("off", b"ink 1", "on", b"ink 2"):
            await one.send("room-1", message)
        assert await other.settle() == [Received("room-1", b"ink 2", one.number)]
    assert heard == ["off", b"ink 1", "on"]


async def test_who_comes_back_to_a_channel_is_relayed_again(heard: list[Any]) -> None:
    async with connect() as one, connect() as other:
        await other.subscribe("room-1")
        for ink in (b"ink 1", b"ink 2"):
            await one.subscribe("room-1")
            await one.send("room-1", ink)
            assert await other.receive() == Received("room-1", ink, one.number)
            await one.unsubscribe("room-1")
    assert heard == []


async def test_a_relayed_message_reaches_the_other_processes(processes: tuple[Hub, Hub]) -> None:
    one, other = processes
    async with connect(hub=one) as here, connect(hub=other) as there:
        await here.subscribe("room-1")
        await there.subscribe("room-1")
        await here.send("room-1", b"ink")
        assert await there.receive() == Received("room-1", b"ink", here.number)


def test_a_relay_that_would_wait_is_refused_with_the_remedy() -> None:
    async def slow(context: Context, channel: str, message: bytes) -> bool:
        return True

    with pytest.raises(EventError, match="on_message"):
        relay(channel="^room-")(slow)  # type: ignore[type-var]  # that is the mistake


def test_a_relay_with_other_arguments_is_refused() -> None:
    def odd(message: bytes) -> bool:
        return True

    with pytest.raises(EventError, match=r"called with \(context, channel, message\)"):
        relay(channel="^room-")(odd)
