"""The shortcut for uvicorn: by whatever way messages come, handlers hear the same."""

from __future__ import annotations

import asyncio
import json
import logging
import socket as sockets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st

from drawnby.sockets import (
    Context,
    Message,
    Socket,
    SocketRequest,
    on_message,
    on_subscribe,
    relay,
)
from drawnby.sockets.consumer import SocketConsumer
from drawnby.sockets.frames import decode_binary_batch
from drawnby.sockets.uvicorn_door import Door, end_of_frame

TEXT, BINARY, CLOSE = 1, 2, 8
MASK = b"\x01\x02\x03\x04"
Hear = Callable[[Socket, Message], Awaitable[None]]


def frame(opcode: int, payload: bytes, *, last: bool = True, masked: bool = True) -> bytes:
    """A frame as a client sends it."""
    size = len(payload)
    head = bytes((opcode | (0x80 if last else 0), (0x80 if masked else 0) | min(size, 126)))
    if size > 125:
        head += size.to_bytes(2)
    if not masked:
        return head + payload
    return head + MASK + bytes(byte ^ MASK[at % 4] for at, byte in enumerate(payload))


class Browser:
    """A client that decides what bytes leave together."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, data: bytes, step: int | None = None) -> None:
        """All at once, or so many bytes at a time."""
        step = step or len(data)
        for at in range(0, len(data), step):
            self.writer.write(data[at : at + step])
            await self.writer.drain()
            await asyncio.sleep(0)

    async def receive(self) -> tuple[int, bytes]:
        """Opcode and payload of the next frame."""
        async with asyncio.timeout(5):
            first, size = await self.reader.readexactly(2)
            if size == 126:
                size = int.from_bytes(await self.reader.readexactly(2))
            return first & 0x0F, await self.reader.readexactly(size)

    async def closed(self) -> int:
        """The code, after whatever comes before."""
        while True:
            opcode, payload = await self.receive()
            if opcode == CLOSE:
                return int.from_bytes(payload[:2])


HANDSHAKE = (
    b"GET /socket HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@asynccontextmanager
async def browser(port: int) -> AsyncIterator[tuple[Browser, int]]:
    """On the channel `room`, with its handle there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    here = Browser(reader, writer)
    await here.send(HANDSHAKE)
    await reader.readuntil(b"\r\n\r\n")
    await here.send(frame(TEXT, b'["subscribe","room",null]'))
    handle = None
    while handle is None:
        kind, _, data = json.loads((await here.receive())[1])
        handle = data["handle"] if kind == "subscribed" else None
    await here.receive()  # who is here
    try:
        yield here, handle
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """Of a uvicorn with the shortcut."""

    @on_subscribe(channel="^room$")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    listening = sockets.create_server(("127.0.0.1", 0))
    application = SocketConsumer.as_asgi()
    config = uvicorn.Config(
        application,
        ws=Door,
        ws_max_size=65536,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve([listening]))
    yield listening.getsockname()[1]
    server.should_exit = True
    await running


def hear_with(hear: Hear) -> None:
    @on_message(channel="^room$")
    async def heard(
        request: SocketRequest, socket: Socket, context: Context, message: Message
    ) -> None:
        await hear(socket, message)


def said(handle: int, text: str) -> bytes:
    return frame(BINARY, bytes((handle,)) + text.encode())


@pytest.fixture
def heard() -> list[Message]:
    """What a handler heard, which tells the others too."""
    messages: list[Message] = []

    async def hear(socket: Socket, message: Message) -> None:
        messages.append(message)
        socket.signal(message)

    hear_with(hear)
    return messages


async def told(who: Browser, count: int) -> list[bytes]:
    """The next binary messages that reach somebody."""
    records: list[bytes] = []
    while len(records) < count:
        opcode, payload = await who.receive()
        if opcode == BINARY:
            records += [payload for _, payload in decode_binary_batch(payload)[1]]
    return records


@pytest.mark.parametrize("step", [None, 1, 2, 5, 11])
async def test_messages_arrive_in_order_however_their_bytes_are_cut(
    port: int, heard: list[Message], step: int | None
) -> None:
    long = "x" * 3000
    async with browser(port) as (mia, handle), browser(port) as (tom, _):
        await mia.send(b"".join(said(handle, text) for text in ("1", "2", long, "3")), step)
        assert await told(tom, 4) == [b"1", b"2", long.encode(), b"3"]


async def test_text_between_binary_messages_keeps_its_place(
    port: int, heard: list[Message]
) -> None:
    async with browser(port) as (mia, handle), browser(port) as (tom, _):
        text = frame(TEXT, b'["message","room","two"]')
        await mia.send(said(handle, "1") + text + said(handle, "3") + text + said(handle, "5"))
        await told(tom, 3)
        assert heard == [b"1", "two", b"3", "two", b"5"]


async def test_a_message_waits_for_the_one_before_it(port: int) -> None:
    order: list[str] = []
    go_on = asyncio.Event()

    async def hear(socket: Socket, message: Message) -> None:
        order.append(f"begin {message!r}")
        if message == b"slow":
            await go_on.wait()
        order.append(f"end {message!r}")
        await socket.send(message)

    hear_with(hear)
    async with browser(port) as (mia, handle):
        await mia.send(said(handle, "slow") + said(handle, "next"))
        await mia.send(said(handle, "last"))
        await mia.send(frame(TEXT, b'["beat",null,0]'))  # heard, but for the two that wait
        go_on.set()
        assert await told(mia, 3) == [b"slow", b"next", b"last"]
    assert order == [f"{what} {who!r}" for who in (b"slow", b"next", b"last")
                     for what in ("begin", "end")]  # fmt: skip


async def test_what_is_relayed_waits_for_the_message_before_it(port: int) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hear(socket: Socket, message: Message) -> None:
        begun.set()
        await go_on.wait()
        socket.signal(message)

    hear_with(hear)

    @relay(channel="^room$")
    def ink(context: Context, channel: str, message: bytes) -> bool:
        return message == b"ink"

    async with browser(port) as (mia, handle), browser(port) as (tom, _):
        await mia.send(said(handle, "slow"))
        await begun.wait()
        await mia.send(said(handle, "ink"))
        early: list[int] = []
        for _ in range(3):  # there and back: by then the ink has arrived
            await tom.send(frame(TEXT, b'["beat",null,0]'))
            early.append((await tom.receive())[0])
        go_on.set()
        assert early == [TEXT] * 3
        assert await told(tom, 2) == [b"slow", b"ink"]


async def test_a_message_in_fragments_is_heard_as_one_and_so_are_those_after_it(
    port: int, heard: list[Message]
) -> None:
    async with browser(port) as (mia, handle), browser(port) as (tom, _):
        await mia.send(said(handle, "1") + frame(BINARY, bytes((handle,)) + b"2", last=False))
        await mia.send(frame(0, b"+") + said(handle, "3"))
        assert await told(tom, 3) == [b"1", b"2+", b"3"]


async def test_what_a_handler_raises_closes_the_socket(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def hear(socket: Socket, message: Message) -> None:
        raise ZeroDivisionError

    hear_with(hear)
    with caplog.at_level(logging.CRITICAL, "drawnby.sockets"):
        async with browser(port) as (mia, handle):
            await mia.send(said(handle, "1"))
            assert await mia.closed() == 4500


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (frame(BINARY, b"\x01ink", masked=False), 1002),
        (frame(3, b"reserved"), 1002),
        (b"\x82\xff" + (65537).to_bytes(8) + MASK, 1009),
    ],
)
async def test_frames_against_the_protocol_close_as_they_do_without_the_shortcut(
    port: int, heard: list[Message], wrong: bytes, code: int
) -> None:
    async with browser(port) as (mia, handle):
        await mia.send(said(handle, "1") + wrong)
        assert await mia.closed() == code
    assert heard == [b"1"]


async def test_nothing_is_heard_after_the_socket_was_closed(port: int) -> None:
    messages: list[Message] = []

    async def hear(socket: Socket, message: Message) -> None:
        messages.append(message)
        await socket.close()

    hear_with(hear)
    async with browser(port) as (mia, handle):
        await mia.send(said(handle, "1") + said(handle, "2") + said(handle, "3"))
        assert await mia.closed() == 4000
    assert messages == [b"1"]


@given(st.binary(max_size=12), st.integers(0, 200))
def test_the_end_of_a_frame_is_told_from_its_first_bytes(rest: bytes, size: int) -> None:
    whole = frame(BINARY, bytes(size))
    assert end_of_frame(whole + rest, 0) == len(whole)
    for cut in range(4):
        end = end_of_frame(whole[:cut], 0)
        assert end is not None
        assert end > cut
