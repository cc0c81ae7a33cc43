"""The pictures of a film, of which each shows some strokes: in whatever order they come and go.

What one picture has in common with the next is painted once and copied; so strokes that come cost
what they are, and one that is taken back costs those above it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from canvas.render.bodies import Bodies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PIL import Image

    from canvas.render.raster import Sheet

KEPT = 4  # sheets on which less is painted than on the last, for when much is taken back


def pictures(
    blank: Sheet, shown: Iterable[Sequence[bytes]], background: str
) -> Iterator[Image.Image]:
    """Yield a picture for each list of encoded strokes, lowest first."""
    painted = _Painted(blank)
    for here, there in pairwise(_and_nothing(shown)):
        common = _common(here, there)
        painted.reach(here, common)
        yield painted.showing(here).picture(background)
        painted.forget_after(common)


class _Painted:
    """Sheets, on each of which some first strokes of the present list are painted."""

    def __init__(self, blank: Sheet) -> None:
        self._sheets = [(0, blank)]

    def reach(self, strokes: Sequence[bytes], count: int) -> None:
        """Have a sheet with so many of the strokes, unless the last has more."""
        before, sheet = self._sheets[-1]
        if count <= before:
            return
        more = sheet.copy()
        more.add(Bodies(strokes[before:count]))
        self._sheets.append((count, more))
        if len(self._sheets) > KEPT + 2:
            del self._sheets[self._most_crowded()]

    def showing(self, strokes: Sequence[bytes]) -> Sheet:
        before, sheet = self._sheets[-1]
        if before == len(strokes):
            return sheet
        whole = sheet.copy()
        whole.add(Bodies(strokes[before:]))
        return whole

    def forget_after(self, count: int) -> None:
        while self._sheets[-1][0] > count:
            self._sheets.pop()

    def _most_crowded(self) -> int:
        """The sheet between whose neighbours there are fewest strokes; not the first or last."""
        counts = [count for count, _ in self._sheets]
        return min(range(1, len(counts) - 1), key=lambda at: counts[at + 1] - counts[at - 1])


def _and_nothing(shown: Iterable[Sequence[bytes]]) -> Iterator[Sequence[bytes]]:
    """Something comes after the last list, too, and is all like it."""
    last: Sequence[bytes] = ()
    for last in shown:
        yield last
    yield last


def _common(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """Count the first strokes that two lists have in common."""
    for count, (mine, others) in enumerate(zip(one, other, strict=False)):
        if mine is not others and mine != others:
            return count
    return min(len(one), len(other))
