"""Registering handlers, and which of them hear what."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from drawnby.sockets import EventError, on_connect, on_message, on_subscribe, on_unsubscribe
from drawnby.sockets.events import Event


async def hear(request: Any, socket: Any, context: Any, message: Any) -> None: ...


async def hear_too(request: Any, socket: Any, context: Any, message: Any) -> None: ...


def handlers(event: Event, channel: str | None) -> list[Any]:
    return [route.handler for route in event.routes(channel)]


def test_a_decorator_is_used_bare_or_with_a_pattern() -> None:
    assert on_message(hear) is hear
    assert on_message(channel="^room-")(hear_too) is hear_too
    assert handlers(on_message, None) == [hear]
    assert handlers(on_message, "room-1") == [hear_too]


def test_a_pattern_matches_at_the_beginning_of_the_name() -> None:
    on_message(channel="room")(hear)
    assert handlers(on_message, "room-1") == [hear]
    assert handlers(on_message, "my-room") == []


def test_named_groups_become_params() -> None:
    on_message(channel=r"^room-(?P<floor>\d+)(?P<side>[ab])?$")(hear)
    assert [route.params for route in on_message.routes("room-12a")] == [
        {"floor": "12", "side": "a"}
    ]
    assert [route.params for route in on_message.routes("room-3")] == [{"floor": "3"}]


def test_handlers_hear_in_the_order_of_their_registration() -> None:
    on_message(channel="^room-")(hear_too)
    on_message(channel="^room-1")(hear)
    assert handlers(on_message, "room-1") == [hear_too, hear]


def test_a_handler_registered_twice_hears_once() -> None:
    on_message(channel="^room-")(hear)
    on_message(channel="^room-")(hear)
    assert handlers(on_message, "room-1") == [hear]


def test_a_plain_function_is_refused_with_the_remedy() -> None:
    def plain(request: Any, socket: Any, context: Any, message: Any) -> None: ...

    with pytest.raises(EventError, match="async def"):
        on_message(plain)  # type: ignore[type-var]  # the mistake that is tested
    assert handlers(on_message, None) == []


def test_a_handler_with_other_arguments_is_refused_with_the_right_ones() -> None:
    async def short(request: Any, socket: Any) -> None: ...

    with pytest.raises(EventError, match="request, socket, context, message"):
        on_message(short)


def test_a_partial_and_an_object_with_an_async_call_are_handlers() -> None:
    class Hearer:
        async def __call__(self, *arguments: Any) -> None: ...

    on_message(Hearer())
    on_message(partial(hear))
    assert len(on_message.routes(None)) == 2


def test_on_connect_takes_no_channel() -> None:
    async def greet(request: Any, socket: Any, context: Any) -> None: ...

    with pytest.raises(EventError, match="no channel"):
        on_connect(channel="^room-")(greet)


@pytest.mark.parametrize("event", [on_subscribe, on_unsubscribe])
def test_events_of_a_channel_need_a_pattern(event: Event) -> None:
    with pytest.raises(EventError, match="exists only if"):
        event(hear)


def test_a_decorator_called_with_nothing_is_refused() -> None:
    with pytest.raises(EventError, match="@on_message"):
        on_message()
