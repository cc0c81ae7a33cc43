"""A socket on one drawing, spoken as the browser speaks it; without manners of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from canvas import messages
from canvas.demo.visitor import Visitor
from canvas.log import Numbered
from drawnby.sockets import frames

CONNECT_SECONDS = 10.0  # as long as a browser tries
Heard = tuple[str, Any]
"""What a frame says: its kind and data. Broadcast messages are of the kind `message`, operations
are `operations` with a list of Numbered, and signals are `signal` with their bytes."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What opens a socket on a drawing: a session's cookies, and the channel."""

    cookies: str
    channel: str
    path: str

    @classmethod
    def take(cls, server: str, path: str | None = None) -> Ticket:
        """Open a drawing's page as somebody new, by default of a new drawing. Blocks."""
        visitor = Visitor(server)
        path = path or visitor.start_drawing()
        page = visitor.page_data(path)
        return cls(visitor.cookie_header, page["room"], path)


class Line:
    """One connection. Methods raise ConnectionClosed once it is gone."""

    def __init__(self, connection: ClientConnection, channel: str) -> None:
        self.connection = connection
        self.channel = channel
        self.received = 0
        self._handle = 0

    @classmethod
    async def open(cls, server: str, ticket: Ticket) -> Line:
        """Connect, and nothing more. Raises OSError, TimeoutError or WebSocketException."""
        origin: Any = server
        connection = await connect(
            server.replace("http", "ws", 1) + "/socket",
            origin=origin,
            additional_headers={"Cookie": ticket.cookies},
            compression=None,
            max_size=None,
            max_queue=None,
            ping_interval=None,
            open_timeout=CONNECT_SECONDS,
            close_timeout=1,
        )
        return cls(connection, ticket.channel)

    @classmethod
    async def enter(cls, server: str, ticket: Ticket, applied: int = 0) -> Line:
        """Connect, come into the drawing and read a page of its log after `applied`."""
        line = await cls.open(server, ticket)
        await line.subscribe()
        await line.expect("subscribed")
        await line.tell({"type": "enter", "version": messages.VERSION, "applied": applied})
        while (await line.expect("message"))["type"] != "head":
            pass
        return line

    async def say(self, kind: str, data: object, channel: str | None = None) -> None:
        await self.connection.send(json.dumps([kind, channel, data]))

    async def subscribe(self) -> None:
        await self.say("subscribe", None, self.channel)

    async def tell(self, message: object) -> None:
        """Send a JSON message on the channel."""
        await self.say("message", message, self.channel)

    async def put(self, payload: bytes) -> None:
        """Send a binary message on the channel."""
        await self.connection.send(frames.encode_varint(self._handle) + payload)

    async def beat(self) -> None:
        """Say that we live, and how much we have received."""
        await self.say("beat", self.received)

    async def hear(self) -> list[Heard]:
        """Wait for a frame; return what it says."""
        frame = await self.connection.recv()
        self.received += len(frame)
        heard = list(_read_text(frame) if isinstance(frame, str) else _read_binary(frame))
        for kind, data in heard:
            if kind == "subscribed":
                self._handle = data["handle"]
        return heard

    async def expect(self, kind: str) -> Any:
        """Wait for something of this kind; return its data, and forget what came before it."""
        while True:
            for heard, data in await self.hear():
                if heard == kind:
                    return data

    def stop_reading(self) -> None:
        self.connection.transport.pause_reading()

    def read_on(self) -> None:
        if not self.connection.transport.is_closing():
            self.connection.transport.resume_reading()

    def cut(self) -> None:
        """End it as a network does: without a word."""
        self.connection.transport.abort()

    async def closed(self) -> int:
        """Wait until the server closes; return the code."""
        await self.connection.wait_closed()
        return self.connection.close_code or 1006


def _read_text(frame: str) -> Iterator[Heard]:
    kind, _channel, data = json.loads(frame)
    if kind == "batch":
        yield from (("message", message) for _sender, message in data)
    else:
        yield kind, data


def _read_binary(frame: bytes) -> Iterator[Heard]:
    _handle, records = frames.decode_binary_batch(frame)
    for _sender, payload in records:
        if payload[0] == messages.OPERATIONS:
            yield "operations", decode_operations(payload)
        else:
            yield "signal", payload


def decode_operations(data: bytes) -> list[Numbered]:
    """Read what `messages.encode_operations` wrote."""
    return list(messages.read_log(data[1:]))


async def take_tickets(server: str, count: int, drawings: int) -> list[Ticket]:
    """Let `count` people into `drawings` new drawings, in turn."""
    first = [await asyncio.to_thread(Ticket.take, server) for _ in range(drawings)]
    paths = [first[index % drawings].path for index in range(drawings, count)]
    return first + [await asyncio.to_thread(Ticket.take, server, path) for path in paths]
