"""The seven events and the decorators that connect handlers to them. No I/O.

A pattern is a regular expression, matched at the beginning of a channel's name; its named groups
become `socket.params`. A handler without a pattern hears what is about no channel.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from .exceptions import EventError

Handler = Callable[..., Awaitable[Any]]  # an on_message handler may return an answer
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Route:
    """A handler that hears an event, and what its pattern found in the channel's name."""

    handler: Handler
    params: dict[str, str]


@dataclass(slots=True)
class Event:
    """One event: a decorator that registers handlers, and the list of them in order."""

    name: str
    arguments: tuple[str, ...]
    pattern_allowed: bool = True
    pattern_required: bool = False
    handlers: list[tuple[Handler, re.Pattern[str] | None]] = field(default_factory=list)

    @overload
    def __call__(self, handler: H) -> H: ...
    @overload
    def __call__(self, *, channel: str) -> Callable[[H], H]: ...

    def __call__(self, handler: H | None = None, *, channel: str | None = None) -> Any:
        if handler is None and channel is None:
            raise EventError(f"Write @{self.name}, or @{self.name}(channel=...) with a pattern.")
        pattern = self._compile(channel)
        if handler is not None:
            return self._register(handler, pattern)
        return lambda function: self._register(function, pattern)

    def routes(self, channel: str | None) -> tuple[Route, ...]:
        """The handlers whose pattern matches; for None, those without a pattern."""
        return tuple(self._matching(channel))

    def _matching(self, channel: str | None) -> Iterator[Route]:
        for handler, pattern in self.handlers:
            if pattern is None or channel is None:
                if pattern is None and channel is None:
                    yield Route(handler, {})
            elif found := pattern.match(channel):
                groups = found.groupdict()
                yield Route(handler, {name: text for name, text in groups.items() if text})

    def _compile(self, channel: str | None) -> re.Pattern[str] | None:
        if channel is None:
            if self.pattern_required:
                raise EventError(
                    f"@{self.name} is about a channel: write @{self.name}(channel=...). "
                    "A channel exists only if an on_subscribe pattern matches its name."
                )
            return None
        if not self.pattern_allowed:
            raise EventError(f"@{self.name} takes no channel: a socket that connects is on none.")
        return re.compile(channel)

    def _register(self, handler: H, pattern: re.Pattern[str] | None) -> H:
        check_handler(self, handler)
        if (handler, pattern) not in self.handlers:
            self.handlers.append((handler, pattern))
        return handler


def check_handler(event: Event, handler: Handler) -> None:
    """Raise EventError for what could only fail later, inside a connection."""
    name = getattr(handler, "__qualname__", repr(handler))
    called = getattr(handler, "__call__", None)  # noqa: B004 (an object with an async __call__ is a handler too)
    if not (inspect.iscoroutinefunction(handler) or inspect.iscoroutinefunction(called)):
        raise EventError(
            f"{name} is a plain function, and handlers of {event.name} are awaited: write "
            f"`async def {name}(...)`, and take slow or database work off the event loop."
        )
    try:
        inspect.signature(handler).bind(*event.arguments)
    except TypeError:
        wanted = ", ".join(event.arguments)
        raise EventError(
            f"{name} cannot hear {event.name}: it is called with ({wanted})."
        ) from None


_COMMON = ("request", "socket", "context")

on_connect = Event("on_connect", _COMMON, pattern_allowed=False)
on_subscribe = Event("on_subscribe", (*_COMMON, "channel"), pattern_required=True)
on_message = Event("on_message", (*_COMMON, "message"))
on_unsubscribe = Event("on_unsubscribe", (*_COMMON, "channel"), pattern_required=True)
on_error = Event("on_error", (*_COMMON, "exception"))
on_disconnect = Event("on_disconnect", _COMMON)
on_finish = Event("on_finish", _COMMON)

ALL = (
    on_connect,
    on_subscribe,
    on_message,
    on_unsubscribe,
    on_error,
    on_disconnect,
    on_finish,
)
