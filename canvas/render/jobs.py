"""What a worker process can do: a packed drawing in, a file out. Needs no Django, no database.

Logs come as they are kept, so that whoever asks neither unpacks nor folds them.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from canvas.files.drawnby import write_drawnby
from canvas.files.film import write_film
from canvas.files.incoming import checked
from canvas.files.packed import folded_after, unpacked
from canvas.files.paths import NO_FOOTER, Footer
from canvas.files.pdf import write_pdf
from canvas.files.photos import written_anew
from canvas.files.png import with_drawing, with_texts
from canvas.files.svg import write_svg
from canvas.log import ITEMS, Kind, fold
from canvas.render.bodies import Bodies
from canvas.render.caption import footer_height, with_footer
from canvas.render.cards import render_card
from canvas.render.footage import pictures
from canvas.render.picture import PAPER, check_size, fit
from canvas.render.png import encode_png
from canvas.render.raster import rasteriser
from canvas.render.signature import signature
from canvas.render.thumbnails import MARGIN, render_thumbnail
from canvas.render.tracing import tracer
from canvas.render.wanted import WHITE
from canvas.strokes import Tool
from canvas.texts import Face

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from canvas.files.drawnby import Header, Limits
    from canvas.files.film import Form
    from canvas.files.packed import Packed
    from canvas.log import Fold, Numbered
    from canvas.render.picture import Frame
    from canvas.render.wanted import Wanted

TOOLS = {bytes((tool,)) for tool in Tool}
FACES = {bytes((face,)) for face in Face}


def picture(
    drawing: Packed,
    wanted: Wanted,
    title: str = "",
    credit: str = "",
    header: Header | None = None,
) -> Iterator[bytes]:
    """Paint what somebody asked for, and write beside it what it is. Raises PictureTooLarge.

    With the header of the drawing's own file, it carries that.
    """
    strokes, paper = _seen(drawing)
    frame = wanted.frame(rasteriser().edges(strokes))
    check_size(frame)
    painted = rasteriser().paint(strokes, frame, wanted.ground(paper))
    if wanted.credit:
        painted = with_footer(painted, title, credit)
    words = {"Title": title, "Author": credit, "Software": "DrawnBy"}
    png = with_texts(encode_png(painted), words)
    yield with_drawing(png, b"".join(own_file(drawing, header))) if header else png


def svg(drawing: Packed, wanted: Wanted, title: str = "", credit: str = "") -> Iterator[bytes]:
    """Write the drawing as SVG. Raises PictureTooLarge."""
    strokes, paper = _seen(drawing, described=True)
    frame = wanted.frame(rasteriser().edges(strokes))
    words = {"title": title, "desc": credit}
    footer = _footer(wanted, frame, title, credit)
    for part in write_svg(strokes, tracer(), frame, wanted.ground(paper), words, footer):
        yield part.encode()


def pdf(drawing: Packed, wanted: Wanted, title: str = "", credit: str = "") -> Iterator[bytes]:
    """Write the drawing as PDF. Raises PictureTooLarge."""
    strokes, paper = _seen(drawing, described=True)
    frame = wanted.frame(rasteriser().edges(strokes))
    ground = wanted.ground(paper) or WHITE
    footer = _footer(wanted, frame, title, credit)
    yield from write_pdf(strokes, tracer(), frame, ground, (title, credit), footer)


def _footer(wanted: Wanted, frame: Frame, title: str, credit: str) -> Footer:
    if not wanted.credit:
        return NO_FOOTER
    return Footer(footer_height(frame.size[0]), signature(frame.size, title, credit))


def own_file(drawing: Packed, header: Header) -> Iterator[bytes]:
    """Write the drawing's own file."""
    return write_drawnby(header, unpacked(drawing.log), drawing.images.values())


def film(drawing: Packed, form: Form) -> Iterator[bytes]:
    """Film how the drawing came to be, on the paper of each moment; what is in the middle of the
    picture in the end is so throughout.
    """
    operations = list(_shown(unpacked(drawing.log)))
    stops = form.stops(len(operations))
    bodies = partial(_bodies, images=drawing.images)
    drawn = bodies([one for one in operations if one.kind in ITEMS])
    papers = []
    for folded in folded_after(operations, stops):
        papers.append(_ground(folded))
    seen = bodies(folded.visible())
    edges = rasteriser().edges(seen) or rasteriser().edges(drawn)
    frame = fit(edges, form.size, MARGIN)
    shown = ((one.visible(), _ground(one)) for one in folded_after(operations, stops))
    footage = pictures(rasteriser().sheet(frame), shown, bodies)
    looks = ((drawn, papers[0]), (seen, papers[-1]))
    samples = (rasteriser().paint(items, frame, paper) for items, paper in looks)
    yield write_film(footage, form, len(stops), samples, list(dict.fromkeys(reversed(papers))))


def check(brought: bytes | str, limits: Limits) -> Iterator[bytes]:
    """Check a file that somebody brings, itself or where it lies; see canvas.files.incoming."""
    with _opened(brought) as file:
        yield from checked(file, limits)


def _opened(brought: bytes | str) -> BinaryIO:
    return BytesIO(brought) if isinstance(brought, bytes) else Path(brought).open("rb")


def photo(brought: bytes | str) -> bytes:
    """Write anew a picture that somebody brings, itself or where it lies; see `unpacked_photo`."""
    with _opened(brought) as file:
        kept = written_anew(file)
    return kept.width.to_bytes(2, "big") + kept.height.to_bytes(2, "big") + kept.file


def unpacked_photo(made: bytes) -> tuple[int, int, bytes]:
    """Take apart what the job `photo` made: width and height in px, the file."""
    return int.from_bytes(made[:2], "big"), int.from_bytes(made[2:4], "big"), made[4:]


def thumbnail(drawing: Packed) -> bytes:
    """Paint the drawing for a list."""
    items, paper = _seen(drawing)
    return render_thumbnail(items, paper or PAPER)


def card(drawing: Packed, title: str, credit: str) -> bytes:
    """Paint the drawing, its title and its credit line for a shared link."""
    items, paper = _seen(drawing)
    return render_card(items, title, credit, paper or PAPER)


class _Seen(NamedTuple):
    """What can be seen, and the colour somebody gave the paper."""

    items: Bodies
    paper: str | None


def _seen(drawing: Packed, *, described: bool = False) -> _Seen:
    folded = fold(_shown(unpacked(drawing.log)))
    seen = folded.visible()
    bodies = _bodies(seen, drawing.images)
    if described and (told := folded.descriptions):
        bodies.words = [told.get(item.id, "") for item in seen]
    return _Seen(bodies, _css(folded.paper))


def _ground(folded: Fold) -> str:
    return _css(folded.paper) or PAPER


def _css(color: int | None) -> str | None:
    return None if color is None else f"#{color:06x}"


def _bodies(items: Sequence[Numbered], images: Mapping[bytes, bytes]) -> Bodies:
    return Bodies([item.body for item in items], [item.kind for item in items], images)


def _shown(operations: Iterable[Numbered]) -> Iterator[Numbered]:
    """Without what only a newer version can paint: better than no picture."""
    return (one for one in operations if one.kind not in ITEMS or _is_paintable(one))


def _is_paintable(item: Numbered) -> bool:
    match item.kind:
        case Kind.STROKE | Kind.PENCIL:
            return item.body[:1] in TOOLS
        case Kind.TEXT:
            return item.body[:1] in FACES
        case Kind.IMAGE:
            return True
        case _:
            return False
