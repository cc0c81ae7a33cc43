"""A drawing as PDF: its outlines as paths on one page, written by hand, for paths are simple.

A page of paper has a ground, so rubbing out is painting it in the ground's colour. One px is ¾ pt,
as on the screen; a page may be 14,400 pt wide, so that larger drawings are made smaller.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from canvas.files.paths import number, polygons
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from canvas.render.picture import Frame
    from canvas.strokes import Stroke

POINTS_PER_PIXEL = 0.75
LARGEST = 14_400  # pt a side; readers refuse more


def write_pdf(
    strokes: Sequence[Stroke], frame: Frame, background: str, title: str, author: str
) -> bytes:
    """Return the file. It does not say when it was made: the same drawing is the same file."""
    width, height = frame.size
    scale = min(POINTS_PER_PIXEL, LARGEST / max(width, height))
    page = f"[0 0 {number(width * scale)} {number(height * scale)}]"
    # The page's origin is at its lower left.
    place = f"{scale:.5f} 0 0 {-scale:.5f} 0 {number(height * scale)} cm\n"
    ground = int(background[1:], 16)
    drawn = [place, f"{_color(ground)} 0 0 {width} {height} re f\n"]
    drawn += _strokes(strokes, frame, ground)
    content = zlib.compress("".join(drawn).encode())
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox{page}/Contents 4 0 R"
                f"/Resources<</ExtGState<<{_opacities(strokes)}>>>>>>"
            ).encode(),
            b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content),
            b"<</Title%b/Author%b/Producer(DrawnBy)>>" % (_text(title), _text(author)),
        ]
    )


def _strokes(strokes: Sequence[Stroke], frame: Frame, ground: int) -> Iterator[str]:
    for stroke in strokes:
        style = stroke.style
        rubs = style.tool is Tool.ERASER
        yield f"/o{255 if rubs else style.opacity} gs {_color(ground if rubs else style.color)}\n"
        for polygon in polygons(stroke, frame):
            corners = [f"{number(x)} {number(y)}" for x, y in polygon]
            yield corners[0] + " m " + " l ".join(corners[1:]) + " l h\n"
        yield "f\n"


def _color(color: int) -> str:
    parts = (color >> 16, color >> 8 & 0xFF, color & 0xFF)
    return " ".join(f"{part / 255:.3f}" for part in parts) + " rg"


def _opacities(strokes: Sequence[Stroke]) -> str:
    used = {stroke.style.opacity for stroke in strokes} | {255}
    return "".join(f"/o{opacity}<</ca {opacity / 255:.3f}>>" for opacity in sorted(used))


def _text(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def _file(objects: list[bytes]) -> bytes:
    """Put the objects, numbered from 1, into a file; the first is its root, the last its words."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number_, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number_, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)
