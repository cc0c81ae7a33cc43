"""The envelope: what a text or binary frame may be, in both directions. No I/O.

Text is `[kind, channel, data]` as JSON, always ASCII, so that a character, a byte and a unit of
JavaScript's strings are one and the same and both ends count alike. Binary frames begin with the
handle of a channel. tests/wire/frames.json holds examples that this module and
frontend/src/sockets/frames.ts both obey.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from typing import TypeAlias

from .exceptions import FrameError

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Message: TypeAlias = "Json | bytes"

VERSION = 1
MAX_FRAME = 64 * 1024  # bytes a client may send at once
MAX_DEPTH = 16  # lists and objects inside each other
MAX_NAME = 200  # characters of a channel's name
MAX_NUMBER = 2**53  # beyond it JavaScript's numbers are not exact
MAX_VARINT = 2**32 - 1

EVERYONE = 0  # the sender of what even its sender shall receive
YOU_ALONE = 2**32 - 1  # the sender of a binary message to one socket


@dataclass(frozen=True, slots=True)
class Subscribe:
    channel: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    channel: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the client, to a channel or to none."""

    channel: str | None
    data: Json


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that awaits an answer, which will name its id."""

    channel: str | None
    id: int
    data: Json


@dataclass(frozen=True, slots=True)
class Beat:
    """The client lives, and has received so many bytes since it connected."""

    received: int


ClientFrame: TypeAlias = Subscribe | Unsubscribe | Said | Asked | Beat


def decode_text(text: str | bytes) -> ClientFrame:
    """One frame of a client, or FrameError."""
    if len(text) > MAX_FRAME:
        raise FrameError("frame too big")
    match _parse(text):
        case ["subscribe", str(channel), None]:
            return Subscribe(check_name(channel))
        case ["unsubscribe", str(channel), None]:
            return Unsubscribe(check_name(channel))
        case ["message", str(channel), data]:
            return Said(check_name(channel), check_json(data))
        case ["message", None, data]:
            return Said(None, check_json(data))
        case ["ask", (str() | None) as channel, [int(id), data]] if _is_id(id):
            return Asked(check_name(channel) if channel is not None else None, id, check_json(data))
        case ["beat", None, int(received)] if type(received) is int and 0 <= received <= MAX_NUMBER:
            return Beat(received)
    raise FrameError("unknown frame")


def _is_id(value: int) -> bool:
    return type(value) is int and 0 < value <= MAX_VARINT


def _parse(text: str | bytes) -> Json:
    try:
        if isinstance(text, bytes):
            text = text.decode()
        parsed: Json = json.loads(text, parse_constant=_refuse_constant)
        return parsed
    except (ValueError, RecursionError):
        raise FrameError("not JSON") from None


def _refuse_constant(name: str) -> None:
    raise FrameError(f"{name} is not JSON")


def check_name(name: str) -> str:
    """A channel's name: 1 to 200 printable characters."""
    if not 0 < len(name) <= MAX_NAME:
        raise FrameError("channel name too long" if name else "channel without a name")
    if not name.isprintable():
        raise FrameError("channel name not printable")
    return name


def check_json(value: Json, depth: int = MAX_DEPTH) -> Json:
    """Refuse what is JSON, but would fail in a database, a channel layer or a browser."""
    if isinstance(value, str):
        _check_string(value)
    elif isinstance(value, int | float):
        _check_number(value)
    elif value is not None:
        _check_container(value, depth)
    return value


def _check_string(value: str) -> None:
    if "\0" in value:
        raise FrameError("NUL in a string")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise FrameError("half a character in a string")


def _check_number(value: float) -> None:
    # Said this way, NaN is refused too; no function for floats could look at every integer.
    if not abs(value) <= MAX_NUMBER:
        raise FrameError("number too big")


def _check_container(value: Sequence[Json] | Mapping[str, Json], depth: int) -> None:
    if depth == 0:
        raise FrameError("nested too deeply")
    if isinstance(value, Mapping):
        for key in value:
            _check_string(key)
        value = list(value.values())
    for item in value:
        check_json(item, depth - 1)


def dumps(data: Json) -> str:
    """Compact ASCII JSON; FrameError for what is none (NaN, a datetime, bytes)."""
    try:
        return json.dumps(data, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise FrameError(f"not a message: {error}") from None


def encode_text(kind: str, channel: str | None, data: Json) -> str:
    """A text frame of either side."""
    return dumps([kind, channel, data])


def text_record(sender: int, data: Json) -> str:
    """One message inside a batch of text; records of a batch are joined by commas."""
    return f"[{sender},{dumps(data)}]"


def text_batch(channel: str | None, records: Iterable[str]) -> str:
    return f'["batch",{dumps(channel)},[{",".join(records)}]]'


_sender = Struct("<I")


_short = [bytes((size,)) for size in range(0x80)]


def sender_bytes(sender: int) -> bytes:
    return _sender.pack(sender)


def binary_record(sender: bytes, payload: bytes) -> bytes:
    """One message inside a binary batch: sender u32 (`sender_bytes`), length varint, payload."""
    size = len(payload)
    return sender + (_short[size] if size < 0x80 else encode_varint(size)) + payload


def binary_batch(handle: int, records: Iterable[bytes]) -> bytes:
    return encode_varint(handle) + b"".join(records)


def decode_binary(data: bytes) -> tuple[int, bytes]:
    """Handle and payload of a client's binary frame, or FrameError."""
    if len(data) > MAX_FRAME:
        raise FrameError("frame too big")
    if len(data) > 1:  # the two usual cases first
        low, high = data[0], data[1]
        if low < 0x80:
            return low, data[1:]
        if 0 < high < 0x80:
            return low & 0x7F | high << 7, data[2:]
    handle, start = decode_varint(data, 0)
    return handle, data[start:]


def decode_binary_batch(data: bytes) -> tuple[int, list[tuple[int, bytes]]]:
    """Handle and (sender, payload) records of a server's binary frame; the client's half."""
    handle, position = decode_varint(data, 0)
    records = []
    while position < len(data):
        if position + _sender.size > len(data):
            raise FrameError("record cut short")
        (sender,) = _sender.unpack_from(data, position)
        size, position = decode_varint(data, position + _sender.size)
        if position + size > len(data):
            raise FrameError("record cut short")
        records.append((sender, data[position : position + size]))
        position += size
    return handle, records


_medium_head = Struct("!BBH").pack
_large_head = Struct("!BBQ").pack


def websocket_frame(payload: bytes, is_text: bool) -> bytes:
    """A whole message as a server's frame (RFC 6455): unmasked, in one piece."""
    size, first = len(payload), 0x81 if is_text else 0x82
    if size < 126:
        return bytes((first, size)) + payload
    head = _medium_head(first, 126, size) if size < 2**16 else _large_head(first, 127, size)
    return head + payload


@lru_cache(maxsize=4096)  # of handles and lengths, which come again and again
def encode_varint(value: int) -> bytes:
    """LEB128, seven bits a byte, lowest first."""
    if not 0 <= value <= MAX_VARINT:
        raise FrameError("number out of range")
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def decode_varint(data: bytes, position: int) -> tuple[int, int]:
    """Value and the position after it; FrameError unless it has the one shortest form."""
    value = shift = 0
    for index in range(position, min(position + 5, len(data))):
        byte = data[index]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            if value > MAX_VARINT or (byte == 0 and shift):
                raise FrameError("number out of range")
            return value, index + 1
        shift += 7
    raise FrameError("number cut short")
