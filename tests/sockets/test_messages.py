"""Who hears what: every way to speak, in one process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from drawnby.sockets import (
    Context,
    EventError,
    FrameError,
    Socket,
    SocketRequest,
    abroadcast,
    abroadcast_channel,
    asend,
    broadcast,
    broadcast_channel,
    hub,
    on_message,
    on_subscribe,
    send,
)
from drawnby.sockets.broadcast import warn_that_nobody_hears
from drawnby.sockets.consumer import SocketConsumer
from drawnby.sockets.frames import decode_binary_batch
from drawnby.sockets.testing import Received, connect

Speak = Callable[[Socket, Any], Any]
MESSAGES = [{"a": [1, 2.5, None, True]}, "Zoë 🎨", 7, None, b"", b"\x00\xff" * 100]


@pytest.fixture(autouse=True)
def rooms() -> None:
    @on_subscribe(channel="^room-")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...


def hear(speak: Speak, **pattern: str) -> None:
    """What a handler does with every message."""

    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await speak(socket, message)

    if pattern:
        on_message(channel=pattern["channel"])(say)
    else:
        on_message(say)


@pytest.mark.parametrize("message", MESSAGES, ids=repr)
async def test_send_is_for_this_socket_alone(message: Any) -> None:
    hear(lambda socket, message: socket.send(message), channel="^room-")
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", message)
        assert await one.receive() == Received("room-1", message, -1)
        assert await other.settle() == []


@pytest.mark.parametrize("message", MESSAGES, ids=repr)
async def test_broadcast_channel_is_for_the_others_on_the_channel(message: Any) -> None:
    hear(lambda socket, message: socket.broadcast_channel(message), channel="^room-")
    async with connect() as one, connect() as other, connect() as elsewhere:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await elsewhere.subscribe("room-2")
        await one.send("room-1", message)
        assert await other.receive() == Received("room-1", message, one.number)
        assert await one.settle() == []
        assert await elsewhere.settle() == []


@pytest.mark.parametrize("message", MESSAGES, ids=repr)
async def test_send_and_broadcast_channel_is_for_everyone_on_the_channel(message: Any) -> None:
    hear(lambda socket, message: socket.send_and_broadcast_channel(message), channel="^room-")
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", message)
        assert await one.receive() == Received("room-1", message, 0)
        assert await other.receive() == Received("room-1", message, 0)


async def test_broadcast_is_for_all_the_others_wherever_they_are() -> None:
    hear(lambda socket, message: socket.broadcast(message))
    async with connect() as one, connect() as other:
        await other.subscribe("room-1")
        await one.send(None, "hello")
        assert await other.receive() == Received(None, "hello", one.number)
        assert await one.settle() == []


async def test_send_and_broadcast_is_for_all() -> None:
    hear(lambda socket, message: socket.send_and_broadcast(message))
    async with connect() as one, connect() as other:
        await one.send(None, b"hello")
        assert await one.receive() == Received(None, b"hello", 0)
        assert await other.receive() == Received(None, b"hello", 0)


async def test_a_signal_reaches_the_others() -> None:
    async def relay(socket: Socket, message: Any) -> None:
        socket.signal(message)

    hear(relay, channel="^room-")
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.send("room-1", b"ink")
        assert await other.receive() == Received("room-1", b"ink", one.number)


async def test_messages_to_a_named_channel_go_there() -> None:
    hear(lambda socket, message: socket.broadcast_channel(message, "room-2"))
    async with connect() as one, connect() as other:
        await other.subscribe("room-2")
        await one.send(None, "psst")
        assert await other.receive() == Received("room-2", "psst", one.number)


async def test_a_patternless_handler_hears_only_what_is_said_to_no_channel() -> None:
    hear(lambda socket, message: socket.send(["nowhere", message]))
    hear(lambda socket, message: socket.send(["room", message]), channel="^room-")
    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "a")
        await client.send(None, "b")
        assert (await client.receive()).data == ["room", "a"]
        assert (await client.receive()).data == ["nowhere", "b"]


async def test_broadcasting_to_no_channel_says_what_to_do() -> None:
    told: list[str] = []

    async def lost(socket: Socket, message: Any) -> None:
        with pytest.raises(EventError, match="name one") as error:
            await socket.broadcast_channel(message)
        told.append(str(error.value))

    hear(lost)
    async with connect() as client:
        await client.send(None, "x")
        await client.settle()
    assert told


async def test_what_is_not_a_message_is_refused_where_it_is_sent() -> None:
    async def wrong(socket: Socket, message: Any) -> None:
        with pytest.raises(FrameError):
            await socket.broadcast_channel(float("nan"))
        with pytest.raises(FrameError):
            await socket.send({"when": object()})  # type: ignore[dict-item]  # the mistake
        await socket.send("still here")

    hear(wrong, channel="^room-")
    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "x")
        assert (await client.receive()).data == "still here"


async def test_text_and_bytes_keep_their_order() -> None:
    hear(lambda socket, message: socket.broadcast_channel(message), channel="^room-")
    said: list[Any] = ["a", b"b", "c", "d", b"e", b"f", "g"]
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        for message in said:
            await one.send("room-1", message)
        assert [(await other.receive()).data for _ in said] == said


async def test_messages_of_one_tick_leave_as_one_frame_shared_by_all() -> None:
    async with connect() as one, connect() as two:
        await one.subscribe("room-1")
        await two.subscribe("room-1")
        for number in range(10):
            await abroadcast_channel(bytes([number]), "room-1")
        frame, same = await one.arriving.get(), await two.arriving.get()
        assert frame is same
        assert len(decode_binary_batch(frame["bytes"])[1]) == 10


async def test_handlers_of_one_socket_run_in_order_and_slow_ones_hold_up_nobody_else() -> None:
    release, done = asyncio.Event(), []

    async def work(socket: Socket, message: Any) -> None:
        if message == "slow":
            await release.wait()
        done.append(message)

    hear(work)
    async with connect() as one, connect() as other:
        await one.send(None, "slow")
        await one.send(None, "after slow")
        await other.send(None, "meanwhile")
        await other.settle()
        assert done == ["meanwhile"]
        release.set()
        await one.settle()
        assert done == ["meanwhile", "slow", "after slow"]


# -- from anywhere


async def test_speaking_from_the_event_loop() -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await abroadcast_channel({"n": 1}, "room-1")
        assert await one.receive() == Received("room-1", {"n": 1}, 0)
        await abroadcast(b"all")
        assert await one.receive() == Received(None, b"all", 0)
        assert await other.receive() == Received(None, b"all", 0)
        await asend(other.session, "you")
        assert await other.receive() == Received(None, "you", -1)
        assert await one.settle() == []


async def test_speaking_from_a_thread() -> None:
    def speak(session: str) -> None:
        assert threading.current_thread() is not threading.main_thread()
        broadcast_channel({"n": 1}, "room-1")
        broadcast("all")
        send(session, "you")

    async with connect() as client:
        await client.subscribe("room-1")
        await asyncio.to_thread(speak, client.session)
        received = [await client.receive() for _ in range(3)]
        assert Received("room-1", {"n": 1}, 0) in received
        assert Received(None, "all", 0) in received
        assert Received(None, "you", -1) in received


async def test_speaking_to_a_channel_nobody_is_on_is_no_error() -> None:
    async with connect() as client:
        await abroadcast_channel("hello?", "room-99")
        await asend("nobody", "hello?")
        assert await client.settle() == []


def test_speaking_where_there_are_no_sockets_is_no_error() -> None:
    broadcast_channel("hello?", "room-1")
    broadcast("hello?")
    send("nobody", "hello?")


def test_what_is_not_a_message_is_refused_where_it_is_said() -> None:
    for speak in (broadcast, lambda message: broadcast_channel(message, "room-1")):
        with pytest.raises(FrameError):
            speak(float("nan"))
    with pytest.raises(FrameError):
        send("anybody", float("nan"))


async def test_nothing_reaches_a_channel_its_socket_has_left() -> None:
    async def late(socket: Socket, message: Any) -> None:
        await socket.unsubscribe()
        await socket.send("a secret")
        await socket.send(b"a secret")

    hear(late, channel="^room-")
    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "x")
        assert [getattr(item, "kind", item) for item in await client.settle()] == ["unsubscribed"]


async def test_a_batch_of_ones_own_words_does_not_come_back() -> None:
    async with connect() as one, connect() as other:
        await one.subscribe("room-1")
        await other.subscribe("room-1")
        await one.settle()
        one.hub.broadcast("room-1", b"ink", one.number)
        one.hub.broadcast("room-1", b"ink", one.number)
        one.hub.flush()
        assert one.arriving.empty()
        assert [(await other.receive()).data for _ in range(2)] == [b"ink", b"ink"]


def test_arguments_the_wrong_way_round_are_refused_with_the_remedy() -> None:
    with pytest.raises(EventError, match="The channel comes second"):
        broadcast_channel("room-1", {"text": "hello"})  # type: ignore[arg-type]  # on purpose


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """As in a management command: no socket can come, and no layer leads anywhere."""
    monkeypatch.setattr(hub, "_current", None)
    monkeypatch.setattr(hub, "_hears", False)
    settings.CHANNEL_LAYERS = {}
    warn_that_nobody_hears.cache_clear()
    yield
    warn_that_nobody_hears.cache_clear()


@pytest.mark.usefixtures("outside")
def test_what_nobody_can_hear_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    broadcast("to all")
    broadcast_channel("to some", "room-1")
    (warning,) = caplog.records
    assert "reaches nobody" in warning.message


@pytest.mark.usefixtures("outside")
def test_before_the_first_socket_comes_there_is_nothing_to_warn_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    SocketConsumer.as_asgi()
    broadcast("to all")
    assert not caplog.records
