"""What a worker process can paint: stroke bytes in, a PNG out. Needs no Django, no database.

Strokes come as the log keeps them, so that whoever asks neither decodes nor pickles points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas.render.bodies import Bodies
from canvas.render.cards import render_card
from canvas.render.png import render_png
from canvas.render.raster import rasteriser
from canvas.render.thumbnails import render_thumbnail
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.render.wanted import Wanted

TOOLS = {bytes((tool,)) for tool in Tool}


def picture(bodies: Sequence[bytes], wanted: Wanted) -> bytes:
    """Paint what somebody asked for. Raises PictureTooLarge."""
    strokes = _paintable(bodies)
    return render_png(strokes, wanted.frame(rasteriser().edges(strokes)), wanted.background)


def thumbnail(bodies: Sequence[bytes]) -> bytes:
    """Paint the drawing for a list."""
    return render_thumbnail(_paintable(bodies))


def card(bodies: Sequence[bytes], title: str, credit: str) -> bytes:
    """Paint the drawing, its title and its credit line for a shared link."""
    return render_card(_paintable(bodies), title, credit)


def _paintable(bodies: Sequence[bytes]) -> Bodies:
    """Without what only a newer version has a tool for: better than no picture."""
    return Bodies([body for body in bodies if body[:1] in TOOLS])
