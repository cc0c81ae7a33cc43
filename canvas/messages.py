"""What travels on a drawing's channel, read and written in one place.

The twin of frontend/src/canvas/messages.ts; tests/wire/messages.json holds both to the same bytes.

Binary messages start with a byte that says what they are. *Signals* (ink, cursor, dropped) are
relayed as they came and never stored; an *operation* is kept. JSON messages carry the rest, tagged
by `type`. Anything that does not parse raises MessageError with a reason for whoever sent it.

Versions overlap while a new one is put into service, and a log outlives them all. What may come
without a new VERSION: a kind of operation (a new tool, or another shape of a body, is one), a
signal, a JSON message, a field. Whoever does not know it keeps it and passes it on, or passes it
over. tests/wire/version1.json is what a page and a server of version 1 said to each other; it must
go on being understood as long as OLDEST says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec

from canvas.changes import read_color
from canvas.descriptions import decode_description
from canvas.images import ImageError, decode_image
from canvas.log import ID_LENGTH, Kind, Numbered, named_ids
from canvas.strokes import Stroke, StrokeError, Tool, decode_stroke
from canvas.texts import TextError, decode_text
from canvas.varint import VarintError, append_varint, read_varint, read_zigzag

VERSION = 1
OLDEST = 1  # of a page that is still served; one that is older is told to reload

INK = 0x01
CURSOR = 0x02
DROPPED = 0x03
GRAPHITE = 0x04
OPERATION = 0x10
OPERATIONS = 0x11

KINDS = frozenset(Kind)
PREFIX_LENGTH = 4  # of an operation's id: enough to tell one person's open strokes apart
MAX_INK_BYTES = 8192
MAX_COORDINATE = 1 << 27
MAX_IDS = 1000
MAX_OPERATION_BYTES = 60_000
MAX_MET = 200  # people in one question


class MessageError(ValueError):
    """A message that means nothing here; the text is for whoever sent it."""


class NewerKind(MessageError):
    """An operation that only a newer version can check: its author has to keep it for that."""

    def __init__(self, id: bytes) -> None:
        super().__init__("an operation of an unknown kind")
        self.id = id


class NewerSignal(MessageError):
    """A signal of a newer version: it may be lost, and its sender need not hear of that."""


@dataclass(frozen=True, slots=True)
class Ink:
    """New points of a stroke whose pen is still down; GRAPHITE says the same of a pencil."""

    prefix: bytes
    offset: int  # index of the first point within the stroke
    piece: Stroke


@dataclass(frozen=True, slots=True)
class Cursor:
    x: int  # 1/16 unit
    y: int
    tool: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """The stroke in progress will not become an operation."""

    prefix: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """An operation before it has a number."""

    id: bytes
    kind: Kind
    body: bytes


Binary = Ink | Cursor | Dropped | Draft


def parse_binary(data: bytes) -> Binary:
    """Read a binary message of a client. Raises MessageError."""
    try:
        match data[:1]:
            case b"\x01" | b"\x04":
                return _parse_ink(data)
            case b"\x02":
                return _parse_cursor(data)
            case b"\x03":
                return Dropped(_exactly(data, 1 + PREFIX_LENGTH)[1:])
            case b"\x10":
                return _parse_operation(data)
    except (StrokeError, VarintError) as error:
        raise MessageError(str(error)) from error
    newer = b"\x00" < data[:1] < bytes([OPERATION])
    raise (NewerSignal if newer else MessageError)("unknown binary message")


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise MessageError(f"expected {length} bytes, not {len(data)}")
    return data


def _parse_ink(data: bytes) -> Ink:
    if len(data) > MAX_INK_BYTES:
        raise MessageError("too many points at once")
    start = 1 + PREFIX_LENGTH
    offset, at = read_varint(data, start)
    piece = decode_stroke(data[at:])
    _check_tool(piece, pencil=data[0] == GRAPHITE)
    return Ink(data[1:start], offset, piece)


def _parse_cursor(data: bytes) -> Cursor:
    x, at = read_zigzag(data, 1)
    y, at = read_zigzag(data, at)
    _exactly(data, at + 1)
    if max(abs(x), abs(y)) > MAX_COORDINATE:
        raise MessageError("a cursor far outside the paper")
    return Cursor(x, y, data[at])


def _parse_operation(data: bytes) -> Draft:
    body_at = 1 + ID_LENGTH + 1
    if len(data) < body_at:
        raise MessageError("an operation without an id or kind")
    if len(data) > MAX_OPERATION_BYTES:
        raise MessageError("an operation too large")
    id, kind = data[1 : 1 + ID_LENGTH], data[body_at - 1]
    if kind not in KINDS:
        raise NewerKind(id)
    draft = Draft(id, Kind(kind), data[body_at:])
    check_body(draft.kind, draft.body)
    return draft


def check_body(kind: Kind, body: bytes) -> None:
    """Raise MessageError, StrokeError or VarintError unless `body` is one of that kind."""
    match kind:
        case Kind.STROKE | Kind.PENCIL:
            _check_tool(decode_stroke(body), pencil=kind is Kind.PENCIL)
        case Kind.TEXT:
            _check_text(body)
        case Kind.IMAGE:
            _check_image(body)
        case Kind.CLEAR:
            _exactly(body, 0)
        case Kind.HIDE | Kind.SHOW | Kind.CHANGE | Kind.REMOVE:
            _check_ids(kind, body)
        case Kind.PAPER:
            _check_color(body)
        case Kind.DESCRIBE:
            _check_description(body)
        case _:
            raise MessageError("an operation of an unknown kind")


def _check_tool(stroke: Stroke, *, pencil: bool) -> None:
    """A pencil has messages of its own: pages that know none pass over these, and no others."""
    if (stroke.style.tool is Tool.PENCIL) != pencil:
        raise MessageError("unknown tool")


def _check_text(body: bytes) -> None:
    try:
        decode_text(body)
    except TextError as error:
        raise MessageError(str(error)) from error


def _check_description(body: bytes) -> None:
    try:
        decode_description(body)
    except TextError as error:
        raise MessageError(str(error)) from error


def _check_image(body: bytes) -> None:
    try:
        decode_image(body)
    except ImageError as error:
        raise MessageError(str(error)) from error


def _check_ids(kind: Kind, body: bytes) -> None:
    try:
        count = len(named_ids(kind, body))
    except ValueError as error:
        raise MessageError(str(error)) from error
    if count > MAX_IDS:
        raise MessageError(f"more than {MAX_IDS} ids in one operation")


def _check_color(body: bytes) -> None:
    try:
        read_color(body)
    except ValueError as error:
        raise MessageError(str(error)) from error


def encode_operation(draft: Draft) -> bytes:
    """Write an operation as a client sends it."""
    return bytes((OPERATION,)) + draft.id + bytes((draft.kind,)) + draft.body


def encode_dropped(id: bytes) -> bytes:
    """Say that a stroke in progress will not become an operation."""
    return bytes((DROPPED,)) + id[:PREFIX_LENGTH]


def encode_operations(operations: Iterable[Numbered]) -> bytes:
    """Write numbered operations as they are broadcast and as a socket is sent the log."""
    return bytes((OPERATIONS,)) + encode_log(operations)


def encode_log(operations: Iterable[Numbered]) -> bytes:
    """Write numbered operations one after the other, as chunks hold them."""
    out = bytearray()
    for operation in operations:
        append_varint(out, operation.seq)
        out += operation.id
        out.append(operation.kind)
        append_varint(out, operation.author)
        append_varint(out, operation.at)
        append_varint(out, len(operation.body))
        out += operation.body
    return bytes(out)


def read_log(data: bytes) -> Iterator[Numbered]:
    """Read what `encode_log` wrote: our own bytes, so nothing is checked but that they end well.

    Raises VarintError where they are cut off.
    """
    at = 0
    while at < len(data):
        seq, at = read_varint(data, at)
        id, kind = data[at : at + ID_LENGTH], data[at + ID_LENGTH]
        author, at = read_varint(data, at + ID_LENGTH + 1)
        when, at = read_varint(data, at)
        length, at = read_varint(data, at)
        if at + length > len(data):
            raise VarintError("an operation cut off")
        yield Numbered(seq, id, kind, author, when, data[at : at + length])
        at += length


Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Enter(msgspec.Struct, tag="enter", tag_field="type"):
    """I am here; this is what I have. Answered by `entered` and the log after `applied`."""

    version: int
    applied: Seq


class Since(msgspec.Struct, tag="since", tag_field="type"):
    """Send me the operations after `applied`."""

    applied: Seq


class Check(msgspec.Struct, tag="check", tag_field="type"):
    """Am I up to date, and still allowed? Answered by `head`."""

    applied: Seq


class Meet(msgspec.Struct, tag="meet", tag_field="type"):
    """Who are these? Each one there is, is answered by `introduced`."""

    numbers: Annotated[
        list[Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]], msgspec.Meta(max_length=MAX_MET)
    ]


class Rename(msgspec.Struct, tag="rename", tag_field="type"):
    """Give the drawing another title."""

    title: Annotated[str, msgspec.Meta(max_length=1000)]


class Introduce(msgspec.Struct, tag="introduce", tag_field="type"):
    """Call me this, show me in that hue."""

    name: Annotated[str, msgspec.Meta(max_length=1000)] | None = None
    hue: Annotated[int, msgspec.Meta(ge=0, le=7)] | None = None


Request = Enter | Since | Check | Meet | Rename | Introduce


def parse_request(data: object) -> Request:
    """Read a JSON message of a client. Raises MessageError."""
    try:
        request: Request = msgspec.convert(data, Request)
    except msgspec.ValidationError as error:
        raise MessageError(str(error)) from error
    return request


def participant(number: int, name: str, hue: int, guest: bool) -> dict[str, Any]:
    return {"number": number, "name": name, "hue": hue, "guest": guest}


def acknowledged(id: bytes, seq: int, at: int) -> dict[str, Any]:
    return {"type": "acknowledged", "id": id.hex(), "seq": seq, "at": at}


def refused(id: bytes, reason: str, *, final: bool) -> dict[str, Any]:
    return {"type": "refused", "id": id.hex(), "reason": reason, "final": final}


def head(number: int, right: str) -> dict[str, Any]:
    return {"type": "head", "head": number, "right": right}


def renamed(title: str, by: int) -> dict[str, Any]:
    return {"type": "renamed", "title": title, "by": by}


def introduced(person: dict[str, Any]) -> dict[str, Any]:
    return {"type": "introduced", "participant": person}


def gone(reason: Literal["deleted", "closed"]) -> dict[str, Any]:
    return {"type": "gone", "reason": reason}


ACCESS_CHANGED = {"type": "access_changed"}
