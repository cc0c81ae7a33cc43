"""Ten thousand sockets that only listen: as little of each as there can be on this side."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from collections.abc import Sequence

AT_ONCE = 50  # handshakes under way
PING = b"\x89"
READY = b'["presence"'  # the last that is told to who subscribes


class Listener(asyncio.Protocol):
    """One socket: its handshake, one subscription, then bytes that are looked through."""

    def __init__(self, crowd: Crowd, request: bytes, channel: str) -> None:
        self._crowd = crowd
        self._request = request
        self._channel = channel
        self._seen = b""
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        while data[:1] == PING:  # alone, or first: those who only listen are sent little else
            end = 2 + data[1]
            self.transport.write(bytes((0x8A, 0x80 | data[1])) + bytes(4) + data[2:end])
            data = data[end:]
        if self.ready.done():
            self._crowd.hear(self, data)
            return
        before, self._seen = self._seen, self._seen + data
        if b'["connected"' in self._seen and b'["connected"' not in before:
            self.transport.write(masked(json.dumps(["subscribe", self._channel, None]).encode()))
        if READY in self._seen:
            self._seen = b""
            self.ready.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(self._seen[:200]))
        self._crowd.lost += 1


class Crowd:
    """`tickets` are channels with the session each is entered by."""

    def __init__(self, port: int, tickets: Sequence[tuple[str, str]]) -> None:
        self._port = port
        self._tickets = tickets
        self._needle = b""
        self._heard: set[Listener] = set()
        self._all_heard = asyncio.Event()
        self.listeners: list[Listener] = []
        self.lost = 0
        self.last = 0.0

    async def gather(self) -> None:
        """Open all sockets and wait until each is on its channel."""
        for start in range(0, len(self._tickets), AT_ONCE):
            some = self._tickets[start : start + AT_ONCE]
            await asyncio.gather(*(self._open(*ticket) for ticket in some))

    async def _open(self, channel: str, session: str) -> None:
        loop = asyncio.get_running_loop()
        request = handshake(self._port, session)
        _, listener = await loop.create_connection(
            lambda: Listener(self, request, channel), "127.0.0.1", self._port
        )
        self.listeners.append(listener)
        await listener.ready

    def listen_for(self, needle: str) -> None:
        self._needle = needle.encode()
        self._heard.clear()
        self._all_heard.clear()

    def hear(self, listener: Listener, data: bytes) -> None:
        if self._needle and self._needle in data:
            self._heard.add(listener)
            if len(self._heard) == len(self.listeners):
                self.last = time.perf_counter()
                self._all_heard.set()

    async def all_heard(self, seconds: float) -> int:
        """Wait until all have heard it, or give up; how many have."""
        try:
            async with asyncio.timeout(seconds):
                await self._all_heard.wait()
        except TimeoutError:
            pass
        return len(self._heard)


def handshake(port: int, session: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: sessionid={session}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def masked(text: bytes) -> bytes:
    """A client's text frame of less than 126 bytes; a mask of zeros is one, too."""
    assert len(text) < 126
    return bytes((0x81, 0x80 | len(text))) + bytes(4) + text
