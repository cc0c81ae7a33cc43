"""The log in chunks: full thousands of its operations, compressed once, to be read over HTTP.

A chunk never changes, since numbers and operations do not. It is kept beside the log as a cache
that may be lost at any time: made when a commit fills it, or when somebody asks for it first. The
tail, what follows the last full thousand, is read the same way but made for whoever asks.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from django.db import DatabaseError, IntegrityError
from django.db.models import Sum
from django.db.models.functions import Length

from canvas import deflate, messages, store
from canvas.deflate import Piece
from canvas.models import Chunk, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

OPERATIONS = 1000  # in one chunk
SIZES = (10, 5, 2, 1)  # chunks at one address: a request costs the server more than its bytes
MAX_BYTES = 4 * 2**20  # in one chunk; pens cut their strokes far below
FORMAT = 1  # of a chunk's bytes: those of another are made anew


class TooLarge(Exception):
    """These operations are too many bytes: only the socket sends them, at its pace."""


class Span(NamedTuple):
    """The operations behind one address: of some full chunks, or of a tail."""

    first: int
    last: int

    @property
    def chunks(self) -> range:
        return range(self.first // OPERATIONS, self.last // OPERATIONS)


def spans(head: int) -> list[Span]:
    """Cut the full chunks of a log into few spans, as one pays with the largest coins first.

    While the log grows, all but the last few stay as they are.
    """
    found: list[Span] = []
    begin, end = 0, head // OPERATIONS
    while begin < end:
        chunks = next(size for size in SIZES if size <= end - begin)
        found.append(Span(begin * OPERATIONS + 1, (begin + chunks) * OPERATIONS))
        begin += chunks
    return found


def tail(head: int) -> Span | None:
    """What of a log follows its full chunks; None where nothing does."""
    first = head // OPERATIONS * OPERATIONS + 1
    return Span(first, head) if first <= head else None


def is_span(span: Span, head: int) -> bool:
    """Whether a log of `head` operations has these, and they are a few full chunks or a tail."""
    if (span.first - 1) % OPERATIONS or span.last > head:
        return False
    return span == tail(span.last) or (is_full(span) and 0 < len(span.chunks) <= SIZES[0])


def is_full(span: Span) -> bool:
    return span.last % OPERATIONS == 0


def fills(seq: int) -> bool:
    """Whether the operation `seq` is the last of its chunk."""
    return seq % OPERATIONS == 0


def read(drawing: int, span: Span) -> bytes:
    """Read the operations of a span as messages write a log, one zlib stream. Raises TooLarge."""
    if not is_full(span):
        tail = _compressed(drawing, span.first - 1, span.last, deflate.QUICKLY)
        return deflate.join(_checked([tail]))
    kept = _kept(drawing, span.chunks)
    pieces = [kept.get(number) or _make(drawing, number) for number in span.chunks]
    return deflate.join(_checked(pieces))


def make_filled(drawing: int, seq: int) -> None:
    """Make the chunk that the operation `seq` filled, so that nobody waits for it later."""
    try:
        _make(drawing, seq // OPERATIONS - 1)
    except (DatabaseError, TooLarge) as error:
        logger.warning("chunk not made, for now: %r", error)


def _kept(drawing: int, numbers: range) -> dict[int, Piece]:
    rows = Chunk.objects.filter(
        drawing=drawing, number__gte=numbers.start, number__lt=numbers.stop, format=FORMAT
    )
    found = rows.values_list("number", "data", "size", "checksum")
    return {number: Piece(bytes(data), *sizes) for number, data, *sizes in found}


def _make(drawing: int, number: int) -> Piece:
    """Make a full chunk and keep it. Several processes may: all make the same, one row is kept."""
    after = number * OPERATIONS
    piece = _compressed(drawing, after, after + OPERATIONS)
    row = Chunk(
        drawing_id=drawing,
        number=number,
        format=FORMAT,
        data=piece.data,
        size=piece.size,
        checksum=piece.checksum,
    )
    try:
        Chunk.objects.bulk_create([row], ignore_conflicts=True)
    except IntegrityError as error:  # deleted meanwhile
        raise TooLarge from error
    return piece


def _compressed(drawing: int, after: int, last: int, level: int = deflate.WELL) -> Piece:
    size = _size(drawing, after, last)
    if size > MAX_BYTES:
        return Piece(b"", size, deflate.EMPTY)  # kept, so that it is weighed once
    return deflate.compress(messages.encode_log(store.read(drawing, after, last - after)), level)


def _size(drawing: int, after: int, last: int) -> int:
    """How many bytes the bodies of some operations have."""
    rows = Operation.objects.filter(drawing=drawing, seq__gt=after, seq__lte=last)
    size: int | None = rows.aggregate(size=Sum(Length("body")))["size"]
    return size or 0


def _checked(pieces: Iterable[Piece]) -> Iterable[Piece]:
    for piece in pieces:
        if not piece.data:
            raise TooLarge
        yield piece
