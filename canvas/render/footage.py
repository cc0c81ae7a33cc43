"""The pictures of a film, of which each shows some strokes: in whatever order they come and go.

What one picture has in common with the next is painted once and copied; so items that come cost
what they are, and one that is taken back costs those above it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PIL import Image

    from canvas.render import items
    from canvas.render.raster import Sheet

Item = TypeVar("Item")
Shown = TypeVar("Shown")

KEPT = 4  # sheets on which less is painted than on the last, for when much is taken back


def pictures(
    blank: Sheet,
    shown: Iterable[tuple[Sequence[Item], str]],
    paintable: Callable[[Sequence[Item]], Sequence[items.Item]],
) -> Iterator[Image.Image]:
    """Yield a picture for each list of items, lowest first, and the colour of the paper below.

    Items are told apart by being equal.
    """
    painted = _Painted(blank, paintable)
    for (here, paper), (there, _) in pairwise(_and_the_last_again(shown)):
        common = _common(here, there)
        painted.reach(here, common)
        yield painted.showing(here).picture(paper)
        painted.forget_after(common)


class _Painted(Generic[Item]):
    """Sheets, on each of which some first items of the present list are painted."""

    def __init__(
        self, blank: Sheet, paintable: Callable[[Sequence[Item]], Sequence[items.Item]]
    ) -> None:
        self._sheets = [(0, blank)]
        self._paintable = paintable

    def reach(self, items: Sequence[Item], count: int) -> None:
        """Have a sheet with so many of the items, unless the last has more."""
        before, sheet = self._sheets[-1]
        if count <= before:
            return
        more = sheet.copy()
        more.add(self._paintable(items[before:count]))
        self._sheets.append((count, more))
        if len(self._sheets) > KEPT + 2:
            del self._sheets[self._most_crowded()]

    def showing(self, items: Sequence[Item]) -> Sheet:
        before, sheet = self._sheets[-1]
        if before == len(items):
            return sheet
        whole = sheet.copy()
        whole.add(self._paintable(items[before:]))
        return whole

    def forget_after(self, count: int) -> None:
        while self._sheets[-1][0] > count:
            self._sheets.pop()

    def _most_crowded(self) -> int:
        """The sheet between whose neighbours there are fewest items; not the first or last."""
        counts = [count for count, _ in self._sheets]
        return min(range(1, len(counts) - 1), key=lambda at: counts[at + 1] - counts[at - 1])


def _and_the_last_again(shown: Iterable[Shown]) -> Iterator[Shown]:
    one = None
    for one in shown:
        yield one
    if one is not None:
        yield one


def _common(one: Sequence[Item], other: Sequence[Item]) -> int:
    """Count the first items that two lists have in common."""
    for count, (mine, others) in enumerate(zip(one, other, strict=False)):
        if mine is not others and mine != others:
            return count
    return min(len(one), len(other))
