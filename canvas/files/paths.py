"""What vector formats share: the outlines of strokes, as few whole numbers as show them.

An outline is counted finer than the screen needs it, for vector pictures are looked at from closer;
then the corners nobody would miss are left out (Douglas and Peucker's way, which promises how far
off what is left may be). Numbers are hundredths of a pixel: one decimal fewer can be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from canvas.graphite import strokes_of
from canvas.lettering import Typeset
from canvas.render.bodies import runs
from canvas.render.items import ink
from canvas.render.picture import PAPER
from canvas.render.placed import PlacedImage
from canvas.ribbon import bounds, outline, radius
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from canvas.render.items import Box, Item
    from canvas.render.picture import Frame
    from canvas.ribbon import Polygon
    from canvas.strokes import Stroke

FINER = 2.0  # than for the screen
UNITS = 100  # to a pixel of the picture
MISSED = 0.05  # px of the picture by which an outline may be off
MISSED_OF_RADIUS = 0.1  # or this share of the stroke's radius, whichever is less


class Traced(NamedTuple):
    """An item as vector files have it; its polygons are closed, and are x, y, x, y… in units."""

    tool: int  # a text's letters are as if from a pen
    color: int
    opacity: int
    polygons: list[list[int]]
    text: Typeset | None = None
    core: list[list[int]] | None = None  # of a pencil: see canvas.graphite
    image: PlacedImage | None = None  # its polygon is its edges


class Footer(NamedTuple):
    """A line below the picture: how high it is, in px, and its words where they stand."""

    height: int
    words: list[Traced]


NO_FOOTER = Footer(0, [])
FOOTERS_GROUND = PAPER


class Tracer(Protocol):
    """Finds outlines; there is a fast one where numpy is, see canvas.render.tracing."""

    def reaches(self, strokes: Sequence[Stroke]) -> Iterable[tuple[bool, Box]]:
        """Say of each stroke whether it rubs out, and where its edges are on the paper."""
        ...

    def trace(self, strokes: Sequence[Stroke], frame: Frame) -> Iterator[Traced]:
        """Yield the strokes' outlines in the picture that shows the frame."""
        ...


def reaches(items: Sequence[Item], tracer: Tracer) -> Iterator[tuple[bool, Box]]:
    """Say of each item whether it rubs out, and where its edges are on the paper."""
    for part in runs(items):
        if isinstance(part, Typeset | PlacedImage):
            yield False, part.bounds
        else:
            yield from tracer.reaches(part)


def trace(items: Sequence[Item], tracer: Tracer, frame: Frame) -> Iterator[Traced]:
    """Yield the items' outlines in the picture that shows the frame."""
    for part in runs(items):
        if isinstance(part, Typeset):
            yield Traced(Tool.PEN, *ink(part), letters(part, frame), part)
        elif isinstance(part, PlacedImage):
            yield Traced(Tool.PEN, *ink(part), [edges(part, frame)], image=part)
        else:
            yield from tracer.trace(part, frame)


def letters(text: Typeset, frame: Frame) -> list[list[int]]:
    """Trace the letters of a text, in units."""
    x0, y0, scale = frame.x, frame.y, frame.scale
    return [
        in_units([((x - x0) * scale, (y - y0) * scale) for x, y in ring])
        for ring in text.outline(scale * FINER)
    ]


def edges(image: PlacedImage, frame: Frame) -> list[int]:
    """Trace the edges of a picture, in units: upper left, upper right, lower right, lower left."""
    left, top, right, bottom = image.bounds
    x0, x1 = ((x - frame.x) * frame.scale for x in (left, right))
    y0, y1 = ((y - frame.y) * frame.scale for y in (top, bottom))
    return in_units([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


class PlainTracer:
    """Needs nothing but Python."""

    def reaches(self, strokes: Sequence[Stroke]) -> Iterable[tuple[bool, Box]]:
        return ((stroke.style.tool is Tool.ERASER, bounds(stroke)) for stroke in strokes)

    def trace(self, strokes: Sequence[Stroke], frame: Frame) -> Iterator[Traced]:
        for stroke in strokes:
            style = stroke.style
            pencil = style.tool is Tool.PENCIL
            core = _traced(strokes_of(stroke)[1], frame) if pencil else None
            polygons = _traced(stroke, frame)
            yield Traced(style.tool, style.color, style.opacity, polygons, core=core)


def _traced(stroke: Stroke, frame: Frame) -> list[list[int]]:
    x0, y0, scale = frame.x, frame.y, frame.scale
    missed = may_miss(radius(stroke.style, 255) * scale)
    return [
        in_units(simpler([((x - x0) * scale, (y - y0) * scale) for x, y in ring], missed))
        for ring in outline(stroke, scale * FINER)
    ]


def may_miss(widest: float) -> float:
    """Say by how much the outline of a stroke may be off, given its largest radius in px."""
    return min(MISSED, widest * MISSED_OF_RADIUS)


def in_units(ring: Polygon) -> list[int]:
    return [round(value * UNITS) for corner in ring for value in corner]


def simpler(ring: Polygon, missed: float) -> Polygon:
    """Leave out corners of a closed polygon; its line is nowhere farther off than `missed`."""
    closed = [*ring, ring[0]]
    kept = {0}
    stretches = [(0, len(ring))]
    while stretches:
        first, last = stretches.pop()
        distance, farthest = _farthest(closed, first, last)
        if distance > missed * missed:
            kept.add(farthest)
            stretches += [(first, farthest), (farthest, last)]
    return [closed[index] for index in sorted(kept)]


def _farthest(line: Polygon, first: int, last: int) -> tuple[float, int]:
    """Find the corner between two that is farthest from the straight way, and its distance²."""
    (ax, ay), (bx, by) = line[first], line[last]
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    inverse = 1 / square if square > 0 else 0.0
    most, farthest = 0.0, first
    for index in range(first + 1, last):
        x, y = line[index][0] - ax, line[index][1] - ay
        along = min(max((x * dx + y * dy) * inverse, 0.0), 1.0)
        x, y = x - along * dx, y - along * dy
        distance = x * x + y * y
        if distance > most:
            most, farthest = distance, index
    return most, farthest
