"""Pictures on the paper, as painters and writers see them: where they lie, and their pixels.

Edges come to lie on whole pixels of what is painted, as in the browser (engine/imaging.ts): so
all painters agree on them, and none has a seam.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from canvas.files.photos import PhotoRefused, read_kept
from canvas.strokes import UNITS_PER_PIXEL

if TYPE_CHECKING:
    from canvas.images import Image
    from canvas.render.picture import Frame

Place = tuple[int, int, int, int]  # left, top, right, bottom in pixels of what is painted
DECODED_KEPT = 4  # 16 MB each at most


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture and its file, or None where that is not to be had: then nothing is seen of it."""

    image: Image
    file: bytes | None
    words: str = ""  # what it shows

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return the edges in px."""
        image = self.image
        return (
            image.x / UNITS_PER_PIXEL,
            image.y / UNITS_PER_PIXEL,
            (image.x + image.width) / UNITS_PER_PIXEL,
            (image.y + image.height) / UNITS_PER_PIXEL,
        )

    def place(self, frame: Frame) -> Place:
        """Return where it lies in a picture that shows the frame: never nowhere."""
        left, top, right, bottom = self.bounds
        x, y = _whole((left - frame.x) * frame.scale), _whole((top - frame.y) * frame.scale)
        return (
            x,
            y,
            max(_whole((right - frame.x) * frame.scale), x + 1),
            max(_whole((bottom - frame.y) * frame.scale), y + 1),
        )

    def within(self, frame: Frame, window: Place) -> tuple[Pillow.Image, Place] | None:
        """Return its pixels, RGBA, in a window on what is painted, and where they belong."""
        place = self.place(frame)
        seen = (
            max(place[0], window[0]),
            max(place[1], window[1]),
            min(place[2], window[2]),
            min(place[3], window[3]),
        )
        source = decoded(self.file) if self.file else None
        if source is None or seen[0] >= seen[2] or seen[1] >= seen[3]:
            return None
        across = source.width / (place[2] - place[0])
        down = source.height / (place[3] - place[1])
        box = (
            (seen[0] - place[0]) * across,
            (seen[1] - place[1]) * down,
            (seen[2] - place[0]) * across,
            (seen[3] - place[1]) * down,
        )
        size = (seen[2] - seen[0], seen[3] - seen[1])
        return source.resize(size, Pillow.Resampling.BICUBIC, box), seen


@lru_cache(DECODED_KEPT)
def decoded(file: bytes) -> Pillow.Image | None:
    """Return the pixels in a file, RGBA; None where they cannot be had."""
    try:
        return read_kept(file).convert("RGBA")
    except PhotoRefused:
        return None


def _whole(pixels: float) -> int:
    return floor(pixels + 0.5)
