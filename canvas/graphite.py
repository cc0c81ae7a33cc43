"""What a pencil leaves on paper (⇄ frontend/src/canvas/graphite.ts). (pure)

Paper has a *tooth*: a field of heights that lies on the drawing's own coordinates and repeats every
128 px. A pencil's line is two deposits, one above the other: the line itself, which leaves graphite
on what stands out, and the core that is pressed into the hollows, the wider the harder the hand
presses. Each covers what its outline does, as much as its coverage of the tooth says.

Both languages make the tooth by the same whole numbers, so nothing has to be fetched; both obey
tests/wire/graphite.json. Seen from afar, coverage is averaged over 2 × 2 texels again and again.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from canvas.strokes import Tool

if TYPE_CHECKING:
    from canvas.strokes import Stroke

SIDE = 256  # texels
TEXEL = 0.5  # px
COARSEST = 4  # the last level that shows a grain
FLAT = 8  # the level of one texel
SHARP = 0.75  # pixels of a picture that a texel is large at least

_WORD = 0xFFFFFFFF


class Deposit(NamedTuple):
    """How much of the tooth is covered, from 0 to 255: `least` in the hollows, `most` on top."""

    least: int
    most: int
    hollow: int  # the height up to which there is the least
    slope: int  # in 1/256: how soon, from there on, there is the most

    def cover(self, height: int) -> int:
        """Return how much covers a height of 0 to 255."""
        shade = min(max((height - self.hollow) * self.slope >> 8, 0), 255)
        return self.least + (self.most - self.least) * shade // 255


LINE, CORE = 0, 1
DEPOSITS = (Deposit(22, 165, 10, 260), Deposit(10, 175, 0, 290))
"""Of the line, and of its core."""


def strokes_of(stroke: Stroke) -> tuple[Stroke, Stroke]:
    """Return a pencil's line, and its core: what a brush of three quarters its size would draw."""
    style = stroke.style
    core = replace(style, tool=Tool.BRUSH, size=max(style.size * 3 >> 2, 1))
    return stroke, replace(stroke, style=core)


def level_at(scale: float) -> int:
    """Say which level shows the tooth where a px of the paper is `scale` pixels large."""
    for level in range(COARSEST + 1):
        if TEXEL * 2**level * scale >= SHARP:
            return level
    return FLAT


def side_of(level: int) -> int:
    """Return how many texels a level has to a side."""
    return SIDE >> level


@cache
def coverage(deposit: int, level: int) -> bytes:
    """Return how much a deposit covers of each texel of a level, row after row."""
    if level == 0:
        return bytes(map(DEPOSITS[deposit].cover, tooth()))
    finer, side = coverage(deposit, level - 1), side_of(level)
    rows = (finer[start : start + 4 * side] for start in range(0, len(finer), 4 * side))
    return bytes(
        (a + b + c + d + 2) >> 2
        for pair in rows
        for a, b, c, d in zip(
            pair[: 2 * side : 2],
            pair[1 : 2 * side : 2],
            pair[2 * side :: 2],
            pair[2 * side + 1 :: 2],
            strict=True,
        )
    )


@cache
def tooth() -> bytes:
    """Return the heights of the paper, as many of each."""
    hills, dust = _around(_noise(0)), _noise(1)
    heights = [2 * hill + 3 * speck for hill, speck in zip(hills, dust, strict=True)]
    counts = [0] * (max(heights) + 2)
    for height in heights:
        counts[height + 1] += 1
    lower = list(accumulate(counts))
    return bytes(lower[height] * 256 // len(heights) for height in heights)


def _noise(field: int) -> list[int]:
    start = field * SIDE * SIDE
    return [_mixed(number) >> 24 for number in range(start + 1, start + SIDE * SIDE + 1)]


def _mixed(number: int) -> int:
    """Mix the bits of a number of 32 bits until nobody sees an order in them."""
    number = (number ^ number >> 16) * 0x7FEB352D & _WORD
    number = (number ^ number >> 15) * 0x846CA68B & _WORD
    return number ^ number >> 16


def _around(field: list[int]) -> list[int]:
    """Return the sums of the 3 × 3 around each texel; what leaves the field comes back in."""
    return _across(_across(field))


def _across(field: list[int]) -> list[int]:
    """Sum along the rows, and turn rows into columns."""
    columns = []
    for start in range(0, SIDE * SIDE, SIDE):
        row = field[start : start + SIDE]
        near = zip(row[-1:] + row[:-1], row, row[1:] + row[:1], strict=True)
        columns.append([sum(three) for three in near])
    return [value for row in zip(*columns, strict=True) for value in row]
