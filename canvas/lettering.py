"""How words become outlines: typesetting by agreed rules (pure ⇄ frontend/src/canvas/lettering.ts).

A text must be the same picture on every screen and in every file. So no browser and no library sets
it: both languages read the outlines of the same letters (written by scripts/letters.py) and put one
beside the other, by advances alone. Only + − × ÷ √ and ceil are used, in the same order, so that
both obey tests/wire/texts.json to the last bit.

- A letter comes from Hanken Grotesk, or from Vollkorn where that has one the other lacks.
- A line is 1.3 em high, its baseline 1 em below its top. It breaks where its writer broke it.
- What neither face has, such as 漢 or 🎉, is left to the system where there is one: its place is
  reckoned here, and a browser fits what it draws into that. Where there is no system's type, on the
  server, stand boxes.
- Words in a script that runs from the right are left to the system together. A line whose first
  letter is of such a script is read from the right, whatever else is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple

from canvas.ribbon import TOLERANCE
from canvas.strokes import UNITS_PER_PIXEL
from canvas.varint import read_varint, read_zigzag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from canvas.ribbon import Point, Polygon
    from canvas.texts import Text

EM = 1000  # units of the outlines
LINE = 1300
BASELINE = 1000
OVERHANG = 250  # by which ink may leave its line or its advance
WIDE, NARROW = 1000, 640  # of letters that neither face has
FIRST_WIDE = 0x2E80  # Chinese, Japanese, Korean, and pictures
NO_WIDTH = re.compile("[\u200b-\u200f\ufe00-\ufe0f]")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_EITHER = " -/:-@\\[-`{-\xbf\u2000-\u206f"  # what runs as its neighbours do
FROM_THE_RIGHT = re.compile(f"[{_RIGHT}]")
DIRECTED = re.compile(f"[^0-9{_EITHER}]")
WORDS_FROM_THE_LEFT = re.compile(f"([^{_EITHER}{_RIGHT}](?:[^{_RIGHT}]*[^{_EITHER}{_RIGHT}])?)")
WORDS_FROM_THE_RIGHT = re.compile(f"([{_RIGHT}](?:[{_EITHER}{_RIGHT}]*[{_RIGHT}])?)")
MAX_STEPS = 16  # per curve
BOX = (80, -700, 560, 0)  # left, top, right, bottom of what stands for a narrow letter
BOX_LINE = 40

Contour = list[tuple[int, int, bool]]  # x, y downwards, on the curve


class Letters:
    """A face: how wide its letters are, and their outlines."""

    def __init__(self, data: bytes) -> None:
        self.advances: dict[str, int] = {}
        self._contours: dict[str, list[Contour]] = {}
        count, at = read_varint(data, 0)
        code = 0
        for _ in range(count):
            step, at = read_varint(data, at)
            code += step
            self.advances[chr(code)], at = read_varint(data, at)
            self._contours[chr(code)], at = _read_contours(data, at)

    def contours(self, letter: str) -> list[Contour]:
        """The outline of a letter, the largest contour first."""
        return self._contours[letter]


def _read_contours(data: bytes, at: int) -> tuple[list[Contour], int]:
    count, at = read_varint(data, at)
    contours: list[Contour] = []
    x = y = 0
    for _ in range(count):
        points, at = read_varint(data, at)
        contour: Contour = []
        for _ in range(points):
            across, at = read_varint(data, at)
            x += (across >> 2) ^ -(across >> 1 & 1)
            down, at = read_zigzag(data, at)
            y += down
            contour.append((x, y, bool(across & 1)))
        contours.append(contour)
    return contours, at


class Run(NamedTuple):
    """Letters of a line that come from one place, and where they begin, in units."""

    words: str
    left: int
    width: int
    face: str | None  # none of ours: the system's


@dataclass(frozen=True)
class Typeset:
    """A text with every letter in its place."""

    text: Text
    faces: Mapping[str, Letters]
    lines: list[list[Run]]

    @property
    def em(self) -> float:
        return self.text.size / UNITS_PER_PIXEL

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in px, as far as ink may reach."""
        unit = self.em / EM
        left, top = self.text.x / UNITS_PER_PIXEL, self.text.y / UNITS_PER_PIXEL
        width = max((run.left + run.width for runs in self.lines for run in runs), default=0)
        return (
            left - OVERHANG * unit,
            top - OVERHANG * unit,
            left + (width + OVERHANG) * unit,
            top + (len(self.lines) * LINE + OVERHANG) * unit,
        )

    def outline(self, scale: float = 1.0) -> Iterator[Polygon]:
        """Yield closed polygons in px, to be filled non-zero, each letter's largest first."""
        unit = self.em / EM
        left, top = self.text.x / UNITS_PER_PIXEL, self.text.y / UNITS_PER_PIXEL
        for number, runs in enumerate(self.lines):
            baseline = top + (number * LINE + BASELINE) * unit
            for pen, contour in self._contours(runs):
                points = [(left + (pen + x) * unit, baseline + y * unit) for x, y, _ in contour]
                yield _flattened(points, [on for _, _, on in contour], scale)

    def pens(self) -> Iterator[tuple[str, Letters | None, float, float]]:
        """Yield each letter, the face that has it, and where its pen stands, in px."""
        unit = self.em / EM
        left, top = self.text.x / UNITS_PER_PIXEL, self.text.y / UNITS_PER_PIXEL
        for number, runs in enumerate(self.lines):
            baseline = top + (number * LINE + BASELINE) * unit
            for run in runs:
                letters = self._letters(run)
                for pen, letter in _pens(run, letters):
                    yield letter, letters, left + pen * unit, baseline

    @property
    def ours(self) -> Typeset:
        """The same without what our faces have no letters for."""
        return replace(self, lines=[[run for run in runs if run.face] for runs in self.lines])

    def elsewhere(self) -> Iterator[tuple[str, float, float, float]]:
        """Yield what our faces have no letters for: words, left, baseline and width in px."""
        unit = self.em / EM
        left, top = self.text.x / UNITS_PER_PIXEL, self.text.y / UNITS_PER_PIXEL
        for number, runs in enumerate(self.lines):
            baseline = top + (number * LINE + BASELINE) * unit
            for run in runs:
                if not run.face and run.width:
                    yield run.words, left + run.left * unit, baseline, run.width * unit

    def _contours(self, runs: list[Run]) -> Iterator[tuple[int, Contour]]:
        for run in runs:
            letters = self._letters(run)
            for pen, letter in _pens(run, letters):
                for contour in _contours_of(letter, letters):
                    yield pen, contour

    def _letters(self, run: Run) -> Letters | None:
        return self.faces[run.face] if run.face else None


def _pens(run: Run, letters: Letters | None) -> Iterator[tuple[int, str]]:
    """Yield where in the line each letter's pen stands, in units."""
    pen = run.left
    for letter in reversed(run.words) if FROM_THE_RIGHT.search(run.words) else run.words:
        yield pen, letter
        pen += _width_of(letter, letters)


def letter_outline(letter: str, letters: Letters | None, unit: float) -> Iterator[Polygon]:
    """Yield what `Typeset.outline` does of one letter whose pen stands at the origin.

    A unit of the outlines is `unit` px of the picture.
    """
    for contour in _contours_of(letter, letters):
        yield _flattened(
            [(x * unit, y * unit) for x, y, _ in contour], [on for *_, on in contour], 1.0
        )


def typeset(text: Text, faces: Mapping[str, Letters]) -> Typeset:
    """Put every letter in its place; it comes from the first of the faces that has it."""
    lines = [list(_runs(line, faces)) for line in text.words.split("\n")]
    return Typeset(text, faces, lines)


def _runs(line: str, faces: Mapping[str, Letters]) -> Iterator[Run]:
    left = 0
    for face, words in _from_one_place(line, faces):
        letters = faces[face] if face else None
        width = sum(_width_of(letter, letters) for letter in words)
        yield Run(words, left, width, face)
        left += width


def _from_one_place(line: str, faces: Mapping[str, Letters]) -> Iterator[tuple[str | None, str]]:
    def face_of(letter: str) -> str | None:
        for name, letters in faces.items():
            if letter in letters.advances:
                return name
        return None

    for part in _from_left_to_right(line):
        if FROM_THE_RIGHT.search(part):
            yield None, part
        else:
            yield from ((face, "".join(group)) for face, group in groupby(part, face_of))


def _from_left_to_right(line: str) -> list[str]:
    """Part a line where what runs from the left meets what runs from the right."""
    if not FROM_THE_RIGHT.search(line):
        return [line]
    first = DIRECTED.search(line)
    if first and FROM_THE_RIGHT.match(first[0]):
        return WORDS_FROM_THE_LEFT.split(line)[::-1]
    return WORDS_FROM_THE_RIGHT.split(line)


def _width_of(letter: str, letters: Letters | None) -> int:
    return letters.advances[letter] if letters else width_elsewhere(letter)


def _contours_of(letter: str, letters: Letters | None) -> list[Contour]:
    return letters.contours(letter) if letters else _box(letter)


def width_elsewhere(letter: str) -> int:
    """Reckon the width of a letter that neither face has."""
    if NO_WIDTH.match(letter):
        return 0
    return WIDE if ord(letter) >= FIRST_WIDE else NARROW


def _box(letter: str) -> list[Contour]:
    width = width_elsewhere(letter)
    if not width or letter.isspace():
        return []
    left, top, right, bottom = BOX
    right += width - NARROW
    return [_rectangle(left, top, right, bottom), _rectangle(right, top, left, bottom, BOX_LINE)]


def _rectangle(left: int, top: int, right: int, bottom: int, inset: int = 0) -> Contour:
    across = inset if left < right else -inset
    left, right, top, bottom = left + across, right - across, top + inset, bottom - inset
    return [(left, top, True), (right, top, True), (right, bottom, True), (left, bottom, True)]


def _flattened(points: list[Point], on: list[bool], scale: float) -> Polygon:
    """Follow the curves of a TrueType outline, which begins on one."""
    corners: Polygon = []
    here = points[0]
    count = len(points)
    for index in range(1, count + 1):
        if on[index % count]:
            if on[index - 1]:
                corners.append(here)
            here = points[index % count]
            continue
        control, after = points[index], points[(index + 1) % count]
        end = after if on[(index + 1) % count] else _middle(control, after)
        corners.append(here)
        _append_curve(corners, (here, control, end), scale)
        here = end
    return corners


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) * 0.5, (one[1] + other[1]) * 0.5


def _append_curve(corners: Polygon, curve: tuple[Point, Point, Point], scale: float) -> None:
    """Append what lies between the ends of a quadratic curve."""
    (ax, ay), (px, py), (bx, by) = curve
    ex, ey = ax - 2 * px + bx, ay - 2 * py + by
    steps = ceil(sqrt(sqrt(ex * ex + ey * ey) * scale / TOLERANCE))
    steps = min(max(steps, 1), MAX_STEPS)
    for step in range(1, steps):
        t = step / steps
        w = 1 - t
        a, b, c = w * w, 2 * w * t, t * t
        corners.append((a * ax + b * px + c * bx, a * ay + b * py + c * by))
