"""The strokes of a drawing as the log keeps them: bytes, each decoded only when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from canvas.strokes import Stroke, decode_stroke


class Bodies(Sequence[Stroke]):
    """Strokes in order; `encoded` is what a rasteriser takes that decodes many together."""

    def __init__(self, encoded: Sequence[bytes]) -> None:
        self.encoded = encoded

    def __len__(self) -> int:
        return len(self.encoded)

    @overload
    def __getitem__(self, index: int) -> Stroke: ...
    @overload
    def __getitem__(self, index: slice) -> Bodies: ...
    def __getitem__(self, index: int | slice) -> Stroke | Bodies:
        if isinstance(index, slice):
            return Bodies(self.encoded[index])
        return decode_stroke(self.encoded[index])

    def __iter__(self) -> Iterator[Stroke]:
        return map(decode_stroke, self.encoded)
