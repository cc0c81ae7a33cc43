"""A log as it comes from the process that keeps it: see canvas/pictures.py. Pure."""

from __future__ import annotations

import zlib
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from canvas.log import Fold, Numbered
from canvas.messages import read_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Packed(NamedTuple):
    """A drawing: its log as zlib streams, and the files of the pictures placed in it, by digest."""

    log: Sequence[bytes]
    images: Mapping[bytes, bytes] = {}


def unpacked(streams: Iterable[bytes]) -> Iterator[Numbered]:
    """Yield the operations, in order."""
    for stream in streams:
        yield from read_log(zlib.decompress(stream))


def folded_after(operations: Iterable[Numbered], stops: Iterable[int]) -> Iterator[Fold]:
    """Yield the fold of some first operations, ever more of them: each time the same, grown."""
    fold, coming, done = Fold(), iter(operations), 0
    for stop in stops:
        for operation in islice(coming, stop - done):
            fold.apply(operation)
        done = stop
        yield fold
