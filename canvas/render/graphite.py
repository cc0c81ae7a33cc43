"""Pencils on a sheet of Blend2D's, which fills with plain ink only: what it lacks, numpy does.

The line and the core of a pencil are filled into two channels of a scrap of paper; where these show
anything, the pixels of the sheet are blended with as much ink as the grain takes.
"""

from __future__ import annotations

from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from blend2d import CompOp, Context, Image

from canvas.graphite import DEPOSITS
from canvas.render.grain import grain
from canvas.render.touched import touched

if TYPE_CHECKING:
    from blend2d import Path
    from numpy.typing import NDArray

    from canvas.render.grain import Place
    from canvas.render.items import Box
    from canvas.render.picture import Frame
    from canvas.render.touched import Polygons

    Bytes = NDArray[np.uint8]

OPAQUE = 255
INKS = (255, 0, 0), (0, 255, 0)  # what they are filled with on the scrap
GREEN, ALPHA = 1, 3  # channels: Blend2D has blue first


class Pencil(NamedTuple):
    """A pencil's stroke in pixels: what fills its line and its core, which lies in the line."""

    line: Path
    core: Path
    outline: Polygons  # of the line


class Graphite:
    """What a picture's pencils have in common."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @cached_property
    def _grains(self) -> list[Bytes]:
        """How much every pixel takes of each deposit; nothing before there is a pencil."""
        whole = (0, 0, *self._frame.size)
        return [np.asarray(grain(deposit, self._frame, whole)) for deposit in range(len(DEPOSITS))]

    def rub(self, sheet: Bytes, pencil: Pencil, box: Box, style: tuple[int, int]) -> None:
        """Lay a pencil on the sheet; `box` is where its line is, on the paper."""
        left, top, right, bottom = place = self._place(box)
        if left >= right or top >= bottom:
            return
        for part in touched(pencil.outline, place):
            self._rub(sheet, (pencil.line, pencil.core), part, style)

    def _rub(
        self, sheet: Bytes, lines: tuple[Path, Path], place: Place, style: tuple[int, int]
    ) -> None:
        left, top, right, bottom = place
        scrap = _filled(lines, place)
        filled = pixels_of(scrap, (right - left, bottom - top))
        # As words: numpy takes thrice as long to look for what is not 0 in one channel.
        shown = filled.view(np.uint32)[:, :, 0] != 0
        rows, columns = np.divmod(np.flatnonzero(shown), right - left)
        covered = filled[rows, columns]
        rows, columns = rows + top, columns + left
        color, opacity = style
        share = np.float32(opacity / OPAQUE**3)
        light, dense = (
            covered[:, channel] * (grain[rows, columns] * share)
            for channel, grain in zip((ALPHA, GREEN), self._grains, strict=True)
        )
        alpha = (light + dense - light * dense)[:, None]
        ink = np.array([*color.to_bytes(3, "little"), OPAQUE], np.float32)
        before = sheet[rows, columns]
        sheet[rows, columns] = np.rint(before + (ink - before) * alpha)

    def _place(self, box: Box) -> Place:
        """Find the whole pixels around a box that are in the picture."""
        frame = self._frame
        width, height = frame.size
        left, right = ((edge - frame.x) * frame.scale for edge in box[::2])
        top, bottom = ((edge - frame.y) * frame.scale for edge in box[1::2])
        return (
            max(floor(left) - 1, 0),
            max(floor(top) - 1, 0),
            min(ceil(right) + 1, width),
            min(ceil(bottom) + 1, height),
        )


def pixels_of(image: Image, size: tuple[int, int]) -> Bytes:
    """Return an image's pixels to look at and to change: rows of blue, green, red and alpha.

    They are the image's own, and gone when it is.
    """
    width, height = size
    data = image.memoryview()
    return np.ndarray((height, width, 4), np.uint8, data, strides=(len(data) // height, 4, 1))


def _filled(lines: tuple[Path, Path], place: Place) -> Image:
    """Fill both on a scrap as large as a part of the sheet."""
    left, top, right, bottom = place
    scrap = Image(right - left, bottom - top)
    with Context(scrap) as context:
        context.set_comp_op(CompOp.SRC_COPY)
        context.set_fill_style_rgba(0, 0, 0, 0)
        context.fill_all()
        context.set_comp_op(CompOp.SRC_OVER)
        context.translate(-left, -top)
        for path, ink in zip(lines, INKS, strict=True):
            context.set_fill_style_rgba(*ink)
            context.fill_path(path)
    return scrap
