"""A drawing's own file, `.drawnby`: its log, and who drew it. docs/drawnby-file.md has the format.

Files come from strangers. Whatever is wrong with one is found while it is read, before anything is
kept, and said by a word of `Reason`; reading takes bounded memory however the bytes lie.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Annotated

import msgspec

from canvas import messages
from canvas.files.photos import MOST_KEPT, PhotoRefused, written_again
from canvas.images import DIGEST_LENGTH, digest_of
from canvas.log import ID_LENGTH, Kind, Numbered, named_ids
from canvas.strokes import StrokeError
from canvas.varint import VarintError, append_varint, read_varint

SIGNATURE = b"\x89DRB\r\n\x1a\n"  # like PNG's, so that a transfer as text is noticed
VERSION = 2
WITHOUT_IMAGES = 1  # what a file without pictures says, so that older readers take it
MAX_IMAGES = 200
CHECKSUM_LENGTH = 32
MAX_HEADER_BYTES = 1 << 20
MAX_NUMBER_BYTES = 8
MAX_OVERHEAD = 64  # bytes of an operation beside its body
LONGEST = 1000 * 365 * 86_400_000  # ms: no drawing takes a thousand years
_INFLATED_AT_ONCE = 1 << 16


class Reason(Enum):
    """Why a file is not taken."""

    STRANGE = "not a drawing's file"
    NEWER = "made by a newer version"
    DAMAGED = "cut off or changed on its way"
    LARGE = "larger than a drawing may be"
    FORGED = "credits or strokes that no drawing has"


class FileRefused(ValueError):
    """A file that is no drawing for us."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)  # both, so that it goes from one process to another
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason.value}: {self.detail}" if self.detail else self.reason.value


Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Hand(msgspec.Struct):
    """Somebody who took part, under the number that operations name as their author."""

    number: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    name: Annotated[str, msgspec.Meta(max_length=80)]
    hue: Annotated[int, msgspec.Meta(ge=0, le=7)]


class Ancestor(msgspec.Struct):
    """A drawing this one began in, and how many of the operations are that one's."""

    title: Annotated[str, msgspec.Meta(max_length=200)]
    seq: Count


ImageSize = Annotated[int, msgspec.Meta(ge=1, le=MOST_KEPT)]  # bytes


class Header(msgspec.Struct):
    """What the file says besides log and pictures; what a reader does not know is passed over."""

    title: Annotated[str, msgspec.Meta(max_length=200)]
    created: Annotated[datetime, msgspec.Meta(tz=True)]
    head: Count
    people: Annotated[list[Hand], msgspec.Meta(max_length=10_000)]
    lineage: Annotated[list[Ancestor], msgspec.Meta(max_length=50)] = []
    images: Annotated[list[ImageSize], msgspec.Meta(max_length=MAX_IMAGES)] = []


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a drawing may be here."""

    operations: int
    size: int  # bytes of all bodies
    images: int = 0  # bytes of all pictures

    @property
    def inflated(self) -> int:
        return MAX_HEADER_BYTES + self.images + self.size + self.operations * MAX_OVERHEAD


def write_drawnby(
    header: Header, operations: Iterable[Numbered], images: Collection[bytes] = ()
) -> Iterator[bytes]:
    """Yield the file's bytes, a piece at a time; `images` are those that operations place."""
    digest = sha256()
    header = msgspec.structs.replace(header, images=[len(image) for image in images])
    for piece in _body(header, operations, images):
        digest.update(piece)
        yield piece
    yield digest.digest()


def _body(
    header: Header, operations: Iterable[Numbered], images: Iterable[bytes]
) -> Iterator[bytes]:
    deflate = zlib.compressobj()
    yield SIGNATURE + bytes((VERSION if header.images else WITHOUT_IMAGES,))
    for part in write_content(header, operations, images):
        if piece := deflate.compress(part):
            yield piece
    yield deflate.flush()


def write_content(
    header: Header, operations: Iterable[Numbered], images: Iterable[bytes]
) -> Iterator[bytes]:
    """Yield what a file holds before it is deflated: what `Content` reads."""
    told = msgspec.json.encode(header)
    out = bytearray()
    append_varint(out, len(told))
    yield bytes(out) + told
    yield from images
    for operation in operations:
        yield messages.encode_log([operation])


class Content:
    """What a file holds, inflated, read once from front to back: header, pictures, operations."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._waiting = bytearray()
        self._at = 0
        self.header = self._read_header()

    def images(self) -> Iterator[bytes]:
        """Yield the file of every picture; to be read before the operations."""
        for size in self.header.images:
            yield self._take(size)

    def operations(self) -> Iterator[Numbered]:
        """Yield every operation."""
        for _ in range(self.header.head):
            yield self._read_operation()
        self._expect_end()

    def _read_header(self) -> Header:
        length = self._number()
        if length > MAX_HEADER_BYTES:
            raise FileRefused(Reason.LARGE, "the header")
        try:
            header = msgspec.json.decode(self._take(length), type=Header)
            header.created = header.created.astimezone(UTC)
        except (msgspec.DecodeError, RecursionError, OverflowError) as error:
            raise FileRefused(Reason.FORGED, str(error)) from error
        return header

    def _read_operation(self) -> Numbered:
        seq = self._number()
        id = self._take(ID_LENGTH)
        kind = self._take(1)[0]
        author, at, length = self._number(), self._number(), self._number()
        if length > messages.MAX_OPERATION_BYTES:
            raise FileRefused(Reason.FORGED, f"operation {seq} is too large")
        return Numbered(seq, id, kind, author, at, self._take(length))

    def _expect_end(self) -> None:
        if self._at < len(self._waiting) or next(self._pieces, b""):
            raise FileRefused(Reason.FORGED, "more than the log")

    def _number(self) -> int:
        self._fill(MAX_NUMBER_BYTES)
        window = bytes(self._waiting[self._at : self._at + MAX_NUMBER_BYTES])
        try:
            value, used = read_varint(window, 0)
        except VarintError as error:
            raise FileRefused(Reason.DAMAGED, str(error)) from error
        self._at += used
        return value

    def _take(self, length: int) -> bytes:
        self._fill(length)
        taken = bytes(self._waiting[self._at : self._at + length])
        if len(taken) < length:
            raise FileRefused(Reason.DAMAGED, "cut off")
        self._at += length
        return taken

    def _fill(self, length: int) -> None:
        """Have that many bytes waiting, if there are as many."""
        while len(self._waiting) - self._at < length:
            piece = next(self._pieces, b"")
            if not piece:
                return
            del self._waiting[: self._at]
            self._at = 0
            self._waiting += piece


class Reader(Content):
    """Reads a stranger's file, and believes none of it; pictures are written anew, and renamed."""

    def __init__(self, pieces: Iterable[bytes], limits: Limits) -> None:
        self._limits = limits
        super().__init__(_inflated(pieces, limits.inflated))
        if self.header.head > limits.operations:
            raise FileRefused(Reason.LARGE, f"{self.header.head} operations")
        if len({hand.number for hand in self.header.people}) < len(self.header.people):
            raise FileRefused(Reason.FORGED, "two hands with one number")
        if sum(self.header.images) > limits.images:
            raise FileRefused(Reason.LARGE, "the pictures")
        self._renamed: dict[bytes, bytes] = {}

    def images(self) -> Iterator[bytes]:
        """Yield the file of every picture, written anew; once, where two become the same."""
        size = 0
        there: set[bytes] = set()
        for file in super().images():
            anew = _written_again(file)
            name = self._renamed[digest_of(file)] = digest_of(anew)
            if name in there:
                continue
            there.add(name)
            size += len(anew)
            if size > self._limits.images * 5 // 4:  # written in a hurry, they grow a little
                raise FileRefused(Reason.LARGE, "the pictures")
            yield anew
        if len(self._renamed) < len(self.header.images):
            raise FileRefused(Reason.FORGED, "a picture is there twice")

    def operations(self) -> Iterator[Numbered]:
        """Yield every operation, checked; the file's checksum is compared behind the last."""
        authors = {hand.number for hand in self.header.people}
        known: set[bytes] = set()
        placed: set[bytes] = set()
        size = before = 0
        for seq, operation in enumerate(super().operations(), 1):
            if operation.seq != seq or not before <= operation.at <= LONGEST:
                raise FileRefused(Reason.FORGED, f"operation {seq} is out of order")
            if operation.author not in authors:
                raise FileRefused(Reason.FORGED, f"nobody drew operation {seq}")
            _check(operation, known)
            known.add(operation.id)
            if operation.kind == Kind.IMAGE:
                placed.add(operation.body[:DIGEST_LENGTH])
                operation = self._with_new_name(operation)
            before = operation.at
            size += len(operation.body)
            if size > self._limits.size:
                raise FileRefused(Reason.LARGE)
            yield operation
        if placed != self._renamed.keys():
            raise FileRefused(Reason.FORGED, "the pictures are not those that are placed")

    def _with_new_name(self, operation: Numbered) -> Numbered:
        old, place = operation.body[:DIGEST_LENGTH], operation.body[DIGEST_LENGTH:]
        return operation._replace(body=self._renamed.get(old, old) + place)


def _written_again(file: bytes) -> bytes:
    try:
        return written_again(file)
    except PhotoRefused as error:
        raise FileRefused(Reason.FORGED, f"a picture: {error}") from error


def _check(operation: Numbered, known: set[bytes]) -> None:
    """Raise FileRefused unless a drawing could have taken the operation after those known."""
    if operation.id in known:
        raise FileRefused(Reason.FORGED, f"operation {operation.seq} is there twice")
    if operation.kind not in messages.KINDS:
        raise FileRefused(Reason.NEWER, f"operation {operation.seq} is of a kind unknown")
    kind = Kind(operation.kind)
    try:
        messages.check_body(kind, operation.body)
    except (messages.MessageError, StrokeError, VarintError) as error:
        raise FileRefused(Reason.FORGED, f"operation {operation.seq}: {error}") from error
    if not known.issuperset(named_ids(kind, operation.body)):
        raise FileRefused(Reason.FORGED, f"operation {operation.seq} is about no stroke")


def _inflated(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield what the file holds, a bounded piece at a time and never more than `most` in all."""
    inflate = zlib.decompressobj()
    total = 0
    for piece in _payload(pieces):
        data = piece
        while data:
            out = _inflate(inflate, data)
            data = inflate.unconsumed_tail
            total += len(out)
            if total > most:
                raise FileRefused(Reason.LARGE)
            if out:
                yield out
    if out := inflate.flush():
        yield out
    if not inflate.eof or inflate.unused_data:
        raise FileRefused(Reason.DAMAGED, "cut off")


def _inflate(inflate: zlib._Decompress, data: bytes) -> bytes:
    if inflate.eof:
        raise FileRefused(Reason.DAMAGED, "more than its end")
    try:
        return inflate.decompress(data, _INFLATED_AT_ONCE)
    except zlib.error as error:
        raise FileRefused(Reason.DAMAGED, str(error)) from error


def _payload(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what lies between the version and the checksum, and compare that at the end."""
    digest = sha256()
    waiting = bytearray()
    begun = False
    for piece in pieces:
        waiting += piece
        if not begun and len(waiting) > len(SIGNATURE):
            _check_signature(waiting)
            begun = True
            digest.update(waiting[: len(SIGNATURE) + 1])
            del waiting[: len(SIGNATURE) + 1]
        if begun and len(waiting) > CHECKSUM_LENGTH:
            part = bytes(waiting[:-CHECKSUM_LENGTH])
            del waiting[:-CHECKSUM_LENGTH]
            digest.update(part)
            yield part
    if not begun:
        raise FileRefused(Reason.STRANGE)
    if waiting != digest.digest():
        raise FileRefused(Reason.DAMAGED, "the checksum")


def _check_signature(start: bytearray) -> None:
    if not start.startswith(SIGNATURE):
        raise FileRefused(Reason.STRANGE)
    if start[len(SIGNATURE)] > VERSION:
        raise FileRefused(Reason.NEWER)
