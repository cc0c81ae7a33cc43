"""A drawing as SVG: one path a stroke, filled non-zero, exactly as it is painted.

SVG cannot rub out. So what an eraser touches is grouped under a mask in which all later erasers
are black. There are as many masks as runs of erasers; so that the file does not grow with their
square, each run's black is written once, and a mask refers to blocks of one, two, four… runs.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from canvas.files.paths import number, polygons
from canvas.ribbon import bounds
from canvas.strokes import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from canvas.render.picture import Box, Frame
    from canvas.strokes import Stroke


def write_svg(
    strokes: Sequence[Stroke], frame: Frame, background: str | None, texts: dict[str, str]
) -> Iterator[str]:
    """Yield the file; `texts` are its title and its description, without markup."""
    width, height = frame.size
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">\n'
    )
    for name, text in texts.items():
        yield f"<{name}>{escape(text)}</{name}>\n" if text else ""
    if background:
        yield f'<rect width="{width}" height="{height}" fill="{background}"/>\n'
    runs = _Runs(strokes)
    yield from _masks(runs, frame)
    for run, erased, part in runs.layers():
        yield f'<g mask="url(#m{run})">\n' if erased else ""
        for stroke in part:
            yield _path(stroke, frame, _fill(stroke))
        yield "</g>\n" if erased else ""
    yield "</svg>\n"


class _Runs:
    """The strokes between erasers, and the runs of erasers between strokes."""

    def __init__(self, strokes: Sequence[Stroke]) -> None:
        grouped = groupby(strokes, key=lambda stroke: stroke.style.tool is Tool.ERASER)
        self._ink: list[list[Stroke]] = []
        self.erasers: list[list[Stroke]] = []
        for rubs, run in grouped:
            if not rubs:
                self._ink.append(list(run))
                continue
            if len(self._ink) > len(self.erasers):
                self.erasers.append(list(run))

    def layers(self) -> Iterator[tuple[int, bool, list[Stroke]]]:
        """Yield (run of erasers that follows, whether any later eraser comes near, strokes)."""
        later = [_around(run) for run in self.erasers]
        for index in range(len(later) - 2, -1, -1):
            later[index] = _union(later[index], later[index + 1])
        for index, ink in enumerate(self._ink):
            reach = later[index] if index < len(later) else None
            touched = [_meet(bounds(stroke), reach) for stroke in ink]
            for erased, part in groupby(zip(touched, ink, strict=True), key=itemgetter(0)):
                yield index, erased, [stroke for _, stroke in part]


def _masks(runs: _Runs, frame: Frame) -> Iterator[str]:
    """Write a mask for each run: white, and black what it and all after it rub out."""
    count = len(runs.erasers)
    if not count:
        return
    width, height = frame.size
    yield "<defs>\n"
    for run, erasers in enumerate(runs.erasers):
        yield f'<g id="e0-{run}">\n'
        for eraser in erasers:
            yield _path(eraser, frame, "")
        yield "</g>\n"
    level = 1
    while 1 << level <= count:
        for block in range(count >> level):
            below = (f'<use href="#e{level - 1}-{2 * block + side}"/>' for side in (0, 1))
            yield f'<g id="e{level}-{block}">{"".join(below)}</g>\n'
        level += 1
    for run in range(count):
        uses = "".join(f'<use href="#e{name}"/>' for name in _blocks(run, count))
        yield (
            f'<mask id="m{run}" maskUnits="userSpaceOnUse" x="0" y="0" width="{width}" '
            f'height="{height}"><rect width="{width}" height="{height}" fill="#fff"/>{uses}'
            "</mask>\n"
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


def _path(stroke: Stroke, frame: Frame, fill: str) -> str:
    outline = "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in polygon) + "Z"
        for polygon in polygons(stroke, frame)
    )
    return f'<path d="{outline}"{fill}/>\n'


def _fill(stroke: Stroke) -> str:
    style = stroke.style
    fill = f' fill="#{style.color:06x}"'
    return fill if style.opacity == 255 else f'{fill} fill-opacity="{style.opacity / 255:.3f}"'


def _around(strokes: Sequence[Stroke]) -> Box:
    lefts, tops, rights, bottoms = zip(*map(bounds, strokes), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


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
