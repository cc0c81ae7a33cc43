"""Speaking from anywhere: a view, a task, a management command; and the async twins.

In a process with sockets the message goes through its hub, from whatever thread; elsewhere
through the channel layer alone. A broadcast is at most once: what must not be lost belongs in a
log, and the broadcast after its commit.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from . import conf
from .batch import Kind, direct_frame, encode_record
from .exceptions import EventError
from .frames import EVERYONE, Message
from .hub import hears_sockets, hub_of_process, on_loop
from .link import GROUP, Delivery, complain, in_time, is_shared
from .post import envelope, send_content

logger = logging.getLogger(__name__)

OUTSIDE = ""  # the id of a process without a hub


def send(session_id: str, message: Message) -> None:
    """To one socket, wherever it is."""
    frame = direct_frame(None, 0, message)
    if hub := hub_of_process():
        on_loop(hub, hub.send, session_id, frame)
    else:
        async_to_sync(_publish)(_letter(None, send_content(session_id, frame)))


def broadcast(message: Message) -> None:
    """To every socket."""
    encoded = encode_record(EVERYONE, message)
    if hub := hub_of_process():
        on_loop(hub, hub.add, None, encoded)
    else:
        async_to_sync(_publish)(_batch(None, encoded))


def broadcast_channel(message: Message, channel: str) -> None:
    """To every socket on the channel."""
    _check_channel(channel)
    encoded = encode_record(EVERYONE, message)
    if hub := hub_of_process():
        on_loop(hub, hub.add, channel, encoded)
    else:
        async_to_sync(_publish)(_batch(channel, encoded))


def recheck_channel(channel: str) -> None:
    """Ask the on_subscribe handlers again for everyone on it; who is refused has to leave."""
    if hub := hub_of_process():
        on_loop(hub, hub.recheck, channel)
    else:
        async_to_sync(_publish)(_letter(channel, {"kind": "recheck"}))


def close_address(address: str) -> None:
    """Close the sockets of a session or user; see sessions.py, which knows their addresses."""
    if hub := hub_of_process():
        on_loop(hub, hub.close_address, address)
    else:
        async_to_sync(_publish)(_letter(None, {"kind": "close", "address": address}))


async def asend(session_id: str, message: Message) -> None:
    """send() for the event loop."""
    frame = direct_frame(None, 0, message)
    if hub := hub_of_process():
        on_loop(hub, hub.send, session_id, frame)
    else:
        await _publish(_letter(None, send_content(session_id, frame)))


async def abroadcast(message: Message) -> None:
    """broadcast() for the event loop."""
    encoded = encode_record(EVERYONE, message)
    if hub := hub_of_process():
        on_loop(hub, hub.add, None, encoded)
    else:
        await _publish(_batch(None, encoded))


async def abroadcast_channel(message: Message, channel: str) -> None:
    """broadcast_channel() for the event loop."""
    _check_channel(channel)
    encoded = encode_record(EVERYONE, message)
    if hub := hub_of_process():
        on_loop(hub, hub.add, channel, encoded)
    else:
        await _publish(_batch(channel, encoded))


async def arecheck_channel(channel: str) -> None:
    """recheck_channel() for the event loop."""
    if hub := hub_of_process():
        on_loop(hub, hub.recheck, channel)
    else:
        await _publish(_letter(channel, {"kind": "recheck"}))


def _check_channel(channel: object) -> None:
    if not isinstance(channel, str):
        raise EventError(f"The channel comes second, and is a name: {channel!r} is none.")


def _batch(channel: str | None, encoded: tuple[Kind, str | bytes]) -> Delivery:
    kind, record = encoded
    return envelope(OUTSIDE, [], [(channel, kind, record, EVERYONE, False)])


def _letter(channel: str | None, content: dict[str, Any]) -> Delivery:
    return envelope(OUTSIDE, [{"channel": channel, **content}], [])


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
