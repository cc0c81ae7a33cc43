"""A log as it comes from the process that keeps it: see canvas/pictures.py. Pure."""

from __future__ import annotations

import zlib
from itertools import islice
from typing import TYPE_CHECKING

from canvas.log import Fold, Numbered
from canvas.messages import read_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def unpacked(streams: Iterable[bytes]) -> Iterator[Numbered]:
    """Yield the operations, in order."""
    for stream in streams:
        yield from read_log(zlib.decompress(stream))


def seen_after(operations: Iterable[Numbered], stops: Iterable[int]) -> Iterator[list[Numbered]]:
    """Yield what can be seen after some numbers of operations, which never go back."""
    fold, coming, done = Fold(), iter(operations), 0
    for stop in stops:
        for operation in islice(coming, stop - done):
            fold.apply(operation)
        done = stop
        yield fold.visible()
