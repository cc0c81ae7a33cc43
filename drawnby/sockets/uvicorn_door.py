"""uvicorn's WebSockets with a shortcut for the layer: `--ws drawnby.sockets.uvicorn_door:Door`.

Small binary messages go from the socket straight to the layer, and encoded frames straight to the
socket. All else (the handshake, text, pings, closing, big or wrong frames) is the business of the
protocol this one extends; it is given whole frames, so it is never in the middle of one.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from .shortcut import EXTENSION, Listener

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
    """A connection; itself the extension that its scope offers.

    What every message looks at is in slots, also where the protocol above put it: a dictionary of
    so many attributes is its own for each connection, and thousands of them in no cache.
    """

    __slots__ = (
        "_crowded",
        "_framing",
        "_listener",
        "_partial",
        "close_sent",
        "read_paused",
        "transport",
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._listener: Listener | None = None
        self._framing = False  # whether all frames are told apart here
        self._partial = b""  # the beginning of a frame
        self._crowded = False  # the socket's buffer is full

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self
        await super().run_asgi()

    def listen(self, listener: Listener) -> None:
        self._listener = listener

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
            if self._partial:
                data, self._partial = self._partial + data, b""
            if (taken := offer_small(self, data)) < len(data):
                self._take_frames(data, taken)
            return
        begun = self.handshake_initiated
        super().data_received(data)
        self._framing = not begun and self.handshake_initiated and data.endswith(END_OF_HANDSHAKE)

    def _take_frames(self, data: bytes, at: int) -> None:
        """From `at` on, frame by frame, as each may change who is to hear the next."""
        while at < len(data):
            end = end_of_frame(data, at)
            if end is None:  # nothing of a client that we know: from now on all is the parser's
                self._framing = False
                super().data_received(data[at:])
                return
            if end > len(data):
                self._partial = data[at:]
                return
            whole = data[at:end]
            if not offer_small(self, whole):
                super().data_received(whole)
            at = end


def offer_small(door: Door, data: bytes) -> int:
    """Hand on the small binary messages that come first: nearly always all there is.

    Returns how many bytes they took. What waits in ASGI's queue, where the reading pauses, is
    before them. A function, as a method would be looked for among the connection's attributes.
    """
    at, length, listener = 0, len(data), door._listener
    while length - at > HEAD and data[at] == BINARY and listener is not None:
        start = at + HEAD
        end = start + (data[at + 1] ^ MASKED)
        if not start < end <= start + SMALL or end > length:
            break
        if door.close_sent or door.read_paused:
            break
        payload = apply_mask(data[start:end], data[at + 2 : start])
        if not listener.hear_at_once(payload):
            break
        at = end
    return at


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
