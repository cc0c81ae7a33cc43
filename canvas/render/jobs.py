"""What a worker process can paint: stroke bytes in, a PNG out. Needs no Django, no database.

Strokes come as the log keeps them, so that whoever asks neither decodes nor pickles points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas.render.cards import render_card
from canvas.render.picture import ink_bounds
from canvas.render.png import render_png
from canvas.render.thumbnails import render_thumbnail
from canvas.strokes import decode_stroke

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvas.render.wanted import Wanted
    from canvas.strokes import Stroke


def picture(bodies: Iterable[bytes], wanted: Wanted) -> bytes:
    """Paint what somebody asked for. Raises PictureTooLarge."""
    strokes = _decoded(bodies)
    return render_png(strokes, wanted.frame(ink_bounds(strokes)), wanted.background)


def thumbnail(bodies: Iterable[bytes]) -> bytes:
    """Paint the drawing for a list."""
    return render_thumbnail(_decoded(bodies))


def card(bodies: Iterable[bytes], title: str, credit: str) -> bytes:
    """Paint the drawing, its title and its credit line for a shared link."""
    return render_card(_decoded(bodies), title, credit)


def _decoded(bodies: Iterable[bytes]) -> list[Stroke]:
    return [decode_stroke(body) for body in bodies]
