"""What lies on the paper as the log keeps it: bytes, each decoded only when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import cast, overload

from canvas.lettering import Typeset
from canvas.log import STROKES, Kind
from canvas.render.items import Item, decode_item
from canvas.strokes import Stroke


class Bodies(Sequence[Item]):
    """Items in order; `encoded` is what a rasteriser takes that decodes many strokes together."""

    def __init__(self, encoded: Sequence[bytes], kinds: Sequence[int] | None = None) -> None:
        """Without `kinds` all are strokes."""
        self.encoded = encoded
        self.kinds = kinds

    def __len__(self) -> int:
        return len(self.encoded)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Bodies: ...
    def __getitem__(self, index: int | slice) -> Item | Bodies:
        if isinstance(index, slice):
            return Bodies(self.encoded[index], self.kinds and self.kinds[index])
        return decode_item(self._kind(index), self.encoded[index])

    def __iter__(self) -> Iterator[Item]:
        return (self[index] for index in range(len(self)))

    def strokes(self) -> Iterator[bool]:
        """Say of each item whether it is a stroke."""
        return (self._kind(index) in STROKES for index in range(len(self)))

    def _kind(self, index: int) -> int:
        return self.kinds[index] if self.kinds else Kind.STROKE


def runs(items: Sequence[Item]) -> Iterator[Sequence[Stroke] | Typeset]:
    """Yield strokes together, as many as lie one above the other, and all else by itself."""
    start = 0
    for strokes, group in groupby(_are_strokes(items)):
        end = start + sum(1 for _ in group)
        part = items[start:end]
        if strokes:
            yield cast("Sequence[Stroke]", part)
        else:
            yield from cast("Sequence[Typeset]", part)
        start = end


def _are_strokes(items: Sequence[Item]) -> Iterator[bool]:
    if isinstance(items, Bodies):
        return items.strokes()
    return (isinstance(item, Stroke) for item in items)
