"""uvicorn's WebSockets with a shortcut for the layer: `--ws drawnby.sockets.uvicorn_door:Door`.

Small binary messages go from the socket straight to the layer, and encoded frames straight to the
socket. All else (the handshake, text, pings, closing, big or wrong frames) is the business of the
protocol this one extends; it is given whole frames, so it is never in the middle of one.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from .shortcut import EXTENSION, Hear

try:
    from websockets.speedups import apply_mask
except ImportError:  # built without a compiler: the same, slower
    from websockets.utils import apply_mask

BINARY = 0x82  # a whole binary message in one frame
WHOLE = {0x81, BINARY, 0x88, 0x89, 0x8A}  # and text, close, ping, pong
MASKED = 0x80
SMALL = 125  # bytes whose number fits into the second byte
HEAD = 6  # bytes before a small message: two, and its mask
LONG = 126  # the number is in the next two bytes
END_OF_HANDSHAKE = b"\r\n\r\n"


class Door(WebSocketsSansIOProtocol):
    """A connection; itself the extension that its scope offers."""

    _hear: Hear | None = None
    _framing = False  # whether all frames are told apart here
    _partial = b""  # the beginning of a frame
    _crowded = False  # the socket's buffer is full

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self
        await super().run_asgi()

    def listen(self, hear: Hear) -> None:
        self._hear = hear

    def write(self, frame: bytes) -> bool:
        if self._crowded or self.close_sent or self.transport.is_closing():
            return False
        self.transport.write(frame)
        return True

    def pause_writing(self) -> None:
        super().pause_writing()
        self._crowded = True

    def resume_writing(self) -> None:
        super().resume_writing()
        self._crowded = False

    def data_received(self, data: bytes) -> None:
        if self._framing:
            if not self._is_small_message(data) or not self._offer(data, 0, len(data)):
                self._take_frames(self._partial + data if self._partial else data)
            return
        begun = self.handshake_initiated
        super().data_received(data)
        self._framing = not begun and self.handshake_initiated and data.endswith(END_OF_HANDSHAKE)

    def _take_frames(self, data: bytes) -> None:
        at = 0
        while True:
            end = end_of_frame(data, at)
            if end is None:  # nothing of a client that we know: from now on all is the parser's
                self._framing = False
                super().data_received(data[at:])
                return
            if end > len(data):
                break
            self._take(data, at, end)
            at = end
        self._partial = data[at:]

    def _take(self, data: bytes, at: int, end: int) -> None:
        """A whole frame. What waits in ASGI's queue comes first, so this one has to follow it."""
        small = data[at] == BINARY and data[at + 1] <= MASKED | SMALL
        if not small or not self._offer(data, at, end):
            super().data_received(data[at:end])

    def _is_small_message(self, data: bytes) -> bool:
        """Whether all that came is one: nearly always."""
        size = len(data) - HEAD
        alone = not self._partial and 0 < size <= SMALL
        return alone and data[0] == BINARY and data[1] == MASKED | size

    def _offer(self, data: bytes, at: int, end: int) -> bool:
        if self._hear is None or self.close_sent or self.read_paused:
            return False
        return self._hear(apply_mask(data[at + HEAD : end], data[at + 2 : at + HEAD]))


def end_of_frame(data: bytes, at: int) -> int | None:
    """Where the frame that begins at `at` ends, maybe beyond the data; None for an unusual one."""
    if len(data) - at < 2:
        return len(data) + 1
    size = data[at + 1] - MASKED
    if data[at] not in WHOLE or not 0 <= size <= LONG:
        return None
    if size < LONG:
        return at + 6 + size
    if len(data) - at < 4:
        return len(data) + 1
    return at + 8 + int.from_bytes(data[at + 2 : at + 4])
