"""Each of the seven events, written down as `[who, event, channel]`, one a line, at once.

A socket opened with `?fail=EVENT` has a handler that raises there; with `?refused` it does not get
onto room-1. Who it is stands in `?as=`.
"""

from __future__ import annotations

import json
import os
from typing import Any

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
from e2e.recorder.demo import port_the_demo

ROOM = "^room-"
port_the_demo("^demo-")


class Boom(Exception):
    pass


def note(request: SocketRequest, event: str, channel: str | None = None) -> None:
    line = json.dumps([request.GET.get("as", ""), event, channel]) + "\n"
    file = os.open(os.environ["RECORD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, line.encode())
    os.close(file)
    if request.GET.get("fail") == event:
        raise Boom(event)


@on_connect
async def connect(request: SocketRequest, socket: Socket, context: Context) -> None:
    note(request, "connect")


@on_subscribe(channel=ROOM)
async def subscribe(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
    note(request, "subscribe", channel)
    if "refused" in request.GET:
        raise Refused("not you")
    await socket.track(request.GET.get("as", ""))


@on_message(channel=ROOM)
async def message(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
    note(request, "message", socket.channel)
    if message == {"raise": True}:
        raise Boom("message")


@on_unsubscribe(channel=ROOM)
async def unsubscribe(
    request: SocketRequest, socket: Socket, context: Context, channel: str
) -> None:
    note(request, "unsubscribe", channel)


@on_error
async def error(
    request: SocketRequest, socket: Socket, context: Context, exception: Exception
) -> None:
    note(request, "error")


@on_disconnect
async def disconnect(request: SocketRequest, socket: Socket, context: Context) -> None:
    note(request, "disconnect")


@on_finish
async def finish(request: SocketRequest, socket: Socket, context: Context) -> None:
    note(request, "finish")


# A second handler of each last event, to be heard though the first one raises.


@on_unsubscribe(channel=ROOM)
async def also_unsubscribe(
    request: SocketRequest, socket: Socket, context: Context, channel: str
) -> None:
    note(request, "also unsubscribe", channel)


@on_error
async def also_error(
    request: SocketRequest, socket: Socket, context: Context, exception: Exception
) -> None:
    note(request, "also error")


@on_disconnect
async def also_disconnect(request: SocketRequest, socket: Socket, context: Context) -> None:
    note(request, "also disconnect")


@on_finish
async def also_finish(request: SocketRequest, socket: Socket, context: Context) -> None:
    note(request, "also finish")
