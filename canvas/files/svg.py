"""A drawing as SVG: one path a stroke or text, filled non-zero, exactly as it is painted.

SVG cannot rub out. So what an eraser touches is grouped under a mask in which all later erasers
are black. There are as many masks as runs of erasers; so that the file does not grow with their
square, each run's black is written once, and a mask refers to blocks of one, two, four… runs.

A pencil's two outlines are filled with patterns that hold the grain of the paper, at one sample a
px: near enough to what the browser paints to be taken for it, and no larger than it must be.

Items are written as they are found: of a long drawing only what rubs out is remembered.
"""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from canvas.files.embedded import data_uri
from canvas.files.grain import SIDE, covered, deposits, from_afar, lay
from canvas.files.paths import FOOTERS_GROUND, NO_FOOTER, UNITS, letters, reaches, trace
from canvas.files.png import gray
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from canvas.files.grain import Grain
    from canvas.files.paths import Footer, Traced, Tracer
    from canvas.lettering import Typeset
    from canvas.render.items import Box, Item
    from canvas.render.picture import Frame
    from canvas.render.placed import PlacedImage


def write_svg(
    items: Sequence[Item],
    tracer: Tracer,
    frame: Frame,
    background: str | None,
    texts: dict[str, str],
    footer: Footer = NO_FOOTER,
) -> Iterator[str]:
    """Yield the file; `texts` are its title and its description, without markup."""
    width, height = frame.size
    whole = height + footer.height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{whole}" '
        f'viewBox="0 0 {width * UNITS} {whole * UNITS}">\n'
    )
    for name, text in texts.items():
        yield f"<{name}>{escape(text)}</{name}>\n" if text else ""
    area = f'width="{width * UNITS}" height="{height * UNITS}"'
    if not footer.height:
        yield from _drawing(items, tracer, frame, background, area)
    else:
        yield f"<svg {area}>\n"  # nothing of the drawing leaves it
        yield from _drawing(items, tracer, frame, background, area)
        yield "</svg>\n"
        yield from _written_below(footer, width, height, background)
    yield "</svg>\n"


def _written_below(
    footer: Footer, width: int, height: int, background: str | None
) -> Iterator[str]:
    place = f'y="{height * UNITS}" width="{width * UNITS}" height="{footer.height * UNITS}"'
    if background:
        yield f'<rect {place} fill="{FOOTERS_GROUND}"/>\n'
    for words in footer.words:
        yield _path(words.polygons, _fill(words))


def _drawing(
    items: Sequence[Item], tracer: Tracer, frame: Frame, background: str | None, area: str
) -> Iterator[str]:
    if background:
        yield f'<rect {area} fill="{background}"/>\n'
    places = _places(list(reaches(items, tracer)))
    blacks: list[list[str]] = []
    used = _Used(set(), {})
    traced = zip(places, trace(items, tracer, frame), strict=True)
    for place, part in groupby(traced, key=itemgetter(0)):
        if place.rubs:
            blacks.append([_path(item.polygons, "") for _, item in part])
        else:
            yield from _layer(place, (item for _, item in part), frame, used)
    yield from _masks(blacks[1:] if places and places[0].rubs else blacks, area)
    yield from _patterns(used.grains, frame)


class _Used(NamedTuple):
    """What parts of the file refer to: grains of pencils, and pictures, by digest their names."""

    grains: set[Grain]
    images: dict[bytes, str]


class _Place(NamedTuple):
    """Where an item comes in the file."""

    run: int  # of the erasers it is among, or of those that follow it
    rubs: bool
    erased: bool = False  # a later eraser comes near


def _places(found: Sequence[tuple[bool, Box]]) -> list[_Place]:
    """Say of each item where it comes; erasers before any ink are run −1, and rub out nothing."""
    runs = list(_runs(rubs for rubs, _ in found))
    later: dict[int, Box] = {}
    for run, (rubs, box) in zip(reversed(runs), reversed(found), strict=True):
        if rubs:
            reach = later.get(run) or later.get(run + 1)
            later[run] = _union(box, reach) if reach else box
    return [
        _Place(run, rubs, not rubs and _meet(box, later.get(run)))
        for run, (rubs, box) in zip(runs, found, strict=True)
    ]


def _runs(rubbing: Iterable[bool]) -> Iterator[int]:
    """Number the runs of erasers, and what lies before each of them alike."""
    run = -1
    for rubs, part in groupby(rubbing):
        run += not rubs
        yield from (run for _ in part)


def _layer(place: _Place, items: Iterable[Traced], frame: Frame, used: _Used) -> Iterator[str]:
    """Write what lies between two runs of erasers, and note what is used."""
    yield f'<g mask="url(#m{place.run})">\n' if place.erased else ""
    for item in from_afar(items, frame):
        if item.text:
            yield from _written(item, item.text, frame)
        elif item.image:
            yield from _hung(item, item.image, used.images)
        elif item.tool == Tool.PENCIL:
            for grain, polygons in deposits(item):
                used.grains.add(grain)
                yield _path(polygons, f' fill="url(#{grain.name})"{_opacity(item)}')
        else:
            yield _path(item.polygons, _fill(item))
    yield "</g>\n" if place.erased else ""


def _written(item: Traced, text: Typeset, frame: Frame) -> Iterator[str]:
    """Write letters as paths, the same everywhere; and the words, to be read and found."""
    yield f"<g{_fill(item)}><title>{escape(text.text.words)}</title>\n"
    yield _path(letters(text.ours, frame), "")
    yield from _left_to_the_viewer(text, frame)
    yield "</g>\n"


def _hung(item: Traced, placed: PlacedImage, embedded: dict[bytes, str]) -> Iterator[str]:
    """Show a picture; where it is shown first it is also told what it is."""
    digest = placed.image.digest
    if digest not in embedded:
        uri = placed.file and data_uri(placed.file)
        embedded[digest] = f"i{len(embedded)}" if uri else ""
        if uri:
            yield (
                f'<defs><image id="{embedded[digest]}" width="1" height="1" '
                f'preserveAspectRatio="none" href="{uri}"/></defs>\n'
            )
    if name := embedded[digest]:
        left, top, _, _, right, bottom, *_ = item.polygons[0]
        across, down = max(right - left, 1), max(bottom - top, 1)
        use = f'<use href="#{name}" transform="translate({left} {top}) scale({across} {down})"/>\n'
        told = f'<g role="img"><title>{escape(placed.words)}</title>\n{use}</g>\n'
        yield told if placed.words else use


def _left_to_the_viewer(text: Typeset, frame: Frame) -> Iterator[str]:
    """Write what our faces have no letters for in the viewer's type, fitted into its place."""
    scale = frame.scale * UNITS
    for words, x, baseline, width in text.elsewhere():
        yield (
            f'<text x="{round((x - frame.x) * scale)}" y="{round((baseline - frame.y) * scale)}" '
            f'font-size="{round(text.em * scale)}" font-family="sans-serif" '
            f'textLength="{round(width * scale)}" lengthAdjust="spacingAndGlyphs">'
            f"{escape(words)}</text>\n"
        )


def _masks(blacks: Sequence[Sequence[str]], area: str) -> Iterator[str]:
    """Write a mask for each run: white, and black what it and all after it rub out."""
    count = len(blacks)
    if not count:
        return
    yield "<defs>\n"
    for run, paths in enumerate(blacks):
        yield f'<g id="e0-{run}">\n{"".join(paths)}</g>\n'
    level = 1
    while 1 << level <= count:
        for block in range(count >> level):
            below = (f'<use href="#e{level - 1}-{2 * block + side}"/>' for side in (0, 1))
            yield f'<g id="e{level}-{block}">{"".join(below)}</g>\n'
        level += 1
    for run in range(count):
        uses = "".join(f'<use href="#e{name}"/>' for name in _blocks(run, count))
        yield (
            f'<mask id="m{run}" maskUnits="userSpaceOnUse" x="0" y="0" {area}>'
            f'<rect {area} fill="#fff"/>{uses}</mask>\n'
        )
    yield "</defs>\n"


def _patterns(grains: set[Grain], frame: Frame) -> Iterator[str]:
    """Write each grain that is used: its colour, through a mask of what the deposit covers."""
    if not grains:
        return
    x, y, period = (round(value * UNITS) for value in lay(frame))
    area = f'width="{period}" height="{period}"'
    yield "<defs>\n"
    for deposit in sorted({grain.deposit for grain in grains}):
        picture = b64encode(gray(SIDE, covered(deposit))).decode()
        yield (
            f'<mask id="g{deposit}" maskUnits="userSpaceOnUse" x="0" y="0" {area}>'
            f'<image {area} href="data:image/png;base64,{picture}"/></mask>\n'
        )
    for grain in sorted(grains):
        yield (
            f'<pattern id="{grain.name}" patternUnits="userSpaceOnUse" x="{x}" y="{y}" {area}>'
            f'<rect {area} fill="#{grain.color:06x}" mask="url(#g{grain.deposit})"/></pattern>\n'
        )
    yield "</defs>\n"


def _blocks(start: int, end: int) -> Iterator[str]:
    """Cover the runs from start to end by blocks of powers of two, the fewest there are."""
    while start < end:
        level = 0
        while start % (2 << level) == 0 and start + (2 << level) <= end:
            level += 1
        yield f"{level}-{start >> level}"
        start += 1 << level


def _path(polygons: Iterable[Sequence[int]], fill: str) -> str:
    return f'<path d="{"".join(map(_outline, polygons))}"{fill}/>\n'


def _outline(polygon: Sequence[int]) -> str:
    """Write a polygon as steps from its first corner: they are shorter than places."""
    x, y = polygon[0], polygon[1]
    steps: list[int] = [0] * (len(polygon) - 2)
    steps[::2] = map(int.__sub__, polygon[2::2], polygon[:-2:2])
    steps[1::2] = map(int.__sub__, polygon[3::2], polygon[1:-2:2])
    line = " ".join(map(str, steps)).replace(" -", "-")
    return f"M{x} {y}l{line}z"


def _fill(item: Traced) -> str:
    return f' fill="#{item.color:06x}"{_opacity(item)}'


def _opacity(item: Traced) -> str:
    return "" if item.opacity == 255 else f' fill-opacity="{item.opacity / 255:.3f}"'


def _union(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _meet(one: Box, other: Box | None) -> bool:
    return other is not None and (
        one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
    )
