"""Many strokes at once, as columns of numpy: what the fast rasteriser counts with.

Decoding one stroke is quicker in plain Python; for a thousand the varints of all of them are read
together, which is twenty times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from canvas.graphite import CORE, LINE
from canvas.render.bodies import Bodies
from canvas.ribbon import REST_AND_PUSH
from canvas.strokes import UNITS_PER_PIXEL, StrokeError, Tool

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from canvas.strokes import Stroke

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

TOGETHER = 500  # strokes at a time: enough to be quick, few enough to stay in the processor's cache
STYLE_BYTES = 5
LONGEST_NUMBER = 5  # bytes

# By the number of the tool, which may not be all there are from 0 on.
_RESTS, _PUSHES = np.zeros((2, max(REST_AND_PUSH) + 1))
for _tool, (_rest, _push) in REST_AND_PUSH.items():
    _RESTS[_tool], _PUSHES[_tool] = _rest, _push


@dataclass(frozen=True, slots=True)
class Columns:
    """Strokes by index; the points of stroke i are those from starts[i] to starts[i + 1]."""

    tool: Integers
    color: Integers
    opacity: Integers
    size: Integers
    starts: Integers
    x: Integers
    y: Integers
    pressure: Integers

    def radii(self) -> Floats:
        """Return half the width at each point, in px; see canvas.ribbon.radius."""
        counts = np.diff(self.starts)
        halves = np.repeat(self.size / UNITS_PER_PIXEL * 0.5, counts)
        tools = np.repeat(self.tool, counts)
        widths: Floats = halves * (_RESTS[tools] + _PUSHES[tools] * (self.pressure / 255))
        return widths

    def bounds(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Return left, top, right, bottom of each stroke in px; see canvas.ribbon.bounds."""
        first = self.starts[:-1]
        reach = np.maximum.reduceat(self.radii(), first)
        return (
            np.minimum.reduceat(self.x, first) / UNITS_PER_PIXEL - reach,
            np.minimum.reduceat(self.y, first) / UNITS_PER_PIXEL - reach,
            np.maximum.reduceat(self.x, first) / UNITS_PER_PIXEL + reach,
            np.maximum.reduceat(self.y, first) / UNITS_PER_PIXEL + reach,
        )

    def deposited(self) -> tuple[Columns, Integers]:
        """Return each pencil as its line and its core; see canvas.graphite.

        And of each stroke which deposit of a pencil it is, −1 where it is none.
        """
        pencils = self.tool == Tool.PENCIL
        deposit = np.repeat(np.where(pencils, LINE, -1), 1 + pencils)
        if not pencils.any():
            return self, deposit
        of = np.repeat(np.arange(len(self.tool)), 1 + pencils)
        core = np.flatnonzero(np.diff(of, prepend=-1) == 0)
        deposit[core] = CORE
        counts = np.diff(self.starts)[of]
        starts = offsets(counts)
        points = np.arange(starts[-1]) + np.repeat(self.starts[:-1][of] - starts[:-1], counts)
        tool, size = self.tool[of], self.size[of]
        tool[core], size[core] = Tool.BRUSH, np.maximum(size[core] * 3 >> 2, 1)
        columns = self.x[points], self.y[points], self.pressure[points]
        return Columns(tool, self.color[of], self.opacity[of], size, starts, *columns), deposit

    def only(self, kept: NDArray[np.bool_]) -> Columns:
        """Return some of the strokes."""
        counts = np.diff(self.starts)
        points = np.repeat(kept, counts)
        return Columns(
            self.tool[kept],
            self.color[kept],
            self.opacity[kept],
            self.size[kept],
            offsets(counts[kept]),
            self.x[points],
            self.y[points],
            self.pressure[points],
        )


def columns_of(strokes: Sequence[Stroke]) -> Iterator[Columns]:
    """Take strokes a few thousand at a time; those of a log are never decoded one by one."""
    for start in range(0, len(strokes), TOGETHER):
        if isinstance(strokes, Bodies):
            yield decode_together(strokes.encoded[start : start + TOGETHER])
        else:
            yield _gathered(strokes[start : start + TOGETHER])


def offsets(counts: Integers) -> Integers:
    """Return where each of some runs begins, and where the last one ends."""
    found: Integers = np.concatenate(([0], np.cumsum(counts)))
    return found


def _gathered(strokes: Sequence[Stroke]) -> Columns:
    styles = [stroke.style for stroke in strokes]
    counts = np.array([len(stroke.x) for stroke in strokes])
    return Columns(
        np.array([int(style.tool) for style in styles]),
        np.array([style.color for style in styles]),
        np.array([style.opacity for style in styles]),
        np.array([style.size for style in styles]),
        offsets(counts),
        np.array(list(chain.from_iterable(stroke.x for stroke in strokes))),
        np.array(list(chain.from_iterable(stroke.y for stroke in strokes))),
        np.array(list(chain.from_iterable(stroke.pressure for stroke in strokes))),
    )


def decode_together(bodies: Sequence[bytes]) -> Columns:
    """Decode strokes that are in a log, so were checked before; see canvas.strokes.

    Raises StrokeError where the bytes cannot be strokes.
    """
    lengths = np.array([len(body) for body in bodies])
    if lengths.min() < STYLE_BYTES:
        raise StrokeError("truncated")
    data = np.frombuffer(b"".join(bodies), np.uint8)
    style = offsets(lengths)[:-1, None] + np.arange(STYLE_BYTES)
    tool, red, green, blue, opacity = data[style].astype(np.int64).T
    numbers, first = _numbers(np.delete(data, style.ravel()), lengths - STYLE_BYTES)
    size, counts = numbers[first], numbers[first + 1]
    if tool.max() >= len(_RESTS) or (np.diff(first, append=len(numbers)) != 2 + 4 * counts).any():
        raise StrokeError("not strokes of this version")
    starts = offsets(counts)
    # Column c of a stroke begins c times its count of points behind the two numbers.
    at = np.arange(starts[-1]) + np.repeat(first + 2 - starts[:-1], counts)
    step = np.repeat(counts, counts)
    x, y, pressure = (_sums(numbers[at + column * step], starts) for column in range(3))
    color = red << 16 | green << 8 | blue
    return Columns(tool, color, opacity, size, starts, x, y, pressure)


def _numbers(data: NDArray[np.uint8], lengths: Integers) -> tuple[Integers, Integers]:
    """Return all varints in the data, and which of them is the first of each run of bytes."""
    ends = np.flatnonzero(data < 0x80)
    begins = np.concatenate(([0], ends[:-1] + 1))
    widths = ends - begins + 1
    first = np.searchsorted(ends, offsets(lengths)[:-1])
    if (widths > LONGEST_NUMBER).any() or (np.diff(first, append=len(ends)) < 2).any():
        raise StrokeError("bad number")
    numbers = (data[begins] & 0x7F).astype(np.int64)
    for place in range(1, LONGEST_NUMBER):
        longer = np.flatnonzero(widths > place)
        if not len(longer):
            break
        byte = data[begins[longer] + place] & 0x7F
        numbers[longer] |= byte.astype(np.int64) << (7 * place)
    return numbers, first


def _sums(zigzags: Integers, starts: Integers) -> Integers:
    """Undo the differences within each stroke."""
    sums = np.cumsum((zigzags >> 1) ^ -(zigzags & 1))
    before = np.concatenate(([0], sums[starts[1:-1] - 1]))
    undone: Integers = sums - np.repeat(before, np.diff(starts))
    return undone
