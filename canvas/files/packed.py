"""A log as it comes from the process that keeps it: see canvas/pictures.py. Pure."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from canvas.log import Numbered, visible
from canvas.messages import read_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def unpacked(streams: Iterable[bytes]) -> Iterator[Numbered]:
    """Yield the operations, in order."""
    for stream in streams:
        yield from read_log(zlib.decompress(stream))


def seen_in(streams: Iterable[bytes]) -> list[Numbered]:
    """List the strokes that can be seen in the end."""
    return visible(unpacked(streams))
