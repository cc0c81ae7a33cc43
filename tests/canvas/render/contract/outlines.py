"""What is inside a stroke, and what is not."""

from itertools import product

import pytest

from canvas.render.picture import Frame
from canvas.render.raster import Raster
from canvas.ribbon import Polygon, bounds, outline
from canvas.strokes import Stroke, Style, Tool
from tests.canvas.render.contract.raster import OfRaster
from tests.canvas.render.contract.specimens import RED, SHAPES


class Outlines(OfRaster):
    @pytest.mark.parametrize("stroke", SHAPES.values(), ids=SHAPES.keys())
    def test_the_outline_is_filled_non_zero(self, raster: Raster, stroke: Stroke) -> None:
        """Sampled over the stroke: well inside is full, well outside is empty."""
        frame = around_closely(stroke)
        shown = raster.paint([opaque(stroke)], frame, None).getchannel("A")
        polygons = [(polygon, box(polygon)) for polygon in outline(stroke, frame.scale)]
        for x, y in product(range(1, frame.size[0] - 1, 5), range(1, frame.size[1] - 1, 5)):
            inside = nearby(polygons, frame, x, y)
            if len(inside) == 1:
                assert shown.getpixel((x, y)) == (255 if inside == {True} else 0), (x, y)


def opaque(stroke: Stroke) -> Stroke:
    """Make it visible, an eraser as the marker that is as wide."""
    tool = Tool.MARKER if stroke.style.tool is Tool.ERASER else stroke.style.tool
    style = Style(tool, RED, stroke.style.size, 255)
    return Stroke(style, stroke.x, stroke.y, stroke.pressure, stroke.dt)


def around_closely(stroke: Stroke) -> Frame:
    left, top, right, bottom = bounds(stroke)
    scale = 90 / max(right - left, bottom - top)
    width, height = right - left + 4 / scale, bottom - top + 4 / scale
    return Frame(left - 2 / scale, top - 2 / scale, width, height, scale)


Box = tuple[float, float, float, float]  # left, top, right, bottom


def box(polygon: Polygon) -> Box:
    x, y = zip(*polygon, strict=True)
    return min(x), min(y), max(x), max(y)


def nearby(polygons: list[tuple[Polygon, Box]], frame: Frame, x: int, y: int) -> set[bool]:
    """Say whether a pixel and what is within a pixel of it lie inside the outline."""
    steps = ((0.5, 0.5), (-0.6, -0.6), (1.6, -0.6), (-0.6, 1.6), (1.6, 1.6))
    places = [
        ((x + dx) / frame.scale + frame.x, (y + dy) / frame.scale + frame.y) for dx, dy in steps
    ]
    return {any(holds(*polygon, *place) for polygon in polygons) for place in places}


def holds(polygon: Polygon, box: Box, x: float, y: float) -> bool:
    left, top, right, bottom = box  # most are far away: no need to go round them
    return left <= x <= right and top <= y <= bottom and winding(polygon, x, y) != 0


def winding(polygon: Polygon, x: float, y: float) -> int:
    turns = 0
    ax, ay = polygon[-1]
    for bx, by in polygon:
        if (ay <= y) != (by <= y):
            side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
            turns += (side > 0) - (side < 0)
        ax, ay = bx, by
    return turns
