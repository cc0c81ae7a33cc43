"""The card a link shows when it is shared: the drawing, its title and who drew it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from canvas.render.caption import Line
from canvas.render.crop import crowd
from canvas.render.picture import PAPER, fit
from canvas.render.png import encode_png
from canvas.render.raster import rasteriser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.render.items import Item


SIZE = (1200, 630)
CAPTION = 128  # px at the foot, kept free of the drawing
MARGIN = 40
EDGE = 56  # px left and right of the words
BASELINE = 582
HAIRLINE = "#E5E2DD"


def render_card(items: Sequence[Item], title: str, credit: str, paper: str = PAPER) -> bytes:
    """Return a PNG of 1200 × 630; `credit` is the whole line, such as "by Mia, Tom & Aiko"."""
    card = Image.new("RGB", SIZE, PAPER)
    room = (SIZE[0], SIZE[1] - CAPTION)
    frame = fit(crowd(rasteriser().boxes(items)), room, MARGIN)
    card.paste(rasteriser().paint(items, frame, paper), (0, 0))
    draw = ImageDraw.Draw(card)
    draw.line((EDGE, room[1], SIZE[0] - EDGE, room[1]), fill=HAIRLINE)
    Line(draw, BASELINE, 44).write(title, credit, EDGE, SIZE[0] - EDGE)
    return encode_png(card)
