"""Speaking from anywhere: a view, a task, a management command; and the async twins.

In a process with sockets the message goes through its hub, from whatever thread; elsewhere
through the channel layer alone. A broadcast is at most once: what must not be lost belongs in a
log, and the broadcast after its commit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from . import conf
from .batch import direct_frame, encode_record
from .exceptions import EventError
from .frames import EVERYONE, Message
from .hub import Hub, hears_sockets, hub_of_process, on_loop
from .link import GROUP, Delivery, complain, in_time, is_shared
from .post import envelope, send_content

logger = logging.getLogger(__name__)

OUTSIDE = ""  # the id of a process without a hub


def send(session_id: str, message: Message) -> None:
    """To one socket, wherever it is."""
    _say(_to_one(session_id, message))


def broadcast(message: Message) -> None:
    """To every socket."""
    _say(_to_all(None, message))


def broadcast_channel(message: Message, channel: str) -> None:
    """To every socket on the channel."""
    _say(_to_all(_checked(channel), message))


def recheck_channel(channel: str) -> None:
    """Ask the on_subscribe handlers again for everyone on it; who is refused has to leave."""
    _say(_recheck(channel))


def close_address(address: str) -> None:
    """Close the sockets of a session or user; see sessions.py, which knows their addresses."""
    letter = _letter(None, {"kind": "close", "address": address})
    _say(_Word(lambda hub: hub.close_address(address), letter))


async def asend(session_id: str, message: Message) -> None:
    """send() for the event loop."""
    await _asay(_to_one(session_id, message))


async def abroadcast(message: Message) -> None:
    """broadcast() for the event loop."""
    await _asay(_to_all(None, message))


async def abroadcast_channel(message: Message, channel: str) -> None:
    """broadcast_channel() for the event loop."""
    await _asay(_to_all(_checked(channel), message))


async def arecheck_channel(channel: str) -> None:
    """recheck_channel() for the event loop."""
    await _asay(_recheck(channel))


class _Word(NamedTuple):
    """What is said: to the hub, where this process has one, or as it travels from elsewhere."""

    tell: Callable[[Hub], None]
    delivery: Delivery


def _to_one(session_id: str, message: Message) -> _Word:
    frame = direct_frame(None, 0, message)
    letter = _letter(None, send_content(session_id, frame))
    return _Word(lambda hub: hub.send(session_id, frame), letter)


def _to_all(channel: str | None, message: Message) -> _Word:
    encoded = encode_record(EVERYONE, message)
    batch = envelope(OUTSIDE, [], [(channel, *encoded, False)])
    return _Word(lambda hub: hub.add(channel, encoded), batch)


def _recheck(channel: str) -> _Word:
    return _Word(lambda hub: hub.recheck(channel), _letter(channel, {"kind": "recheck"}))


def _letter(channel: str | None, content: dict[str, Any]) -> Delivery:
    return envelope(OUTSIDE, [{"channel": channel, **content}], [])


def _checked(channel: object) -> str:
    if not isinstance(channel, str):
        raise EventError(f"The channel comes second, and is a name: {channel!r} is none.")
    return channel


def _say(word: _Word) -> None:
    if hub := hub_of_process():
        on_loop(hub, word.tell, hub)
    else:
        async_to_sync(_publish)(word.delivery)


async def _asay(word: _Word) -> None:
    if hub := hub_of_process():
        on_loop(hub, word.tell, hub)
    else:
        await _publish(word.delivery)


async def _publish(delivery: Delivery) -> None:
    layer = get_channel_layer(conf.load().layer)
    if not is_shared(layer) and not hears_sockets():
        warn_that_nobody_hears()
    if layer is not None and (error := await in_time(layer.group_send(GROUP, delivery))):
        complain("publishing", error)


@cache  # once is enough
def warn_that_nobody_hears() -> None:
    logger.warning(
        "What this process broadcasts reaches nobody: no sockets are in it, and no channel layer "
        "leads to those of others. CHANNEL_LAYERS should name one in Redis."
    )
