"""The line under a picture as outlines: for files that are paths, and need no fonts to be read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from canvas.files.paths import Traced, in_units
from canvas.render.caption import write_footer
from canvas.strokes import Tool

if TYPE_CHECKING:
    from PIL import ImageFont

    from canvas.ribbon import Point, Polygon

OPAQUE = 255
STEPS = 6  # of a curve: letters are small


def signature(size: tuple[int, int], title: str, credit: str) -> list[Traced]:
    """Trace the line that `caption.with_footer` paints under a picture of that size."""
    words = _Outlines()
    write_footer(words, size, title, credit)
    return words.traced


class _Outlines:
    """Takes words as a picture would, and keeps their outlines."""

    def __init__(self) -> None:
        self.traced: list[Traced] = []

    def text(
        self,
        xy: tuple[float, float],
        text: str,
        fill: str,
        font: ImageFont.FreeTypeFont,
        anchor: str,
    ) -> None:
        if anchor != "ls":
            raise ValueError("words stand on their baseline")
        face = _face(str(font.path))
        unit = font.size / face["head"].unitsPerEm
        glyphs, names = face.getGlyphSet(), face.getBestCmap()
        pen = _Corners(glyphs)
        left, baseline = xy
        rings: list[Polygon] = []
        for letter in text:
            glyph = glyphs[names[ord(letter)]]
            pen.rings = []
            glyph.draw(pen)
            rings += [
                [(left + x * unit, baseline - y * unit) for x, y in ring] for ring in pen.rings
            ]
            left += glyph.width * unit
        polygons = [in_units(ring) for ring in rings]
        self.traced.append(Traced(Tool.PEN, int(fill[1:], 16), OPAQUE, polygons))


class _Corners(BasePen):  # type: ignore[misc]  # it has no types
    """Follows a letter's outline from corner to corner."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.rings: list[Polygon] = []

    def _moveTo(self, pt: Point) -> None:
        self.rings.append([pt])

    def _lineTo(self, pt: Point) -> None:
        self.rings[-1].append(pt)

    def _qCurveToOne(self, pt1: Point, pt2: Point) -> None:
        ax, ay = self._getCurrentPoint()
        for step in range(1, STEPS + 1):
            t = step / STEPS
            a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
            corner = a * ax + b * pt1[0] + c * pt2[0], a * ay + b * pt1[1] + c * pt2[1]
            self.rings[-1].append(corner)


@cache
def _face(path: str) -> TTFont:
    return TTFont(path)
