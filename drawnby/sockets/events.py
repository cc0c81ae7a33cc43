"""The seven events and the decorators that connect handlers to them; and relays. No I/O.

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
from .throttle import Limit

Handler = Callable[..., Awaitable[Any]]  # an on_message handler may return an answer
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Route:
    """A handler that hears an event, and what its pattern found in the channel's name."""

    handler: Handler
    params: dict[str, str]
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A handler, the channels it hears of, and how much of each socket."""

    handler: Handler
    pattern: re.Pattern[str] | None
    limit: Limit | None = None


@dataclass(slots=True)
class Event:
    """One event: a decorator that registers handlers, and the list of them in order."""

    name: str
    arguments: tuple[str, ...]
    pattern_allowed: bool = True
    pattern_required: bool = False
    limit_allowed: bool = False
    handlers: list[Registration] = field(default_factory=list)

    @overload
    def __call__(self, handler: H) -> H: ...
    @overload
    def __call__(
        self, *, channel: str | None = None, rate: float | None = None, burst: float | None = None
    ) -> Callable[[H], H]: ...

    def __call__(
        self,
        handler: H | None = None,
        *,
        channel: str | None = None,
        rate: float | None = None,
        burst: float | None = None,
    ) -> Any:
        """`rate`: messages a second one socket may say on one channel; `burst`: at once."""
        if handler is None and channel is None and rate is None:
            raise EventError(f"Write @{self.name}, or @{self.name}(channel=...) with a pattern.")
        pattern, limit = self._compile(channel), self._limit(rate, burst)
        if handler is not None:
            return self._register(handler, pattern, limit)
        return lambda function: self._register(function, pattern, limit)

    def routes(self, channel: str | None) -> tuple[Route, ...]:
        """The handlers whose pattern matches; for None, those without a pattern."""
        return tuple(self._matching(channel))

    def _matching(self, channel: str | None) -> Iterator[Route]:
        for each in self.handlers:
            if each.pattern is None or channel is None:
                if each.pattern is None and channel is None:
                    yield Route(each.handler, {}, each.limit)
            elif found := each.pattern.match(channel):
                params = {name: text for name, text in found.groupdict().items() if text}
                yield Route(each.handler, params, each.limit)

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

    def _limit(self, rate: float | None, burst: float | None) -> Limit | None:
        if rate is None and burst is None:
            return None
        if not self.limit_allowed:
            raise EventError(f"@{self.name} takes no rate: messages have one.")
        if rate is None or rate <= 0 or (burst is not None and burst < 1):
            raise EventError("A rate is messages a second, more than 0; a burst is at least 1.")
        return Limit(rate, max(1.0, 2 * rate) if burst is None else burst)

    def _register(self, handler: H, pattern: re.Pattern[str] | None, limit: Limit | None) -> H:
        check_handler(self, handler)
        registration = Registration(handler, pattern, limit)
        if registration not in self.handlers:
            self.handlers.append(registration)
        return handler


Relay = Callable[..., bool]
R = TypeVar("R", bound=Relay)


@dataclass(slots=True)
class Relays:
    """What needs no handler: a plain function that looks at a binary message and says yes or no.

    Yes hands it on to the others on the channel, as it came, as a signal; no lets the on_message
    handlers hear it. It may be called many thousand times a second, so it must not wait.
    """

    name: str
    arguments: tuple[str, ...]
    registered: list[tuple[Relay, re.Pattern[str]]] = field(default_factory=list)
    _matched: dict[tuple[Relay, ...], tuple[Relay, ...]] = field(default_factory=dict, repr=False)

    def __call__(self, *, channel: str) -> Callable[[R], R]:
        pattern = re.compile(channel)
        return lambda function: self._register(function, pattern)

    def matching(self, channel: str) -> tuple[Relay, ...]:
        found = tuple(relay for relay, pattern in self.registered if pattern.match(channel))
        return self._matched.setdefault(found, found)  # one for all sockets, so in the cache

    def _register(self, function: R, pattern: re.Pattern[str]) -> R:
        if inspect.iscoroutinefunction(function):
            raise EventError(
                f"{function.__qualname__} is asynchronous, and @{self.name} only looks: write "
                f"`def {function.__name__}(...)`, and leave what has to wait to @on_message."
            )
        check_arguments(self.name, self.arguments, function)
        if (function, pattern) not in self.registered:
            self.registered.append((function, pattern))
        return function


def check_handler(event: Event, handler: Handler) -> None:
    """Raise EventError for what could only fail later, inside a connection."""
    name = name_of(handler)
    called = getattr(handler, "__call__", None)  # noqa: B004 (an object with an async __call__ is a handler too)
    if not (inspect.iscoroutinefunction(handler) or inspect.iscoroutinefunction(called)):
        raise EventError(
            f"{name} is a plain function, and handlers of {event.name} are awaited: write "
            f"`async def {name}(...)`, and take slow or database work off the event loop."
        )
    check_arguments(event.name, event.arguments, handler)


def name_of(handler: Callable[..., Any]) -> str:
    return str(getattr(handler, "__qualname__", repr(handler)))


def check_arguments(event: str, arguments: tuple[str, ...], handler: Callable[..., Any]) -> None:
    try:
        inspect.signature(handler).bind(*arguments)
    except TypeError:
        name = name_of(handler)
        wanted = ", ".join(arguments)
        raise EventError(f"{name} cannot hear {event}: it is called with ({wanted}).") from None


_COMMON = ("request", "socket", "context")

on_connect = Event("on_connect", _COMMON, pattern_allowed=False)
on_subscribe = Event("on_subscribe", (*_COMMON, "channel"), pattern_required=True)
on_message = Event("on_message", (*_COMMON, "message"), limit_allowed=True)
on_unsubscribe = Event("on_unsubscribe", (*_COMMON, "channel"), pattern_required=True)
on_error = Event("on_error", (*_COMMON, "exception"))
on_disconnect = Event("on_disconnect", _COMMON)
on_finish = Event("on_finish", _COMMON)
relay = Relays("relay", ("context", "channel", "message"))

ALL = (
    on_connect,
    on_subscribe,
    on_message,
    on_unsubscribe,
    on_error,
    on_disconnect,
    on_finish,
)
