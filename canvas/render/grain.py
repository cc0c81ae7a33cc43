"""The grain of pencils in a picture: how much each of its pixels takes of a deposit."""

from __future__ import annotations

from functools import cache
from math import ceil, floor
from typing import TYPE_CHECKING

from PIL import Image

from canvas.graphite import FLAT, TEXEL, coverage, level_at, side_of

if TYPE_CHECKING:
    from canvas.render.picture import Frame

Place = tuple[int, int, int, int]  # left, top, right, bottom in pixels of a picture


def grain(deposit: int, frame: Frame, place: Place) -> Image.Image:
    """Return what a deposit covers of a part of the picture, as browsers sample it.

    The tooth lies on the paper, but for the part of a pixel by which the frame does not begin at
    one: shifted by that, a picture that is as large as the drawing is as sharp as on the screen.
    """
    left, top, right, bottom = place
    level, size = level_at(frame.scale), (right - left, bottom - top)
    texels = _texels(deposit, level)
    if level == FLAT:
        return texels.resize(size)
    texel = TEXEL * 2**level * frame.scale
    x = (left + round(frame.x * frame.scale)) / texel
    y = (top + round(frame.y * frame.scale)) / texel
    first = floor(x) - 1, floor(y) - 1
    source = _repeated(texels, first, (ceil(size[0] / texel) + 4, ceil(size[1] / texel) + 4))
    matrix = (1 / texel, 0.0, x - first[0], 0.0, 1 / texel, y - first[1])
    return source.transform(
        size, Image.Transform.AFFINE, matrix, resample=Image.Resampling.BILINEAR
    )


@cache
def _texels(deposit: int, level: int) -> Image.Image:
    side = side_of(level)
    return Image.frombytes("L", (side, side), coverage(deposit, level))


def _repeated(texels: Image.Image, first: tuple[int, int], size: tuple[int, int]) -> Image.Image:
    """Return as many texels, from one of them on; behind the last comes the first one again."""
    found = Image.new("L", size)
    side = texels.width
    for top in range(-(first[1] % side), size[1], side):
        for left in range(-(first[0] % side), size[0], side):
            found.paste(texels, (left, top))
    return found
