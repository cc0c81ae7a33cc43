"""What every rasteriser does; tests/canvas/render/raster_contract.py holds each of them to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from canvas.render.items import Box, Item
    from canvas.render.picture import Frame


class Sheet(Protocol):
    """The ink of a picture that is not finished; its pictures are equal to painting all at once."""

    def add(self, items: Sequence[Item]) -> None:
        """Paint items on top."""
        ...

    def copy(self) -> Sheet:
        """Return another sheet with the same ink."""
        ...

    def picture(self, background: str) -> Image.Image:
        """Return what is painted so far, on a background."""
        ...


class Raster(Protocol):
    """Turns what lies on the paper into pixels."""

    def paint(self, items: Sequence[Item], frame: Frame, background: str | None) -> Image.Image:
        """Paint the items, the first at the bottom, and lay the background under the result.

        The background is #rrggbb and gives an RGB picture; None leaves it transparent, RGBA. A
        stroke is filled once, non-zero, however it crosses itself; an eraser takes away ink that
        lies below it, never the background. The picture has frame.size, which is trusted.
        """
        ...

    def sheet(self, frame: Frame) -> Sheet:
        """Return a sheet without ink, to be painted on bit by bit."""
        ...

    def edges(self, items: Sequence[Item]) -> Box | None:
        """Measure the ink: see canvas.render.picture.ink_bounds."""
        ...

    def boxes(self, items: Sequence[Item]) -> list[Box]:
        """Measure each item that is ink by itself, in order."""
        ...


@cache
def rasteriser() -> Raster:
    """Return the best rasteriser this installation has."""
    try:
        from canvas.render.blend2d import Blend2DRaster
    except ImportError:  # no wheel for this machine, or too old a C library for it
        from canvas.render.pillow import PillowRaster

        return PillowRaster()
    return Blend2DRaster()
