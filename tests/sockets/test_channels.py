"""Coming and going: which events fire, in which order, and what a channel lets through."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.utils.translation import gettext_lazy, override

from drawnby.sockets import (
    Context,
    Refused,
    Socket,
    SocketRequest,
    on_connect,
    on_disconnect,
    on_error,
    on_finish,
    on_message,
    on_subscribe,
    on_unsubscribe,
)
from drawnby.sockets.testing import Received, connect

Heard = list[Any]


@pytest.fixture
def heard() -> Heard:
    """Every event of channels room-…, in the order in which handlers heard it."""
    events: Heard = []

    @on_connect
    async def come(request: SocketRequest, socket: Socket, context: Context) -> None:
        events.append("connect")

    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        events.append(("subscribe", channel))

    @on_unsubscribe(channel="^room-")
    async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        events.append(("unsubscribe", channel))

    @on_disconnect
    async def go(request: SocketRequest, socket: Socket, context: Context) -> None:
        events.append("disconnect")

    @on_finish
    async def finish(request: SocketRequest, socket: Socket, context: Context) -> None:
        events.append("finish")

    return events


def open_rooms() -> None:
    @on_subscribe(channel="^room-")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...


def echo_to_others() -> None:
    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.broadcast_channel(message)


async def test_events_fire_in_the_order_of_a_life(heard: Heard) -> None:
    async with connect() as client:
        await client.subscribe("room-1")
        await client.subscribe("room-2")
        await client.unsubscribe("room-1")
    assert heard == [
        "connect",
        ("subscribe", "room-1"),
        ("subscribe", "room-2"),
        ("unsubscribe", "room-1"),
        "disconnect",
        ("unsubscribe", "room-2"),
        "finish",
    ]


async def test_a_channel_exists_only_if_a_pattern_matches(heard: Heard) -> None:
    async with connect() as client:
        with pytest.raises(Refused, match="no such channel"):
            await client.subscribe("cellar-1")


async def test_a_refused_subscription_is_answered_and_the_connection_lives_on() -> None:
    @on_subscribe(channel="^room-(?P<key>.+)$")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        if socket.params["key"] == "locked":
            raise Refused("locked", until="noon")

    async with connect() as client:
        with pytest.raises(Refused) as refusal:
            await client.subscribe("room-locked")
        assert refusal.value.detail["until"] == "noon"
        await client.subscribe("room-open")


async def test_a_refused_socket_hears_nothing_of_the_channel_and_leaves_no_trace() -> None:
    unsubscribed = []
    open_rooms()
    echo_to_others()

    @on_subscribe(channel="^room-")
    async def check(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        if request.GET.get("as") == "stranger":
            await socket.track({"name": "stranger"})
            await socket.send("a secret")
            raise Refused("no")

    @on_unsubscribe(channel="^room-")
    async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        unsubscribed.append(socket.session_id)

    async with connect() as member, connect(query="as=stranger") as stranger:
        await member.subscribe("room-1")
        with pytest.raises(Refused):
            await stranger.subscribe("room-1")
        await member.send("room-1", "hello")
        assert await stranger.settle() == []
        assert await member.settle() == []
        assert unsubscribed == []


async def test_what_is_said_while_the_handlers_decide_is_heard_after_acceptance() -> None:
    deciding, decided = asyncio.Event(), asyncio.Event()
    echo_to_others()

    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        if request.GET.get("slow"):
            deciding.set()
            await decided.wait()

    async with connect() as quick, connect(query="slow=1") as slow:
        await quick.subscribe("room-1")
        await slow.send_frame("subscribe", "room-1", None)
        await deciding.wait()
        await quick.send("room-1", "missed?")
        await quick.settle()
        assert slow.arriving.empty()
        decided.set()
        await slow.frame("subscribed")
        assert await slow.receive() == Received("room-1", "missed?", quick.number)


async def test_what_a_handler_sends_while_deciding_comes_after_the_acceptance() -> None:
    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        await socket.send("welcome")

    async with connect() as client:
        await client.send_frame("subscribe", "room-1", None)
        kinds = [getattr(item, "kind", "message") for item in await client.settle()]
    assert kinds == ["subscribed", "presence", "message"]


async def test_subscribing_twice_is_answered_twice_and_asked_once(heard: Heard) -> None:
    async with connect() as client:
        await client.subscribe("room-1")
        handle = client.handles["room-1"]
        await client.send_frame("subscribe", "room-1", None)
        assert (await client.frame("subscribed")).data == {"handle": handle}
    assert heard.count(("subscribe", "room-1")) == 1
    assert heard.count(("unsubscribe", "room-1")) == 1


async def test_a_socket_may_be_on_32_channels(heard: Heard) -> None:
    async with connect() as client:
        for number in range(32):
            await client.subscribe(f"room-{number}")
        with pytest.raises(Refused, match="too many"):
            await client.subscribe("room-32")
        await client.unsubscribe("room-0")
        await client.subscribe("room-32")


async def test_a_message_to_a_channel_one_is_not_on_is_refused(heard: Heard) -> None:
    async with connect() as client:
        await client.send("room-1", "hello?")
        refused = await client.frame("refused")
        assert (refused.channel, refused.data) == (
            "room-1",
            {"reason": "not subscribed", "about": "message"},
        )


async def test_unsubscribing_from_what_one_is_not_on_does_nothing(heard: Heard) -> None:
    async with connect() as client:
        await client.send_frame("unsubscribe", "room-1", None)
        assert await client.settle() == []


async def test_a_handler_may_take_its_socket_off_a_channel(heard: Heard) -> None:
    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.unsubscribe()
        assert socket.channels == ()

    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "out")
        assert (await client.frame("unsubscribed")).channel == "room-1"
    assert heard.count(("unsubscribe", "room-1")) == 1


async def test_on_unsubscribe_fires_once_when_the_server_closes(heard: Heard) -> None:
    @on_message
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.close(4404)

    async with connect() as client:
        await client.subscribe("room-1")
        await client.send(None, "bye")
        assert await client.wait_closed() == 4404
    assert heard[-2:] == [("unsubscribe", "room-1"), "finish"]
    assert heard.count(("unsubscribe", "room-1")) == 1
    assert "disconnect" not in heard


async def test_on_unsubscribe_fires_once_after_an_error(heard: Heard) -> None:
    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        raise ZeroDivisionError

    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "boom")
        assert await client.wait_closed() == 4500
    assert heard[-2:] == [("unsubscribe", "room-1"), "finish"]
    assert heard.count(("unsubscribe", "room-1")) == 1


async def test_a_server_that_cancels_the_connection_still_lets_handlers_finish(
    heard: Heard,
) -> None:
    async with connect() as client:
        await client.subscribe("room-1")
        assert client.task is not None
        client.task.cancel()
        await asyncio.wait({client.task})
        assert heard[-2:] == [("unsubscribe", "room-1"), "finish"]
        client.task = None


async def test_one_failing_last_handler_does_not_stop_the_rest(heard: Heard) -> None:
    errors = []

    @on_unsubscribe(channel="^room-1")
    async def fail(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        raise ZeroDivisionError

    @on_error
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        errors.append(type(exception))

    async with connect() as client:
        await client.subscribe("room-1")
        await client.subscribe("room-2")
    assert heard[-3:] == [("unsubscribe", "room-1"), ("unsubscribe", "room-2"), "finish"]
    assert errors == [ZeroDivisionError]


async def test_the_last_events_are_heard_by_the_channels_handlers_too() -> None:
    last = []
    open_rooms()

    @on_disconnect(channel="^room-(?P<key>.+)")
    async def go(request: SocketRequest, socket: Socket, context: Context) -> None:
        last.append(("disconnect", socket.channel, socket.params))

    @on_finish(channel="^room-(?P<key>.+)")
    async def finish(request: SocketRequest, socket: Socket, context: Context) -> None:
        last.append(("finish", socket.channel, socket.params))

    async with connect() as client:
        await client.subscribe("room-1")
    assert last == [
        ("disconnect", "room-1", {"key": "1"}),
        ("finish", "room-1", {"key": "1"}),
    ]


async def test_an_error_is_told_to_on_error_and_closes_with_an_id_to_quote() -> None:
    told = []
    open_rooms()

    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        raise ZeroDivisionError

    @on_error
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        told.append(("all", type(exception)))

    @on_error(channel="^room-")
    async def note_room(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        told.append((str(socket.channel), type(exception)))

    @on_error(channel="^other-")
    async def note_other(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        told.append(("other", type(exception)))

    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "boom")
        error = await client.frame("error")
        assert error.data["reason"] == "our fault"
        assert len(error.data["id"]) == 8
        assert await client.wait_closed() == 4500
    assert told == [("all", ZeroDivisionError), ("room-1", ZeroDivisionError)]


async def test_a_failing_on_error_changes_nothing() -> None:
    finished = []

    @on_message
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        raise ZeroDivisionError

    @on_error
    async def fail(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        raise KeyError

    @on_finish
    async def finish(request: SocketRequest, socket: Socket, context: Context) -> None:
        finished.append(socket.session_id)

    async with connect() as client:
        await client.send(None, "boom")
        assert await client.wait_closed() == 4500
        session = client.session
    assert finished == [session]


async def test_a_refused_message_is_answered_and_the_connection_lives_on() -> None:
    open_rooms()

    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        if message == "rude":
            raise Refused("be kind", final=True)
        await socket.send("fine")

    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "rude")
        refused = await client.frame("refused")
        assert refused.data == {"reason": "be kind", "about": "message", "final": True}
        await client.send("room-1", "please")
        assert (await client.receive()).data == "fine"


async def test_a_reason_that_is_translated_late_is_in_the_language_it_is_raised_in() -> None:
    open_rooms()

    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        with override(message):
            raise Refused(gettext_lazy("Enter a valid value."))

    async with connect() as client:
        await client.subscribe("room-1")
        for language, reason in {"de": "Bitte", "fr": "Saisissez", "en": "Enter"}.items():
            await client.send("room-1", language)
            assert (await client.frame("refused")).data["reason"].split()[0] == reason


async def test_a_connection_that_is_refused_learns_why_and_is_closed() -> None:
    @on_connect
    async def come(request: SocketRequest, socket: Socket, context: Context) -> None:
        raise Refused("full")

    async with connect() as client:
        refused = await client.frame("refused")
        assert refused.data == {"reason": "full", "about": "connect"}
        assert await client.wait_closed() == 4403


async def test_the_context_lasts_as_long_as_the_connection() -> None:
    @on_connect
    async def come(request: SocketRequest, socket: Socket, context: Context) -> None:
        assert "count" not in context
        context.count = 0

    @on_message
    async def count(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        context.count += 1
        await socket.send(context.count)

    async with connect() as one, connect() as other:
        for expected in (1, 2):
            await one.send(None, "more")
            assert (await one.receive()).data == expected
        await other.send(None, "more")
        assert (await other.receive()).data == 1


def test_a_context_says_what_is_missing() -> None:
    with pytest.raises(AttributeError, match="'strokes'"):
        Context().strokes  # noqa: B018 (reading it is the test)


async def test_params_and_channel_are_those_of_the_event() -> None:
    seen = []

    @on_subscribe(channel="^room-(?P<key>.+)")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        seen.append((socket.channel, socket.params))

    @on_message(channel=r"^room-(?P<number>\d+)")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        seen.append((socket.channel, socket.params))

    @on_message
    async def say_nowhere(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        seen.append((socket.channel, socket.params))

    async with connect() as client:
        await client.subscribe("room-7")
        await client.send("room-7", "x")
        await client.send(None, "x")
        await client.settle()
    assert seen == [("room-7", {"key": "7"}), ("room-7", {"number": "7"}), (None, {})]


async def test_a_handler_may_turn_its_socket_away_while_it_decides(heard: Heard) -> None:
    @on_subscribe(channel="^room-1")
    async def turn_away(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None:
        await socket.unsubscribe()

    async with connect() as client:
        await client.send_frame("subscribe", "room-1", None)
        kinds = [getattr(item, "kind", "message") for item in await client.settle()]
        assert kinds == ["unsubscribed"]
    assert ("unsubscribe", "room-1") not in heard
