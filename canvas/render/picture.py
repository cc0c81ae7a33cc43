"""Which part of a drawing a picture shows, and how large: pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from canvas.render.items import Box, bounds, erases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvas.render.items import Item

PAPER = "#FDFBF6"  # that nobody gave a colour, as screens show it by day
MAX_SIDE = 8192
MAX_PIXELS = 40_000_000


class PictureTooLarge(ValueError):
    """More pixels than the server is willing to paint."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the paper: its corner and extent in px at 100 %, shown `scale` times as large."""

    x: float
    y: float
    width: float
    height: float
    scale: float = 1.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels; something that shows nothing has one."""
        return _pixels(self.width * self.scale), _pixels(self.height * self.scale)


def check_size(frame: Frame) -> None:
    """Raise PictureTooLarge beyond 8192 px a side or 40 million in all."""
    width, height = frame.size
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise PictureTooLarge(f"{width} × {height} pixels")


def ink_bounds(items: Iterable[Item]) -> Box | None:
    """Return the edges of all ink, also of what was erased later; None without any."""
    return union(bounds(item) for item in items if not erases(item))


def union(boxes: Iterable[Box]) -> Box | None:
    """Return the edges of all boxes together; None where there are none."""
    boxes = list(boxes)
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def fit(box: Box | None, size: tuple[int, int], margin: float, largest: float = 2.0) -> Frame:
    """Show the whole box in the middle of a picture of `size` pixels.

    `margin` is kept free all round, in pixels; little drawings grow to `largest` and no further.
    """
    width, height = size
    left, top, right, bottom = box or (0.0, 0.0, float(width), float(height))
    room = max(width - 2 * margin, 1.0), max(height - 2 * margin, 1.0)
    scale = min(room[0] / max(right - left, 1e-6), room[1] / max(bottom - top, 1e-6), largest)
    across, down = width / scale, height / scale
    return Frame((left + right - across) / 2, (top + bottom - down) / 2, across, down, scale)


def around(box: Box | None, margin: float, scale: float) -> Frame:
    """Show the box with `margin` px of paper round it, smaller than asked if it must be.

    The scale is lowered until the picture keeps within the limits.
    """
    left, top, right, bottom = box or (0.0, 0.0, 0.0, 0.0)
    width, height = right - left + 2 * margin, bottom - top + 2 * margin
    side = (MAX_SIDE - 1) / max(width, height)
    area = ((MAX_PIXELS - 2 * MAX_SIDE) / (width * height)) ** 0.5
    return Frame(left - margin, top - margin, width, height, min(scale, side, area))


def _pixels(length: float) -> int:
    """Round up, but not because of the last bits of a double."""
    return max(ceil(length - 1e-6), 1)
