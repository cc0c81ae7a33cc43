"""A drawing on its way to the processes that paint and write: packed, not looked at.

The thousands that are full are kept compressed (canvas/chunks.py), so that handing over a long log
costs the process that serves people hardly more than copying its bytes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from canvas import chunks, image_files, messages, store
from canvas.files.packed import Packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canvas.models import Drawing

AS_IT_IS = 0  # the level of a compression that takes no time


def packed(drawing: Drawing, head: int | None = None) -> Packed:
    """Take the log as `packed_log` does, and the files of the pictures placed in it."""
    head = drawing.head if head is None else head
    return Packed(packed_log(drawing, head), image_files.read_placed(drawing.pk, head))


def packed_log(drawing: Drawing, head: int | None = None) -> list[bytes]:
    """Take the log as far as it reaches now, or to `head`: zlib streams of operations, in order."""
    head = drawing.head if head is None else head
    return list(_packed(drawing.pk, head))


def _packed(drawing: int, head: int) -> Iterator[bytes]:
    done = 0
    for span in chunks.spans(head):
        try:
            yield chunks.read(drawing, span)
        except chunks.TooLarge:
            yield from _as_it_is(drawing, done, span.last)
        done = span.last
    yield from _as_it_is(drawing, done, head)


def _as_it_is(drawing: int, after: int, until: int) -> Iterator[bytes]:
    while after < until:
        operations = store.read(drawing, after, min(until - after, chunks.OPERATIONS))
        if not operations:
            return
        yield zlib.compress(messages.encode_log(operations), AS_IT_IS)
        after = operations[-1].seq
