"""Pictures as PNG files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from canvas.render.picture import PictureTooLarge, check_size
from canvas.render.raster import rasteriser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from canvas.render.items import Item
    from canvas.render.picture import Frame

__all__ = ["PictureTooLarge", "encode_png", "render_png"]

COMPRESSION = 1  # a fifth of the time of level 6, and 2–3 % larger


def render_png(items: Sequence[Item], frame: Frame, background: str | None) -> bytes:
    """Paint items in order; `background` is #rrggbb, None for transparent.

    Raises PictureTooLarge before anything is painted.
    """
    check_size(frame)
    return encode_png(rasteriser().paint(items, frame, background))


def encode_png(picture: Image.Image) -> bytes:
    """Return the picture's file, without any words about it."""
    file = BytesIO()
    picture.save(file, "PNG", compress_level=COMPRESSION)
    return file.getvalue()
