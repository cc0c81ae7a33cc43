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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.render.wanted import Wanted


def picture(bodies: Sequence[bytes], wanted: Wanted) -> bytes:
    """Paint what somebody asked for. Raises PictureTooLarge."""
    strokes = Bodies(bodies)
    return render_png(strokes, wanted.frame(rasteriser().edges(strokes)), wanted.background)


def thumbnail(bodies: Sequence[bytes]) -> bytes:
    """Paint the drawing for a list."""
    return render_thumbnail(Bodies(bodies))


def card(bodies: Sequence[bytes], title: str, credit: str) -> bytes:
    """Paint the drawing, its title and its credit line for a shared link."""
    return render_card(Bodies(bodies), title, credit)
