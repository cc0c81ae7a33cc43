"""The outlines of many strokes at once: canvas.ribbon, counted in columns.

The same operations in the same order, so the same doubles to the last bit; the tests compare the
two on the shared table and on strokes made by chance. What each step is for is said there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from canvas.render.columns import offsets
from canvas.ribbon import HALF_CIRCLES, MAX_STEPS, SHARPEST_TURN, TOLERANCE
from canvas.strokes import UNITS_PER_PIXEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from canvas.render.columns import Columns, Floats, Integers

_CAP_STEPS = (4, 8, 16, 32)
_CAP_LIMITS = (1.5, 6.0, 24.0)  # the radius on the screen from which the next of them is taken
_CAPS = np.zeros((4, 31, 2))
for _level, _count in enumerate(_CAP_STEPS):
    _CAPS[_level, : _count - 1] = HALF_CIRCLES[_count]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Closed polygons in px: polygon i has corners starts[i] to starts[i + 1] of stroke[i]."""

    x: Floats
    y: Floats
    starts: Integers
    stroke: Integers


class _Samples(NamedTuple):
    """Points of centre lines with their radius and direction, as canvas.ribbon.Sample."""

    x: Floats
    y: Floats
    r: Floats
    tx: Floats
    ty: Floats


class _Lines(NamedTuple):
    samples: _Samples
    starts: Integers  # of each stroke's samples, and their end


class _Pieces(NamedTuple):
    samples: _Samples  # the lines', and behind them two for each capsule
    first: Integers
    last: Integers
    stroke: Integers


def outlines(columns: Columns, scale: float) -> Outlines:
    """Return the polygons of all strokes, in the order of canvas.ribbon.outline."""
    return _polygons(_pieces(_centre_lines(columns, scale)), scale)


class _Knots(NamedTuple):
    x: Floats
    y: Floats
    r: Floats
    starts: Integers


def _knots(columns: Columns) -> _Knots:
    first = columns.starts[:-1]
    moved = np.ones(len(columns.x), bool)
    moved[1:] = (np.diff(columns.x) != 0) | (np.diff(columns.y) != 0)
    moved[first] = True
    at = np.flatnonzero(moved)
    widths = np.maximum.reduceat(columns.radii(), at)
    starts = np.append(np.searchsorted(at, first), len(at))
    return _Knots(columns.x[at] / UNITS_PER_PIXEL, columns.y[at] / UNITS_PER_PIXEL, widths, starts)


def _centre_lines(columns: Columns, scale: float) -> _Lines:
    knots = _knots(columns)
    first, last = knots.starts[:-1], knots.starts[1:] - 1
    several = last > first
    inner = np.ones(len(knots.x), bool)
    inner[first] = inner[last] = False
    curves = _Curves.around(knots, np.flatnonzero(inner), scale)
    counts = np.zeros(len(knots.x), np.int64)
    counts[inner] = curves.steps
    counts[last] = 1
    counts[first[several]] = 2
    places = offsets(counts)
    samples = _Samples(*np.empty((5, places[-1])))
    curves.fill(samples, places[np.flatnonzero(inner)])
    _fill_ends(samples, places, knots)
    return _Lines(samples, places[knots.starts])


class _Curves(NamedTuple):
    """Quadratic curves from one middle to the next, with a knot as their control."""

    ax: Floats
    ay: Floats
    ar: Floats
    px: Floats
    py: Floats
    pr: Floats
    bx: Floats
    by: Floats
    br: Floats
    steps: Integers

    @classmethod
    def around(cls, knots: _Knots, at: Integers, scale: float) -> _Curves:
        x, y, r = knots.x, knots.y, knots.r
        px, py, pr = x[at], y[at], r[at]
        ax, ay, ar = ((column[at - 1] + column[at]) * 0.5 for column in (x, y, r))
        bx, by, br = ((column[at] + column[at + 1]) * 0.5 for column in (x, y, r))
        steps = _steps(px - ax, py - ay, bx - px, by - py, pr, scale)
        return cls(ax, ay, ar, px, py, pr, bx, by, br, steps)

    def fill(self, samples: _Samples, places: Integers) -> None:
        """Write the curves' samples from their places on."""
        which = np.repeat(np.arange(len(self.steps)), self.steps)
        step = np.arange(len(which)) - np.repeat(offsets(self.steps)[:-1], self.steps)
        at = places[which] + step
        ax, ay, ar, px, py, pr, bx, by, br = (column[which] for column in self[:9])
        t = (step + 1) / self.steps[which]
        w = 1 - t
        a, b, c = w * w, 2 * w * t, t * t
        samples.x[at] = a * ax + b * px + c * bx
        samples.y[at] = a * ay + b * py + c * by
        samples.r[at] = a * ar + b * pr + c * br
        tx = w * (px - ax) + t * (bx - px)
        ty = w * (py - ay) + t * (by - py)
        length = np.sqrt(tx * tx + ty * ty)
        still = length == 0
        length[still] = 1.0
        samples.tx[at], samples.ty[at] = tx / length, ty / length
        if still.any():
            where = at[still]
            onward = _directions((bx - ax)[still], (by - ay)[still])
            samples.tx[where], samples.ty[where] = onward


def _steps(ux: Floats, uy: Floats, vx: Floats, vy: Floats, pr: Floats, scale: float) -> Integers:
    ex, ey = vx - ux, vy - uy
    bend = np.sqrt(ex * ex + ey * ey)
    lengths = np.sqrt(ux * ux + uy * uy) * np.sqrt(vx * vx + vy * vy)
    cosine = np.ones(len(ux))
    np.divide(ux * vx + uy * vy, lengths, out=cosine, where=lengths > 0)
    steps = np.ceil(np.sqrt((bend + pr * (1 - np.minimum(cosine, 1.0))) * scale / TOLERANCE))
    clipped: Integers = np.clip(steps, 1, MAX_STEPS).astype(np.int64)
    return clipped


def _fill_ends(samples: _Samples, places: Integers, knots: _Knots) -> None:
    """Write the samples that are no curve's: dots, and how a line begins and ends."""
    first, last = knots.starts[:-1], knots.starts[1:] - 1
    dots = first[first == last]
    _write(samples, places[dots], knots, dots, (np.ones(len(dots)), np.zeros(len(dots))))
    begin, end = first[first != last], last[first != last]
    x, y, r = knots.x, knots.y, knots.r
    ahead = _directions(x[begin + 1] - x[begin], y[begin + 1] - y[begin])
    _write(samples, places[begin], knots, begin, ahead)
    middle = places[begin] + 1
    for column, values in zip(samples[:3], (x, y, r), strict=True):
        column[middle] = (values[begin] + values[begin + 1]) * 0.5
    samples.tx[middle], samples.ty[middle] = ahead
    behind = _directions(x[end] - x[end - 1], y[end] - y[end - 1])
    _write(samples, places[end], knots, end, behind)


def _write(
    samples: _Samples,
    at: Integers,
    knots: _Knots,
    which: Integers,
    towards: tuple[Floats, Floats],
) -> None:
    samples.x[at], samples.y[at], samples.r[at] = knots.x[which], knots.y[which], knots.r[which]
    samples.tx[at], samples.ty[at] = towards


def _directions(dx: Floats, dy: Floats) -> tuple[Floats, Floats]:
    length = np.sqrt(dx * dx + dy * dy)
    there = length > 0
    length[~there] = 1.0
    return np.where(there, dx / length, 1.0), np.where(there, dy / length, 0.0)


def _pieces(lines: _Lines) -> _Pieces:
    """Cut the lines where canvas.ribbon.pieces does; capsules get samples of their own."""
    samples, starts = lines
    total = len(samples.x)
    between = np.zeros(max(total - 1, 0), bool)
    between[starts[1:-1] - 1] = True
    folds = np.flatnonzero(_folds(samples) & ~between)
    cuts = np.union1d(folds, np.flatnonzero(between))
    begin, end = np.concatenate(([0], cuts + 1)), np.append(cuts, total - 1)
    alone = np.zeros(total, bool)
    alone[starts[:-1][np.diff(starts) == 1]] = True
    runs = (end > begin) | alone[begin]
    begin, end = begin[runs], end[runs]
    capsules = total + 2 * np.arange(len(folds))
    order = np.argsort(np.concatenate((2 * begin, 2 * folds + 1)), kind="stable")
    first = np.concatenate((begin, capsules))[order]
    last = np.concatenate((end, capsules + 1))[order]
    of = np.searchsorted(starts, np.concatenate((begin, folds))[order], side="right") - 1
    return _Pieces(_with_capsules(samples, folds), first, last, of)


def _folds(samples: _Samples) -> NDArray[np.bool_]:
    x, y, r, tx, ty = samples
    dx, dy = np.diff(x), np.diff(y)
    ox, oy = np.diff(ty * r), np.diff(tx * r)
    left = (dx - ox) * dx + (dy + oy) * dy
    right = (dx + ox) * dx + (dy - oy) * dy
    turn = tx[:-1] * tx[1:] + ty[:-1] * ty[1:]
    folds: NDArray[np.bool_] = ~((left > 0) & (right > 0) & (turn > SHARPEST_TURN))
    return folds


def _with_capsules(samples: _Samples, folds: Integers) -> _Samples:
    x, y, r, _, _ = samples
    ends = np.column_stack((folds, folds + 1)).ravel()
    tx, ty = _directions(x[folds + 1] - x[folds], y[folds + 1] - y[folds])
    extra = (x[ends], y[ends], r[ends], np.repeat(tx, 2), np.repeat(ty, 2))
    return _Samples(*(np.concatenate(pair) for pair in zip(samples, extra, strict=True)))


def _polygons(pieces: _Pieces, scale: float) -> Outlines:
    """Go round each piece: its left side, a round end, its right side backwards, a round start."""
    (x, y, r, tx, ty), first, last, stroke = pieces
    lengths = last - first + 1
    level = np.searchsorted(_CAP_LIMITS, r * scale, side="right")
    capped = np.array(_CAP_STEPS)[level] - 1
    end, start = capped[last], capped[first]
    starts = offsets(2 * lengths + end + start)
    here = starts[:-1]
    corners = np.empty((2, starts[-1]))
    run = np.repeat(np.arange(len(first)), lengths)
    step = np.arange(len(run)) - np.repeat(offsets(lengths)[:-1], lengths)
    at = first[run] + step
    left, right = here[run] + step, (here + 2 * lengths + end - 1)[run] - step
    corners[:, left] = x[at] - ty[at] * r[at], y[at] + tx[at] * r[at]
    corners[:, right] = x[at] + ty[at] * r[at], y[at] - tx[at] * r[at]
    for tip, count, place, sign in (
        (last, end, here + lengths, 1.0),
        (first, start, here + 2 * lengths + end, -1.0),
    ):
        which = np.repeat(np.arange(len(tip)), count)
        step = np.arange(len(which)) - np.repeat(offsets(count)[:-1], count)
        at = tip[which]
        cosine, sine = _CAPS[level[at], step].T
        a, b = cosine * r[at] * sign, sine * r[at] * sign
        around = x[at] - a * ty[at] + b * tx[at], y[at] + a * tx[at] + b * ty[at]
        corners[:, place[which] + step] = around
    return Outlines(corners[0], corners[1], starts, stroke)
