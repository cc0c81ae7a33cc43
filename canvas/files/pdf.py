"""A drawing as PDF: its outlines as paths on one page, written by hand, for paths are simple.

A page of paper has a ground, so rubbing out is painting it in the ground's colour. One px is ¾ pt,
as on the screen; a page may be 14,400 pt wide, so that larger drawings are made smaller. Pictures
that somebody described are tagged as figures, for whoever hears the page.
"""

from __future__ import annotations

import zlib
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from canvas.files.embedded import pdf_image
from canvas.files.grain import SIDE, covered, deposits, from_afar, lay
from canvas.files.paths import FOOTERS_GROUND, NO_FOOTER, UNITS, trace
from canvas.files.pdf_file import PdfFile, pdf_text
from canvas.render.placed import decoded
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from canvas.files.grain import Grain
    from canvas.files.paths import Footer, Traced, Tracer
    from canvas.render.items import Item
    from canvas.render.picture import Frame
    from canvas.render.placed import PlacedImage

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
    file = PdfFile(WORDS)
    yield file.begin()
    yield file.whole(PAGES, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % PAGE)
    used = _Used({OPAQUE}, set(), {}, [])
    # The page's origin is at its lower left.
    unit = scale / UNITS
    place = f"{unit:.7f} 0 0 {-unit:.7f} 0 {height * scale:.2f} cm\n"
    drawn = _page(items, tracer, frame, background, footer, used)
    yield from file.stream(CONTENT, LENGTH, chain([place], drawn))
    told = "".join(f"/o{opacity}<</ca {opacity / 255:.3f}>>" for opacity in sorted(used.opacities))
    yield file.whole(OPACITIES, f"<<{told}>>".encode())
    resources = yield from _patterns(file, sorted(used.grains), frame, scale, height * scale)
    resources += yield from _images(file, used)
    structure = yield from _structure(file, used.figures)
    yield file.whole(CATALOG, b"<</Type/Catalog/Pages %d 0 R%b>>" % (PAGES, structure))
    yield file.whole(
        PAGE,
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b %b]/Contents %d 0 R"
        b"/Resources<</ExtGState %d 0 R%b>>%b>>"
        % (
            *(PAGES, _points(width * scale), _points(height * scale), CONTENT),
            *(OPACITIES, resources, b"/StructParents 0" if structure else b""),
        ),
    )
    title, author = map(pdf_text, words)
    yield file.whole(WORDS, b"<</Title%b/Author%b/Producer(DrawnBy)>>" % (title, author))
    yield file.end(CATALOG, WORDS)


class _Used(NamedTuple):
    """What the page's resources have to hold."""

    opacities: set[int]
    grains: set[Grain]
    images: dict[bytes, bytes]  # files by digest, in the order of their names
    figures: list[str]  # what is said of those that are marked, in order

    def name(self, image: PlacedImage) -> str | None:
        """Return what a picture is called on the page; None where it cannot be shown."""
        digest = image.image.digest
        if image.file is None or decoded(image.file) is None:
            return None
        self.images.setdefault(digest, image.file)
        return f"i{list(self.images).index(digest)}"

    def marked(self, shown: str, words: str) -> str:
        """Mark what shows a picture, so that whoever comes to it hears what is said of it."""
        if not shown or not words:
            return shown
        self.figures.append(words)
        return f"/Figure<</MCID {len(self.figures) - 1}>>BDC\n{shown}EMC\n"


def _structure(file: PdfFile, figures: Sequence[str]) -> Generator[bytes, None, bytes]:
    """Yield what a reader says of the page, and return what the catalog tells of it."""
    if not figures:
        return b""
    root, document, *numbers = (file.next() for _ in range(2 + len(figures)))
    for mark, (number, words) in enumerate(zip(numbers, figures, strict=True)):
        place = b"/P %d 0 R/Pg %d 0 R/K %d" % (document, PAGE, mark)
        figure = b"<</Type/StructElem/S/Figure%b/Alt%b>>" % (place, pdf_text(words))
        yield file.whole(number, figure)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    told = b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (root, kids)
    yield file.whole(document, told)
    marks = b"/ParentTree<</Nums[0[%b]]>>/ParentTreeNextKey 1" % kids
    yield file.whole(root, b"<</Type/StructTreeRoot/K %d 0 R%b>>" % (document, marks))
    return b"/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R" % root


def _images(file: PdfFile, used: _Used) -> Generator[bytes, None, bytes]:
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
            shown = _shown(item.polygons[0], used.name(item.image))
            yield used.marked(shown, item.image.words)
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
    file: PdfFile, grains: Sequence[Grain], frame: Frame, scale: float, height: float
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
