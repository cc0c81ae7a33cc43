"""What a worker process can paint: stroke bytes in, a file out. Needs no Django, no database.

Strokes come as the log keeps them, so that whoever asks neither decodes nor pickles points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas.files.film import write_film
from canvas.files.pdf import write_pdf
from canvas.files.png import with_texts
from canvas.files.svg import write_svg
from canvas.render.bodies import Bodies
from canvas.render.caption import with_footer
from canvas.render.cards import render_card
from canvas.render.picture import check_size, fit
from canvas.render.png import encode_png
from canvas.render.raster import rasteriser
from canvas.render.thumbnails import MARGIN, PAPER, render_thumbnail
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.files.film import Form
    from canvas.render.wanted import Wanted

TOOLS = {bytes((tool,)) for tool in Tool}


def picture(bodies: Sequence[bytes], wanted: Wanted, title: str = "", credit: str = "") -> bytes:
    """Paint what somebody asked for, and write beside it what it is. Raises PictureTooLarge."""
    strokes = _paintable(bodies)
    frame = wanted.frame(rasteriser().edges(strokes))
    check_size(frame)
    painted = rasteriser().paint(strokes, frame, wanted.background)
    if wanted.credit:
        painted = with_footer(painted, title, credit)
    words = {"Title": title, "Author": credit, "Software": "DrawnBy"}
    return with_texts(encode_png(painted), words)


def svg(bodies: Sequence[bytes], wanted: Wanted, title: str = "", credit: str = "") -> bytes:
    """Write the drawing as SVG. Raises PictureTooLarge."""
    strokes = _paintable(bodies)
    frame = wanted.frame(rasteriser().edges(strokes))
    words = {"title": title, "desc": credit}
    return "".join(write_svg(list(strokes), frame, wanted.background, words)).encode()


def pdf(bodies: Sequence[bytes], wanted: Wanted, title: str = "", credit: str = "") -> bytes:
    """Write the drawing as PDF. Raises PictureTooLarge."""
    strokes = _paintable(bodies)
    frame = wanted.frame(rasteriser().edges(strokes))
    return write_pdf(list(strokes), frame, wanted.background or "#ffffff", title, credit)


def thumbnail(bodies: Sequence[bytes]) -> bytes:
    """Paint the drawing for a list."""
    return render_thumbnail(_paintable(bodies))


def card(bodies: Sequence[bytes], title: str, credit: str) -> bytes:
    """Paint the drawing, its title and its credit line for a shared link."""
    return render_card(_paintable(bodies), title, credit)


def film(bodies: Sequence[bytes], form: Form) -> bytes:
    """Film how the drawing came to be, stroke by stroke."""
    strokes = _paintable(bodies)
    frame = fit(rasteriser().edges(strokes), form.size, MARGIN)
    stops = form.stops(len(strokes))
    return write_film(rasteriser().film(strokes, frame, PAPER, stops), form, len(stops))


def _paintable(bodies: Sequence[bytes]) -> Bodies:
    """Without what only a newer version has a tool for: better than no picture."""
    return Bodies([body for body in bodies if body[:1] in TOOLS])
