"""What `manage.py check` finds before people do."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from . import conf
from .events import name_of, on_message, on_subscribe, on_unsubscribe, relay

# A character that stands for itself, or an escaped sign; and what says how often. Else anything.
LITERAL = re.compile(r"([\w\s:/@!,;=<>~-]|\\[^\w\s])([*+?{]?)|.", re.DOTALL)

IN_MEMORY = "channels.layers.InMemoryChannelLayer"
QUEUES_IN_REDIS = ("channels_redis.core.RedisChannelLayer", "channels_redis.RedisChannelLayer")

APART = Error(
    "WEB_CONCURRENCY asks for several processes, but the channel layer lives in one.",
    hint="Use channels_redis.pubsub.RedisPubSubChannelLayer, or WEB_CONCURRENCY=1.",
    id="sockets.E001",
)
PERHAPS_APART = Warning(
    "Sockets of different processes never meet: the channel layer lives in one.",
    hint="Use channels_redis.pubsub.RedisPubSubChannelLayer, or say WEB_CONCURRENCY=1.",
    id="sockets.W001",
)
LOSES_UNDER_LOAD = Warning(
    "The channel layer keeps queues in Redis, which lose broadcasts in a burst.",
    hint="Use channels_redis.pubsub.RedisPubSubChannelLayer.",
    id="sockets.W002",
)
ORIGINS_TOO_WIDE = Warning(
    "Pages of every other site can open sockets with the cookies of their visitors.",
    hint='Say whose may, in full: OriginValidator(..., ["https://chat.example"]).',
    id="sockets.W003",
)


@register
def settings_are_known(**kwargs: Any) -> list[CheckMessage]:
    try:
        conf.load()
    except (ImproperlyConfigured, TypeError) as error:
        return [Error(str(error), id="sockets.E002")]
    return []


@register
def hooks_can_be_called(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"SOCKETS_REQUEST_HOOKS has {path!r}, which {trouble}.", id="sockets.E003")
        for path in getattr(settings, "SOCKETS_REQUEST_HOOKS", ())
        if (trouble := _trouble_with(path))
    ]


def _trouble_with(path: str) -> str:
    try:
        return "" if callable(import_string(path)) else "cannot be called"
    except ImportError as error:
        return f"cannot be imported ({error})"


@register
def processes_share_a_layer(**kwargs: Any) -> list[CheckMessage]:
    return [APART] if _lives_in_one_process() and (_processes() or 1) > 1 else []


@register(Tags.security, deploy=True)
def production_has_a_layer_to_share(**kwargs: Any) -> list[CheckMessage]:
    if _backend() in QUEUES_IN_REDIS:
        return [LOSES_UNDER_LOAD]
    return [PERHAPS_APART] if _lives_in_one_process() and _processes() is None else []


@register(Tags.security, deploy=True)
def origins_are_named(**kwargs: Any) -> list[CheckMessage]:
    """Also where AllowedHostsOriginValidator stands, and ALLOWED_HOSTS lets everything in."""
    sockets = _sockets_application()
    if sockets is None or any("*" not in origins for origins in _validated(sockets)):
        return []
    return [ORIGINS_TOO_WIDE]


@register
def channels_that_are_heard_exist(**kwargs: Any) -> list[CheckMessage]:
    """As far as the beginnings of patterns tell; what lies behind them is not compared."""
    doors = [beginning_of(each.pattern.pattern) for each in on_subscribe.handlers if each.pattern]
    return [
        Warning(
            f"{name_of(handler)} hears of channels like {pattern.pattern!r}, "
            "and no on_subscribe pattern lets anybody onto one.",
            hint="A channel exists only if an on_subscribe pattern matches its name.",
            obj=name_of(handler),
            id="sockets.W004",
        )
        for handler, pattern in _hearing()
        if not any(_may_meet(beginning_of(pattern.pattern), door) for door in doors)
    ]


def _hearing() -> Iterator[tuple[Callable[..., Any], re.Pattern[str]]]:
    for event in (on_message, on_unsubscribe):
        yield from ((each.handler, each.pattern) for each in event.handlers if each.pattern)
    yield from relay.registered


def _may_meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def beginning_of(pattern: str) -> str:
    """What every name that a pattern matches begins with, as far as that is easily seen."""
    found = ""
    if "|" in pattern:
        return found
    for match in LITERAL.finditer(pattern.removeprefix("^")):
        literal, repeated = match.groups()
        if literal is None or repeated:
            break
        found += literal[-1]
    return found


def _sockets_application() -> object | None:
    path: str | None = getattr(settings, "ASGI_APPLICATION", None)
    try:
        application = import_string(path) if path else None
    except ImportError:  # which the server will say
        return None
    mapping: dict[str, object] = getattr(application, "application_mapping", {})
    return mapping.get("websocket")


def _validated(application: object | None) -> Iterator[list[str]]:
    """The origins that each validator round the sockets lets in."""
    while application is not None:
        origins: list[str] | None = getattr(application, "allowed_origins", None)
        if origins is not None:
            yield origins
        application = getattr(application, "application", getattr(application, "inner", None))


def _lives_in_one_process() -> bool:
    return _backend() in ("", IN_MEMORY)


def _backend() -> str:
    """The dotted name of the layer's backend; '' if there is none."""
    alias = getattr(settings, "SOCKETS", {}).get("LAYER", "default")
    layers: dict[str, dict[str, Any]] = getattr(settings, "CHANNEL_LAYERS", {})
    return str(layers.get(alias, {}).get("BACKEND", ""))


def _processes() -> int | None:
    """How many the project says, or the environment, as uvicorn and gunicorn read it."""
    said = getattr(settings, "WEB_CONCURRENCY", None) or os.environ.get("WEB_CONCURRENCY")
    return int(said) if said and str(said).isdecimal() else None
