"""A stroke's outline: points → a ribbon with round ends (⇄ frontend/src/canvas/ribbon.ts).

The same stroke must be the same picture on every screen and in every exported file, so this
algorithm exists twice and both obey tests/wire/ribbon.json to the last bit. That holds as long as
only + − × ÷ √ and ceil are used, in the same order, and cosines come from the literal table below.

1. Points that repeat the one before are dropped (the greater pressure stays).
2. Quadratic curves through the midpoints of the centre line are sampled, finer where they bend,
   the radius interpolated alongside.
3. The samples' two sides and round ends make a piece. Where a side would run backwards, or the
   line turns more than 60° in one step, the piece ends and a capsule bridges the gap.

A stroke is the union of its pieces: filled non-zero and once, it never darkens where it crosses
itself.
"""

from collections.abc import Iterator
from math import ceil, sqrt
from typing import NamedTuple

from canvas.strokes import UNITS_PER_PIXEL, Stroke, Style, Tool

Point = tuple[float, float]
Polygon = list[Point]


class Sample(NamedTuple):
    """Where the ribbon is, how wide it is to either side, and its direction of length 1."""

    x: float
    y: float
    radius: float
    tx: float
    ty: float


class Knot(NamedTuple):
    """A point as it was drawn, in px, with the radius its pressure gives."""

    x: float
    y: float
    radius: float


Piece = list[Sample]

# How the radius follows the pressure: size/2 · (rest + push · pressure).
REST_AND_PUSH = {
    Tool.PEN: (0.3, 0.7),
    Tool.BRUSH: (0.1, 0.9),
    Tool.MARKER: (1.0, 0.0),
    Tool.ERASER: (1.0, 0.0),
}
TOLERANCE = 0.4  # four times the 0.1 px by which a chord may miss its curve
MAX_STEPS = 16  # per curve
SHARPEST_TURN = 0.5  # cosine of 60°

# (cos, sin) of k·π/32, k = 1..16: literal, because libraries differ in the last bit.
_QUARTER = (
    (0.9951847266721969, 0.0980171403295606),
    (0.9807852804032304, 0.19509032201612825),
    (0.9569403357322088, 0.29028467725446233),
    (0.9238795325112867, 0.3826834323650898),
    (0.881921264348355, 0.47139673682599764),
    (0.8314696123025452, 0.5555702330196022),
    (0.773010453362737, 0.6343932841636455),
    (0.7071067811865476, 0.7071067811865476),
    (0.6343932841636455, 0.773010453362737),
    (0.5555702330196022, 0.8314696123025452),
    (0.47139673682599764, 0.881921264348355),
    (0.3826834323650898, 0.9238795325112867),
    (0.29028467725446233, 0.9569403357322088),
    (0.19509032201612825, 0.9807852804032304),
    (0.0980171403295606, 0.9951847266721969),
    (0.0, 1.0),
)


def _half_circle(steps: int) -> tuple[Point, ...]:
    """Return (cos, sin) strictly between 0° and 180°, in `steps` equal steps."""
    stride = 32 // steps
    rising = _QUARTER[stride - 1 :: stride]
    return rising + tuple((-cosine, sine) for cosine, sine in reversed(rising[:-1]))


_HALF_CIRCLES = {steps: _half_circle(steps) for steps in (4, 8, 16, 32)}


def outline(stroke: Stroke, scale: float = 1.0) -> list[Polygon]:
    """Return closed polygons in px, smooth enough to be shown `scale` times as large."""
    return [polygon(piece, scale) for piece in pieces(samples(stroke, scale))]


def bounds(stroke: Stroke) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom in px, including the ribbon's width."""
    reach = radius(stroke.style, max(stroke.pressure))
    return (
        min(stroke.x) / UNITS_PER_PIXEL - reach,
        min(stroke.y) / UNITS_PER_PIXEL - reach,
        max(stroke.x) / UNITS_PER_PIXEL + reach,
        max(stroke.y) / UNITS_PER_PIXEL + reach,
    )


def radius(style: Style, pressure: int) -> float:
    """Return half the width in px at a pressure of 0..255."""
    rest, push = REST_AND_PUSH[style.tool]
    return style.size / UNITS_PER_PIXEL * 0.5 * (rest + push * (pressure / 255))


def knots(stroke: Stroke) -> list[Knot]:
    """Return the drawn points without repetitions: a pen pressed in place is one point."""
    found: list[Knot] = []
    widths = [radius(stroke.style, pressure) for pressure in stroke.pressure]
    for x, y, width in zip(stroke.x, stroke.y, widths, strict=True):
        knot = Knot(x / UNITS_PER_PIXEL, y / UNITS_PER_PIXEL, width)
        if found and found[-1].x == knot.x and found[-1].y == knot.y:
            found[-1] = knot if knot.radius > found[-1].radius else found[-1]
        else:
            found.append(knot)
    return found


def samples(stroke: Stroke, scale: float) -> Piece:
    """Return the centre line of the whole stroke: one sample for a dot, else three or more."""
    points = knots(stroke)
    if len(points) == 1:
        return [Sample(*points[0], 1.0, 0.0)]
    start = _middle(points[0], points[1])
    direction = _direction(points[1].x - points[0].x, points[1].y - points[0].y)
    line = [Sample(*points[0], *direction), Sample(*start, *direction)]
    for index in range(1, len(points) - 1):
        end = _middle(points[index], points[index + 1])
        _append_curve(line, (start, points[index], end), scale)
        start = end
    last, before = points[-1], points[-2]
    line.append(Sample(*last, *_direction(last.x - before.x, last.y - before.y)))
    return line


def pieces(line: Piece) -> Iterator[Piece]:
    """Split the centre line into runs whose outline does not fold, and capsules between them."""
    start = 0
    for index in range(len(line) - 1):
        here, there = line[index], line[index + 1]
        if _folds(here, there):
            if index > start:
                yield line[start : index + 1]
            direction = _direction(there.x - here.x, there.y - here.y)
            yield [Sample(*here[:3], *direction), Sample(*there[:3], *direction)]
            start = index + 1
    if start < len(line) - 1 or len(line) == 1:
        yield line[start:]


def polygon(piece: Piece, scale: float) -> Polygon:
    """Return the left side, a round end, the right side backwards and a round start."""
    corners = [(x - ty * r, y + tx * r) for x, y, r, tx, ty in piece]
    _append_cap(corners, piece[-1], 1.0, scale)
    corners.extend((x + ty * r, y - tx * r) for x, y, r, tx, ty in reversed(piece))
    _append_cap(corners, piece[0], -1.0, scale)
    return corners


def _middle(one: Knot, other: Knot) -> Knot:
    return Knot((one.x + other.x) * 0.5, (one.y + other.y) * 0.5, (one.radius + other.radius) * 0.5)


def _direction(dx: float, dy: float) -> Point:
    length = sqrt(dx * dx + dy * dy)
    return (dx / length, dy / length) if length > 0 else (1.0, 0.0)


def _append_curve(line: Piece, curve: tuple[Knot, Knot, Knot], scale: float) -> None:
    """Append samples of a quadratic curve (start, control, end), without its start."""
    (ax, ay, ar), (px, py, pr), (bx, by, br) = curve
    ux, uy, vx, vy = px - ax, py - ay, bx - px, by - py
    steps = _steps(ux, uy, vx, vy, pr, scale)
    for step in range(1, steps + 1):
        t = step / steps
        w = 1 - t
        a, b, c = w * w, 2 * w * t, t * t
        tx, ty = w * ux + t * vx, w * uy + t * vy
        length = sqrt(tx * tx + ty * ty)
        if length > 0:
            tx, ty = tx / length, ty / length
        else:  # a full reversal stands still for a moment
            tx, ty = _direction(bx - ax, by - ay)
        x, y = a * ax + b * px + c * bx, a * ay + b * py + c * by
        line.append(Sample(x, y, a * ar + b * pr + c * br, tx, ty))


def _steps(ux: float, uy: float, vx: float, vy: float, pr: float, scale: float) -> int:
    """Return how many samples keep both the centre line and the outer side smooth."""
    ex, ey = vx - ux, vy - uy
    bend = sqrt(ex * ex + ey * ey)
    lengths = sqrt(ux * ux + uy * uy) * sqrt(vx * vx + vy * vy)
    cosine = (ux * vx + uy * vy) / lengths if lengths > 0 else 1.0
    if cosine > 1.0:  # by rounding; the root below would be of a negative number
        cosine = 1.0
    steps = ceil(sqrt((bend + pr * (1 - cosine)) * scale / TOLERANCE))
    return min(max(steps, 1), MAX_STEPS)


def _folds(here: Sample, there: Sample) -> bool:
    """Say whether either side runs backwards, or the line turns more than 60°."""
    x, y, r, tx, ty = here
    x2, y2, r2, tx2, ty2 = there
    dx, dy = x2 - x, y2 - y
    ox, oy = ty2 * r2 - ty * r, tx2 * r2 - tx * r
    left = (dx - ox) * dx + (dy + oy) * dy
    right = (dx + ox) * dx + (dy - oy) * dy
    return not (left > 0 and right > 0 and tx * tx2 + ty * ty2 > SHARPEST_TURN)


def _append_cap(corners: Polygon, end: Sample, sign: float, scale: float) -> None:
    """Append a half circle from the left (sign 1) or the right (sign −1) side to the other."""
    x, y, r, tx, ty = end
    for cosine, sine in _HALF_CIRCLES[_cap_steps(r * scale)]:
        a, b = cosine * r * sign, sine * r * sign
        corners.append((x - a * ty + b * tx, y + a * tx + b * ty))


def _cap_steps(shown: float) -> int:
    """Return the steps of a half circle whose radius is `shown` px on the screen."""
    if shown < 6:
        return 4 if shown < 1.5 else 8
    return 16 if shown < 24 else 32
