"""The fast rasteriser: outlines counted by numpy, filled by Blend2D.

Both are optional. Blend2D fills non-zero with exact coverage, as browsers do. It blends by source
over and source copy alone, which is enough: copying transparent black, weighted by coverage, is
what an eraser does.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, cast

import numpy as np
from blend2d import CompOp, Context, Path
from blend2d import Image as Sheet
from PIL import Image

from canvas.render.columns import Columns, columns_of
from canvas.render.ribbons import outlines
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from canvas.render.picture import Box, Frame
    from canvas.strokes import Stroke

NEAR = 1.0  # px of the picture by which ink outside may still touch it


class Blend2DRaster:
    """Six times as fast as Pillow, and nearer to what browsers paint."""

    def paint(self, strokes: Sequence[Stroke], frame: Frame, background: str | None) -> Image.Image:
        sheet = _blank(frame)
        _paint(sheet, strokes, frame)
        return _on(background, _picture(sheet, frame.size))

    def film(
        self, strokes: Sequence[Stroke], frame: Frame, background: str, stops: Sequence[int]
    ) -> Iterator[Image.Image]:
        sheet, done = _blank(frame), 0
        for stop in stops:
            _paint(sheet, strokes[done:stop], frame)
            done = stop
            yield _on(background, _picture(sheet, frame.size))

    def edges(self, strokes: Sequence[Stroke]) -> Box | None:
        boxes = [box for columns in columns_of(strokes) if (box := _edges(columns))]
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def _blank(frame: Frame) -> Sheet:
    sheet = Sheet(*frame.size)
    with Context(sheet) as context:
        context.set_comp_op(CompOp.SRC_COPY)
        context.set_fill_style_rgba(0, 0, 0, 0)
        context.fill_all()
    return sheet


def _paint(sheet: Sheet, strokes: Sequence[Stroke], frame: Frame) -> None:
    with Context(sheet) as context:
        for columns in columns_of(strokes):
            _fill(context, columns.only(_seen(columns, frame)), frame)


def _edges(columns: Columns) -> Box | None:
    inked = columns.tool != Tool.ERASER
    if not inked.any():
        return None
    left, top, right, bottom = (edge[inked] for edge in columns.bounds())
    return float(left.min()), float(top.min()), float(right.max()), float(bottom.max())


def _seen(columns: Columns, frame: Frame) -> NDArray[np.bool_]:
    """Say which strokes come near the frame and leave a mark."""
    left, top, right, bottom = columns.bounds()
    near = NEAR / frame.scale
    across = (left < frame.x + frame.width + near) & (right > frame.x - near)
    down = (top < frame.y + frame.height + near) & (bottom > frame.y - near)
    marks = (columns.opacity > 0) | (columns.tool == Tool.ERASER)
    seen: NDArray[np.bool_] = across & down & marks
    return seen


def _fill(context: Context, columns: Columns, frame: Frame) -> None:
    """Fill each stroke once: all its polygons are one path."""
    if not len(columns.tool):
        return
    found = outlines(columns, frame.scale)
    # Lists, for what is asked of Blend2D one by one: numbers of numpy take twice the time.
    x = ((found.x - frame.x) * frame.scale).tolist()
    y = ((found.y - frame.y) * frame.scale).tolist()
    starts = found.starts.tolist()
    polygons = np.searchsorted(found.stroke, np.arange(len(columns.tool) + 1)).tolist()
    styles = zip(
        columns.tool.tolist(), columns.color.tolist(), columns.opacity.tolist(), strict=True
    )
    for index, style in enumerate(styles):
        path = Path()
        for polygon in range(polygons[index], polygons[index + 1]):
            first, end = starts[polygon], starts[polygon + 1]
            path.move_to(x[first], y[first])
            deque(map(path.line_to, x[first + 1 : end], y[first + 1 : end]), maxlen=0)
            path.close()
        _ink(context, *style)
        context.fill_path(path)
        if style[0] == Tool.ERASER:
            context.set_comp_op(CompOp.SRC_OVER)


def _ink(context: Context, tool: int, color: int, opacity: int) -> None:
    if tool == Tool.ERASER:
        context.set_comp_op(CompOp.SRC_COPY)
        context.set_fill_style_rgba(0, 0, 0, 0)
    else:
        context.set_fill_style_rgba(color >> 16, color >> 8 & 0xFF, color & 0xFF, opacity)


def _picture(sheet: Sheet, size: tuple[int, int]) -> Image.Image:
    """Return the sheet's pixels, which are premultiplied, as Pillow's."""
    pixels = cast("bytearray", sheet.memoryview())  # any buffer will do, and none is copied
    stride = len(pixels) // size[1]
    return Image.frombuffer("RGBA", size, pixels, "raw", "BGRa", stride, 1)


def _on(background: str | None, ink: Image.Image) -> Image.Image:
    if background is None:
        return ink
    picture = Image.new("RGB", ink.size, background)
    picture.paste(ink, (0, 0), ink)
    return picture
