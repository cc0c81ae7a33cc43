"""Speaking from anywhere: a view, a task, a management command; and the async twins.

In a process with sockets the message goes through its hub, from whatever thread; elsewhere
through the channel layer alone. A broadcast is at most once: what must not be lost belongs in a
log, and the broadcast after its commit.
"""

from __future__ import annotations

from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from . import conf
from .batch import Run
from .frames import EVERYONE, Message
from .groups import EVERYBODY, group_for
from .hub import encode_record, hub_of_process, on_loop
from .link import Delivery, in_time

OUTSIDE = ""  # the id of a process without a hub


def send(session_id: str, message: Message) -> None:
    """To one socket, wherever it is."""
    if hub := hub_of_process():
        on_loop(hub, hub.send, session_id, message)
    else:
        async_to_sync(_publish)(EVERYBODY, _directed(session_id, message))


def broadcast(message: Message) -> None:
    """To every socket."""
    if hub := hub_of_process():
        on_loop(hub, hub.broadcast, None, message)
    else:
        async_to_sync(_publish)(EVERYBODY, _batch(None, message))


def broadcast_channel(message: Message, channel: str) -> None:
    """To every socket on the channel."""
    if hub := hub_of_process():
        on_loop(hub, hub.broadcast, channel, message)
    else:
        async_to_sync(_publish)(group_for(channel), _batch(channel, message))


def recheck_channel(channel: str) -> None:
    """Ask the on_subscribe handlers again for everyone on it; who is refused has to leave."""
    if hub := hub_of_process():
        on_loop(hub, hub.recheck, channel)
    else:
        async_to_sync(_publish)(group_for(channel), _delivery(channel, {"kind": "recheck"}))


async def asend(session_id: str, message: Message) -> None:
    """send() for the event loop."""
    if hub := hub_of_process():
        on_loop(hub, hub.send, session_id, message)
    else:
        await _publish(EVERYBODY, _directed(session_id, message))


async def abroadcast(message: Message) -> None:
    """broadcast() for the event loop."""
    if hub := hub_of_process():
        on_loop(hub, hub.broadcast, None, message)
    else:
        await _publish(EVERYBODY, _batch(None, message))


async def abroadcast_channel(message: Message, channel: str) -> None:
    """broadcast_channel() for the event loop."""
    if hub := hub_of_process():
        on_loop(hub, hub.broadcast, channel, message)
    else:
        await _publish(group_for(channel), _batch(channel, message))


async def arecheck_channel(channel: str) -> None:
    """recheck_channel() for the event loop."""
    if hub := hub_of_process():
        on_loop(hub, hub.recheck, channel)
    else:
        await _publish(group_for(channel), _delivery(channel, {"kind": "recheck"}))


def _delivery(channel: str | None, content: dict[str, Any]) -> Delivery:
    return {"type": "sockets", "from": OUTSIDE, "channel": channel, **content}


def _directed(session_id: str, message: Message) -> Delivery:
    return _delivery(None, {"kind": "send", "session": session_id, "message": message})


def _batch(channel: str | None, message: Message) -> Delivery:
    kind, record = encode_record(EVERYONE, message)
    run = Run(kind, [record], EVERYONE, droppable=False)
    return _delivery(channel, {"kind": "batch", "runs": [run.packed()]})


async def _publish(group: str, delivery: Delivery) -> None:
    layer = get_channel_layer(conf.load().layer)
    if layer is not None:
        await in_time(layer.group_send(group, delivery))
