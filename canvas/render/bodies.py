"""What lies on the paper as the log keeps it: bytes, each decoded only when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import cast, overload

from canvas.log import STROKES, Kind
from canvas.render.items import Item, Special, decode_item
from canvas.strokes import Stroke

NO_IMAGES: Mapping[bytes, bytes] = MappingProxyType({})


class Bodies(Sequence[Item]):
    """Items in order; `encoded` is what a rasteriser takes that decodes many strokes together."""

    def __init__(
        self,
        encoded: Sequence[bytes],
        kinds: Sequence[int] | None = None,
        images: Mapping[bytes, bytes] = NO_IMAGES,
        words: Sequence[str] | None = None,
    ) -> None:
        """Without `kinds` all are strokes; `images` are the files of pictures by digest, `words`
        what is said of each item.
        """
        self.encoded = encoded
        self.kinds = kinds
        self.images = images
        self.words = words

    def __len__(self) -> int:
        return len(self.encoded)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Bodies: ...
    def __getitem__(self, index: int | slice) -> Item | Bodies:
        if isinstance(index, slice):
            kinds = self.kinds and self.kinds[index]
            words = self.words and self.words[index]
            return Bodies(self.encoded[index], kinds, self.images, words)
        words = self.words[index] if self.words else ""
        return decode_item(self._kind(index), self.encoded[index], self.images, words)

    def __iter__(self) -> Iterator[Item]:
        return (self[index] for index in range(len(self)))

    def strokes(self) -> Iterator[bool]:
        """Say of each item whether it is a stroke."""
        return (self._kind(index) in STROKES for index in range(len(self)))

    def _kind(self, index: int) -> int:
        return self.kinds[index] if self.kinds else Kind.STROKE


def runs(items: Sequence[Item]) -> Iterator[Sequence[Stroke] | Special]:
    """Yield strokes together, as many as lie one above the other, and all else by itself."""
    start = 0
    for strokes, group in groupby(_are_strokes(items)):
        end = start + sum(1 for _ in group)
        part = items[start:end]
        if strokes:
            yield cast("Sequence[Stroke]", part)
        else:
            yield from cast("Sequence[Special]", part)
        start = end


def _are_strokes(items: Sequence[Item]) -> Iterator[bool]:
    if isinstance(items, Bodies):
        return items.strokes()
    return (isinstance(item, Stroke) for item in items)
