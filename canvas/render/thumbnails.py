"""The small picture of a drawing in a list: 4:3, on paper, most of its ink in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas.render.crop import crowd
from canvas.render.picture import PAPER, fit
from canvas.render.png import render_png
from canvas.render.raster import rasteriser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.render.items import Item


SIZE = (640, 480)
MARGIN = 32


def render_thumbnail(items: Sequence[Item], paper: str = PAPER) -> bytes:
    """Return a PNG of 640 × 480; an empty drawing is plain paper."""
    return render_png(items, fit(crowd(rasteriser().boxes(items)), SIZE, MARGIN), paper)
