"""What vector formats share: outlines of strokes as numbers of two decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas.ribbon import outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canvas.render.picture import Frame
    from canvas.ribbon import Polygon
    from canvas.strokes import Stroke

FINER = 4.0  # vector pictures are looked at from closer than the screen


def polygons(stroke: Stroke, frame: Frame) -> Iterator[Polygon]:
    """Yield the outline, in px of the picture."""
    x0, y0, scale = frame.x, frame.y, frame.scale
    for polygon in outline(stroke, scale * FINER):
        yield [((x - x0) * scale, (y - y0) * scale) for x, y in polygon]


def number(value: float) -> str:
    """Write a number with two decimals at most: one fewer can be seen, one more cannot."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
