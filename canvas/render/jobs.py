"""What a worker process can do: a packed log in, a file out. Needs no Django, no database.

Logs come as they are kept, so that whoever asks neither unpacks nor folds them.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from canvas.files.drawnby import write_drawnby
from canvas.files.film import write_film
from canvas.files.incoming import checked
from canvas.files.packed import seen_in, unpacked
from canvas.files.pdf import write_pdf
from canvas.files.png import with_drawing, with_texts
from canvas.files.svg import write_svg
from canvas.messages import encode_log
from canvas.render.bodies import Bodies
from canvas.render.caption import with_footer
from canvas.render.cards import render_card
from canvas.render.picture import check_size, fit
from canvas.render.png import encode_png
from canvas.render.raster import rasteriser
from canvas.render.thumbnails import MARGIN, PAPER, render_thumbnail
from canvas.render.tracing import tracer
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from canvas.files.drawnby import Header, Limits
    from canvas.files.film import Form
    from canvas.render.wanted import Wanted

TOOLS = {bytes((tool,)) for tool in Tool}


def picture(
    log: Sequence[bytes],
    wanted: Wanted,
    title: str = "",
    credit: str = "",
    header: Header | None = None,
) -> Iterator[bytes]:
    """Paint what somebody asked for, and write beside it what it is. Raises PictureTooLarge.

    With the header of the drawing's own file, it carries that.
    """
    strokes = _paintable(log)
    frame = wanted.frame(rasteriser().edges(strokes))
    check_size(frame)
    painted = rasteriser().paint(strokes, frame, wanted.background)
    if wanted.credit:
        painted = with_footer(painted, title, credit)
    words = {"Title": title, "Author": credit, "Software": "DrawnBy"}
    png = with_texts(encode_png(painted), words)
    yield with_drawing(png, b"".join(own_file(log, header))) if header else png


def svg(log: Sequence[bytes], wanted: Wanted, title: str = "", credit: str = "") -> Iterator[bytes]:
    """Write the drawing as SVG. Raises PictureTooLarge."""
    strokes = _paintable(log)
    frame = wanted.frame(rasteriser().edges(strokes))
    words = {"title": title, "desc": credit}
    for part in write_svg(strokes, tracer(), frame, wanted.background, words):
        yield part.encode()


def pdf(log: Sequence[bytes], wanted: Wanted, title: str = "", credit: str = "") -> Iterator[bytes]:
    """Write the drawing as PDF. Raises PictureTooLarge."""
    strokes = _paintable(log)
    frame = wanted.frame(rasteriser().edges(strokes))
    yield from write_pdf(strokes, tracer(), frame, wanted.background or "#ffffff", (title, credit))


def own_file(log: Sequence[bytes], header: Header) -> Iterator[bytes]:
    """Write the drawing's own file."""
    return write_drawnby(header, unpacked(log))


def film(log: Sequence[bytes], form: Form) -> Iterator[bytes]:
    """Film how the drawing came to be, stroke by stroke."""
    strokes = _paintable(log)
    frame = fit(rasteriser().edges(strokes), form.size, MARGIN)
    stops = form.stops(len(strokes))
    yield write_film(rasteriser().film(strokes, frame, PAPER, stops), form, len(stops))


def seen(log: Sequence[bytes]) -> Iterator[bytes]:
    """Write the strokes that can be seen as the wire writes a log."""
    yield encode_log(seen_in(log))


def check(brought: bytes | str, limits: Limits) -> Iterator[bytes]:
    """Check a file that somebody brings, itself or where it lies; see canvas.files.incoming."""
    with BytesIO(brought) if isinstance(brought, bytes) else Path(brought).open("rb") as file:
        yield from checked(file, limits)


def thumbnail(log: Sequence[bytes]) -> bytes:
    """Paint the drawing for a list."""
    return render_thumbnail(_paintable(log))


def card(log: Sequence[bytes], title: str, credit: str) -> bytes:
    """Paint the drawing, its title and its credit line for a shared link."""
    return render_card(_paintable(log), title, credit)


def _paintable(log: Sequence[bytes]) -> Bodies:
    """What can be seen, without what only a newer version has a tool for: better than nothing."""
    return Bodies([stroke.body for stroke in seen_in(log) if stroke.body[:1] in TOOLS])
