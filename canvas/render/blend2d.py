"""The fast rasteriser: outlines counted by numpy, filled by Blend2D.

Both are optional. Blend2D fills non-zero with exact coverage, as browsers do. It blends by source
over and source copy alone, which is enough: copying transparent black, weighted by coverage, is
what an eraser does.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from blend2d import CompOp, Context, Image, Path
from PIL import Image as Pillow

from canvas.graphite import LINE
from canvas.lettering import EM, Typeset, letter_outline
from canvas.render.bodies import runs
from canvas.render.columns import Columns, columns_of
from canvas.render.graphite import Graphite, Pencil, pixels_of
from canvas.render.items import ink
from canvas.render.picture import union
from canvas.render.placed import PlacedImage
from canvas.render.ribbons import outlines
from canvas.render.touched import Polygons
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from canvas.lettering import Letters
    from canvas.render.columns import Floats, Integers
    from canvas.render.graphite import Bytes
    from canvas.render.items import Box, Item, Special
    from canvas.render.picture import Frame
    from canvas.strokes import Stroke

LETTERS_KEPT = 2048  # outlines of a letter in a size: the same ones are written again and again
NEAR = 1.0  # px of the picture by which ink outside may still touch it


class Blend2DRaster:
    """Six times as fast as Pillow, and nearer to what browsers paint."""

    def paint(self, items: Sequence[Item], frame: Frame, background: str | None) -> Pillow.Image:
        sheet = self.sheet(frame)
        sheet.add(items)
        return sheet.on(background)

    def sheet(self, frame: Frame) -> Blend2DSheet:
        return Blend2DSheet(frame, _blank(frame), Graphite(frame))

    def edges(self, items: Sequence[Item]) -> Box | None:
        return union(box for part in runs(items) for box in _edges(part))

    def boxes(self, items: Sequence[Item]) -> list[Box]:
        return [box for part in runs(items) for box in _boxes(part)]


class Blend2DSheet:
    def __init__(self, frame: Frame, ink: Image, graphite: Graphite) -> None:
        self._frame = frame
        self._ink = ink
        self._graphite = graphite

    def add(self, items: Sequence[Item]) -> None:
        pixels = pixels_of(self._ink, self._frame.size)
        with Context(self._ink) as context:
            for part in runs(items):
                if isinstance(part, Typeset):
                    if _near(map(np.asarray, part.bounds), self._frame):
                        _write(context, part, self._frame)
                    continue
                if isinstance(part, PlacedImage):
                    _hang(pixels, part, self._frame)
                    continue
                for columns in columns_of(part):
                    seen = columns.only(_seen(columns, self._frame))
                    _fill(context, pixels, seen, self._frame, self._graphite)

    def copy(self) -> Blend2DSheet:
        ink = Image(*self._frame.size)
        ink.memoryview()[:] = self._ink.memoryview()
        return Blend2DSheet(self._frame, ink, self._graphite)

    def picture(self, background: str) -> Pillow.Image:
        return self.on(background)

    def on(self, background: str | None) -> Pillow.Image:
        return _on(background, _picture(self._ink, self._frame.size))


def _blank(frame: Frame) -> Image:
    sheet = Image(*frame.size)
    with Context(sheet) as context:
        context.set_comp_op(CompOp.SRC_COPY)
        context.set_fill_style_rgba(0, 0, 0, 0)
        context.fill_all()
    return sheet


def _write(context: Context, text: Typeset, frame: Frame) -> None:
    _ink(context, Tool.PEN, *ink(text))
    unit = text.em / EM * frame.scale
    for letter, letters, x, y in text.pens():
        context.save()
        context.translate((x - frame.x) * frame.scale, (y - frame.y) * frame.scale)
        context.fill_path(_letter(letter, letters, unit))
        context.restore()


@lru_cache(LETTERS_KEPT)
def _letter(letter: str, letters: Letters | None, unit: float) -> Path:
    path = Path()
    for polygon in letter_outline(letter, letters, unit):
        path.move_to(*polygon[0])
        for corner in polygon[1:]:
            path.line_to(*corner)
        path.close()
    return path


def _hang(pixels: Bytes, image: PlacedImage, frame: Frame) -> None:
    """Lay a picture over the ink; both are premultiplied, blue first."""
    if found := image.within(frame, (0, 0, *frame.size)):
        shown, (left, top, right, bottom) = found
        laid = np.asarray(shown.convert("RGBa"))[..., [2, 1, 0, 3]].astype(np.uint16)
        below = pixels[top:bottom, left:right]
        below[:] = laid + (below * (255 - laid[..., 3:]) + 127) // 255


def _edges(part: Sequence[Stroke] | Special) -> list[Box]:
    if isinstance(part, Typeset | PlacedImage):
        return [part.bounds]
    inked = (_inked(columns) for columns in columns_of(part))
    return [
        (float(np.min(left)), float(np.min(top)), float(np.max(right)), float(np.max(bottom)))
        for left, top, right, bottom in inked
        if left.size
    ]


def _boxes(part: Sequence[Stroke] | Special) -> Iterator[Box]:
    if isinstance(part, Typeset | PlacedImage):
        yield part.bounds
        return
    for columns in columns_of(part):
        yield from zip(*(edge.tolist() for edge in _inked(columns)), strict=True)


def _inked(columns: Columns) -> tuple[Floats, Floats, Floats, Floats]:
    inked = columns.tool != Tool.ERASER
    left, top, right, bottom = (edge[inked] for edge in columns.bounds())
    return left, top, right, bottom


def _seen(columns: Columns, frame: Frame) -> NDArray[np.bool_]:
    """Say which strokes come near the frame and leave a mark."""
    marks = (columns.opacity > 0) | (columns.tool == Tool.ERASER)
    seen: NDArray[np.bool_] = _near(columns.bounds(), frame) & marks
    return seen


def _near(edges: Iterable[Floats], frame: Frame) -> NDArray[np.bool_]:
    """Say what has such edges and comes near the frame."""
    left, top, right, bottom = edges
    near = NEAR / frame.scale
    across = (left < frame.x + frame.width + near) & (right > frame.x - near)
    down = (top < frame.y + frame.height + near) & (bottom > frame.y - near)
    return across & down


def _fill(
    context: Context, sheet: Bytes, strokes: Columns, frame: Frame, graphite: Graphite
) -> None:
    """Fill each stroke once: all its polygons are one path. A pencil's two come together."""
    if not len(strokes.tool):
        return
    columns, deposits = strokes.deposited()
    shapes, boxes = _shapes(columns, frame), iter(_pencils(strokes))
    parts = enumerate(zip(shapes.paths(), _styles(columns), deposits.tolist(), strict=True))
    for number, (path, (tool, color, opacity), deposit) in parts:
        if deposit == LINE:
            _, (core, *_) = next(parts)
            pencil = Pencil(path, core, shapes.of(number))
            graphite.rub(sheet, pencil, next(boxes), (color, opacity))
            continue
        _ink(context, tool, color, opacity)
        context.fill_path(path)
        if tool == Tool.ERASER:
            context.set_comp_op(CompOp.SRC_OVER)


def _pencils(strokes: Columns) -> list[Box]:
    """Return the edges of each pencil's line on the paper."""
    pencils = strokes.tool == Tool.PENCIL
    return list(zip(*strokes.only(pencils).bounds(), strict=True)) if pencils.any() else []


def _styles(columns: Columns) -> Iterator[tuple[int, int, int]]:
    """Yield the tool, the colour and the opacity of each stroke."""
    return zip(columns.tool.tolist(), columns.color.tolist(), columns.opacity.tolist(), strict=True)


class _Shapes(NamedTuple):
    """The outlines of strokes in pixels; stroke i has polygons first[i] to first[i + 1]."""

    x: Floats
    y: Floats
    starts: Integers
    first: Integers

    def of(self, stroke: int) -> Polygons:
        starts = self.starts[self.first[stroke] : self.first[stroke + 1] + 1]
        corners = slice(starts[0], starts[-1])
        return Polygons(self.x[corners], self.y[corners], starts - starts[0])

    def paths(self) -> Iterator[Path]:
        # Lists, for what is asked of Blend2D one by one: numbers of numpy take twice the time.
        x, y, starts, first = (column.tolist() for column in self)
        for begin, stop in pairwise(first):
            path = Path()
            for polygon in range(begin, stop):
                corner, end = starts[polygon], starts[polygon + 1]
                path.move_to(x[corner], y[corner])
                deque(map(path.line_to, x[corner + 1 : end], y[corner + 1 : end]), maxlen=0)
                path.close()
            yield path


def _shapes(columns: Columns, frame: Frame) -> _Shapes:
    found = outlines(columns, frame.scale)
    x, y = (found.x - frame.x) * frame.scale, (found.y - frame.y) * frame.scale
    first = np.searchsorted(found.stroke, np.arange(len(columns.tool) + 1))
    return _Shapes(x, y, found.starts, first)


def _ink(context: Context, tool: int, color: int, opacity: int) -> None:
    if tool == Tool.ERASER:
        context.set_comp_op(CompOp.SRC_COPY)
        context.set_fill_style_rgba(0, 0, 0, 0)
    else:
        context.set_fill_style_rgba(color >> 16, color >> 8 & 0xFF, color & 0xFF, opacity)


def _picture(sheet: Image, size: tuple[int, int]) -> Pillow.Image:
    """Return the sheet's pixels, which are premultiplied, as Pillow's."""
    pixels = cast("bytearray", sheet.memoryview())  # any buffer will do, and none is copied
    stride = len(pixels) // size[1]
    return Pillow.frombuffer("RGBA", size, pixels, "raw", "BGRa", stride, 1)


def _on(background: str | None, ink: Pillow.Image) -> Pillow.Image:
    if background is None:
        return ink
    picture = Pillow.new("RGB", ink.size, background)
    picture.paste(ink, (0, 0), ink)
    return picture
