"""The grain of pencils for vector files: coverage as a picture that is laid side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from canvas.files.paths import Traced
from canvas.graphite import CORE, FLAT, LINE, TEXEL, coverage, level_at, side_of
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from canvas.render.picture import Frame

LEVEL = 1  # a texel is a px of the paper: finer, files would be four times as large
SIDE = side_of(LEVEL)
PERIOD = SIDE * TEXEL * 2**LEVEL  # px of the paper


class Grain(NamedTuple):
    """What a deposit is painted with: named alike in every file."""

    deposit: int
    color: int

    @property
    def name(self) -> str:
        return f"g{self.deposit}-{self.color:06x}"


class Lay(NamedTuple):
    """Where the grain lies in a picture that shows a frame, in its pixels."""

    x: float
    y: float
    period: float


def lay(frame: Frame) -> Lay:
    """Find the corner of the grain that is nearest to the picture's own, and how far it repeats."""
    period = PERIOD * frame.scale
    return Lay(-frame.x * frame.scale % period, -frame.y * frame.scale % period, period)


def from_afar(items: Iterable[Traced], frame: Frame) -> Iterator[Traced]:
    """Yield pencils as two plain lines where the picture is too small to show a grain.

    Readers would lay it side by side by the million there.
    """
    if level_at(frame.scale) != FLAT:
        yield from items
        return
    for item in items:
        if item.tool == Tool.PENCIL:
            yield from _plain(item)
        else:
            yield item


def _plain(item: Traced) -> Iterator[Traced]:
    for grain, polygons in deposits(item):
        opacity = round(item.opacity * coverage(grain.deposit, FLAT)[0] / 255)
        yield Traced(Tool.BRUSH, item.color, opacity, polygons)


def deposits(item: Traced) -> Iterator[tuple[Grain, list[list[int]]]]:
    """Yield a pencil's outlines, each with what it is painted with."""
    yield Grain(LINE, item.color), item.polygons
    yield Grain(CORE, item.color), item.core or []


def covered(deposit: int) -> bytes:
    """Return how much a deposit covers, SIDE × SIDE bytes."""
    return coverage(deposit, LEVEL)
