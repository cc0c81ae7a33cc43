"""Channels and events for Django: the server's half. README.md beside this file is the guide."""

from .broadcast import (
    abroadcast,
    abroadcast_channel,
    arecheck_channel,
    asend,
    broadcast,
    broadcast_channel,
    recheck_channel,
    send,
)
from .census import counters, here
from .context import Context
from .database import on_database
from .events import (
    on_connect,
    on_disconnect,
    on_error,
    on_finish,
    on_message,
    on_subscribe,
    on_unsubscribe,
    relay,
)
from .exceptions import EventError, FrameError, Later, Refused
from .frames import Message
from .request import SocketRequest
from .sessions import close_session, close_user
from .shutdown import draining
from .socket import Socket
from .together import on_database_together

__all__ = [
    "Context",
    "EventError",
    "FrameError",
    "Later",
    "Message",
    "Refused",
    "Socket",
    "SocketRequest",
    "abroadcast",
    "abroadcast_channel",
    "arecheck_channel",
    "asend",
    "broadcast",
    "broadcast_channel",
    "close_session",
    "close_user",
    "counters",
    "draining",
    "here",
    "on_connect",
    "on_database",
    "on_database_together",
    "on_disconnect",
    "on_error",
    "on_finish",
    "on_message",
    "on_subscribe",
    "on_unsubscribe",
    "recheck_channel",
    "relay",
    "send",
]
