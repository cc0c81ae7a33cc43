"""A drawing as PDF: its outlines as paths on one page, written by hand, for paths are simple.

A page of paper has a ground, so rubbing out is painting it in the ground's colour. One px is ¾ pt,
as on the screen; a page may be 14,400 pt wide, so that larger drawings are made smaller.
"""

from __future__ import annotations

import zlib
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from canvas.files.embedded import pdf_image
from canvas.files.grain import SIDE, covered, deposits, from_afar, lay
from canvas.files.paths import FOOTERS_GROUND, NO_FOOTER, UNITS, trace
from canvas.render.placed import decoded
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from canvas.files.grain import Grain
    from canvas.files.paths import Footer, Traced, Tracer
    from canvas.render.items import Item
    from canvas.render.picture import Frame
    from canvas.render.placed import PlacedImage

QUICK = 4  # of numbers in letters it leaves a twentieth more than 6, in a quarter of the time
POINTS_PER_PIXEL = 0.75
LARGEST = 14_400  # pt a side; readers refuse more
CATALOG, PAGES, PAGE, CONTENT, LENGTH, OPACITIES, WORDS = range(1, 8)
OPAQUE = 255


def write_pdf(
    items: Sequence[Item],
    tracer: Tracer,
    frame: Frame,
    background: str,
    words: tuple[str, str],
    footer: Footer = NO_FOOTER,
) -> Iterator[bytes]:
    """Yield the file; `words` are its title and its author.

    It does not say when it was made: the same drawing is the same file.
    """
    width, height = frame.size[0], frame.size[1] + footer.height
    scale = min(POINTS_PER_PIXEL, LARGEST / max(width, height))
    file = _File()
    yield file.begin()
    yield file.whole(CATALOG, b"<</Type/Catalog/Pages %d 0 R>>" % PAGES)
    yield file.whole(PAGES, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % PAGE)
    used = _Used({OPAQUE}, set(), {})
    # The page's origin is at its lower left.
    unit = scale / UNITS
    place = f"{unit:.7f} 0 0 {-unit:.7f} 0 {height * scale:.2f} cm\n"
    drawn = _page(items, tracer, frame, background, footer, used)
    yield from file.stream(CONTENT, LENGTH, chain([place], drawn))
    told = "".join(f"/o{opacity}<</ca {opacity / 255:.3f}>>" for opacity in sorted(used.opacities))
    yield file.whole(OPACITIES, f"<<{told}>>".encode())
    resources = yield from _patterns(file, sorted(used.grains), frame, scale, height * scale)
    resources += yield from _images(file, used)
    yield file.whole(
        PAGE,
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b %b]/Contents %d 0 R"
        b"/Resources<</ExtGState %d 0 R%b>>>>"
        % (PAGES, _points(width * scale), _points(height * scale), CONTENT, OPACITIES, resources),
    )
    title, author = map(_text, words)
    yield file.whole(WORDS, b"<</Title%b/Author%b/Producer(DrawnBy)>>" % (title, author))
    yield file.end(CATALOG, WORDS)


class _Used(NamedTuple):
    """What the page's resources have to hold."""

    opacities: set[int]
    grains: set[Grain]
    images: dict[bytes, bytes]  # files by digest, in the order of their names

    def name(self, image: PlacedImage) -> str | None:
        """Return what a picture is called on the page; None where it cannot be shown."""
        digest = image.image.digest
        if image.file is None or decoded(image.file) is None:
            return None
        self.images.setdefault(digest, image.file)
        return f"i{list(self.images).index(digest)}"


def _images(file: _File, used: _Used) -> Generator[bytes, None, bytes]:
    """Yield each picture that is shown, and return what the page's resources say of them."""
    names = []
    for index, found in enumerate(map(pdf_image, used.images.values())):
        if found is None:
            continue
        head = b"/Width %d/Height %d/BitsPerComponent 8" % (found.width, found.height)
        number, covers = file.next(), b""
        if found.alpha is not None:
            mask = file.next()
            covers = b"/SMask %d 0 R" % mask
            gray = head + b"/ColorSpace/DeviceGray/Filter/FlateDecode"
            yield file.image(mask, gray, found.alpha)
        color = head + b"/ColorSpace/DeviceRGB/Filter/" + found.filter + covers
        yield file.image(number, color, found.color)
        names.append(b"/i%d %d 0 R" % (index, number))
    return b"/XObject<<" + b"".join(names) + b">>" if names else b""


def _page(
    items: Sequence[Item],
    tracer: Tracer,
    frame: Frame,
    background: str,
    footer: Footer,
    used: _Used,
) -> Iterator[str]:
    """Yield the drawing, which does not leave its place, and what is written below it."""
    width, height = frame.size
    yield f"q 0 0 {width * UNITS} {height * UNITS} re W n\n"
    yield _ground(background, 0, width, height)
    yield from _drawn(from_afar(trace(items, tracer, frame), frame), background, used)
    yield "Q\n"
    if footer.height:
        yield _ground(FOOTERS_GROUND, height, width, footer.height)
        yield from _drawn(footer.words, FOOTERS_GROUND, used)


def _ground(color: str, top: int, width: int, height: int) -> str:
    area = f"0 {top * UNITS} {width * UNITS} {height * UNITS} re"
    return f"{_color(int(color[1:], 16))} {area} f\n"


def _drawn(items: Iterable[Traced], background: str, used: _Used) -> Iterator[str]:
    """Yield how the items are painted, and note what is used."""
    ground = int(background[1:], 16)
    for item in items:
        if item.image:
            yield _shown(item.polygons[0], used.name(item.image))
            continue
        rubs = item.tool == Tool.ERASER
        opacity, color = (OPAQUE, ground) if rubs else (item.opacity, item.color)
        used.opacities.add(opacity)
        if item.tool == Tool.PENCIL:
            for grain, polygons in deposits(item):
                used.grains.add(grain)
                yield f"/o{opacity} gs /Pattern cs /{grain.name} scn\n"
                yield from _filled(polygons)
        else:
            yield f"/o{opacity} gs {_color(color)}\n"
            yield from _filled(item.polygons)


def _shown(corners: Sequence[int], name: str | None) -> str:
    """Paint a picture, whose own place is a square of one with its origin at the lower left."""
    left, top, _, _, right, bottom, *_ = corners
    if name is None:
        return ""
    place = f"{right - left} 0 0 {top - bottom} {left} {bottom}"
    return f"q /o{OPAQUE} gs {place} cm /{name} Do Q\n"


def _filled(polygons: Iterable[Sequence[int]]) -> Iterator[str]:
    for polygon in polygons:
        numbers = list(map(str, polygon))
        corners = list(map(" ".join, zip(numbers[::2], numbers[1::2], strict=True)))
        yield corners[0] + " m " + " l ".join(corners[1:]) + " l h\n"
    yield "f\n"


def _patterns(
    file: _File, grains: Sequence[Grain], frame: Frame, scale: float, height: float
) -> Generator[bytes, None, bytes]:
    """Yield each grain that is used, and return what the page's resources say of them.

    A pattern paints one pixel of its colour as large as a square, as much of it as a soft mask says
    that all colours share. It lies where the page does, whose origin is at its lower left.
    """
    if not grains:
        return b""
    x, y, period = lay(frame)
    masks = {}
    for deposit in sorted({grain.deposit for grain in grains}):
        masks[deposit] = file.next()
        gray = _square(SIDE, b"/DeviceGray") + b"/Filter/FlateDecode"
        yield file.image(masks[deposit], gray, zlib.compress(covered(deposit)))
    names = []
    for grain in grains:
        image, pattern = file.next(), file.next()
        mask = b"/DeviceRGB/SMask %d 0 R" % masks[grain.deposit]
        yield file.image(image, _square(1, mask), grain.color.to_bytes(3, "big"))
        place = f"[{scale:.7f} 0 0 {-scale:.7f} {x * scale:.4f} {height - y * scale:.4f}]"
        side = f"{period:.4f}"
        told = (
            f"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 {side} {side}]"
            f"/XStep {side}/YStep {side}/Matrix{place}"
            f"/Resources<</XObject<</I {image} 0 R>>>>"
        )
        paint = f"q {side} 0 0 -{side} 0 {side} cm /I Do Q"
        yield file.packed(pattern, told.encode(), paint.encode())
        names.append(f"/{grain.name} {pattern} 0 R")
    return f"/Pattern<<{''.join(names)}>>".encode()


def _square(side: int, color_space: bytes) -> bytes:
    """Tell of an image that is as wide as it is high."""
    return b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace%b" % (side, side, color_space)


def _color(color: int) -> str:
    parts = (color >> 16, color >> 8 & 0xFF, color & 0xFF)
    return " ".join(f"{part / 255:.3f}" for part in parts) + " rg"


def _points(length: float) -> bytes:
    return f"{length:.2f}".rstrip("0").rstrip(".").encode()


def _text(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


class _File:
    """Numbered objects one after the other, and at the end a table of where each begins."""

    def __init__(self) -> None:
        self._length = 0
        self._places: dict[int, int] = {}
        self._last = WORDS

    def begin(self) -> bytes:
        return self._counted(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def whole(self, number: int, body: bytes) -> bytes:
        self._places[number] = self._length
        return self._counted(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def next(self) -> int:
        """Return a number that no object has yet."""
        self._last += 1
        return self._last

    def packed(self, number: int, told: bytes, data: bytes) -> bytes:
        """Return a whole stream, compressed."""
        data = zlib.compress(data)
        head = b"<<%b/Length %d/Filter/FlateDecode>>stream\n" % (told, len(data))
        return self.whole(number, head + data + b"\nendstream")

    def image(self, number: int, told: bytes, data: bytes) -> bytes:
        head = b"<</Type/XObject/Subtype/Image%b/Length %d>>stream\n" % (told, len(data))
        return self.whole(number, head + data + b"\nendstream")

    def stream(self, number: int, length: int, parts: Iterable[str]) -> Iterator[bytes]:
        """Yield a compressed stream; how long it became is another object, behind it."""
        self._places[number] = self._length
        head = b"%d 0 obj\n<</Length %d 0 R/Filter/FlateDecode>>stream\n" % (number, length)
        yield self._counted(head)
        begun = self._length
        deflate = zlib.compressobj(QUICK)
        for part in parts:
            if piece := deflate.compress(part.encode()):
                yield self._counted(piece)
        yield self._counted(deflate.flush())
        size = self._length - begun
        yield self._counted(b"\nendstream\nendobj\n")
        yield self.whole(length, b"%d" % size)

    def end(self, root: int, info: int) -> bytes:
        count = len(self._places) + 1
        table = b"xref\n0 %d\n0000000000 65535 f \n" % count
        table += b"".join(b"%010d 00000 n \n" % self._places[number] for number in range(1, count))
        table += b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\n" % (count, root, info)
        return table + b"startxref\n%d\n%%%%EOF\n" % self._length

    def _counted(self, piece: bytes) -> bytes:
        self._length += len(piece)
        return piece
