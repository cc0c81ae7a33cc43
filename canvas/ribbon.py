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
from itertools import pairwise
from math import ceil, sqrt

from canvas.strokes import UNITS_PER_PIXEL, Stroke, Style, Tool

Point = tuple[float, float]
Polygon = list[Point]


# Plain tuples: there are thousands in a picture, and naming their fields would cost half its time.
Knot = tuple[float, float, float]  # a drawn point: x, y and the radius its pressure gives, in px
Sample = tuple[float, float, float, float, float]  # x, y, radius, and the direction of length 1

Piece = list[Sample]

# How the radius follows the pressure: size/2 · (rest + push · pressure).
REST_AND_PUSH = {
    Tool.PEN: (0.3, 0.7),
    Tool.BRUSH: (0.1, 0.9),
    Tool.MARKER: (1.0, 0.0),
    Tool.ERASER: (1.0, 0.0),
    Tool.PENCIL: (0.5, 0.5),
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


HALF_CIRCLES = {steps: _half_circle(steps) for steps in (4, 8, 16, 32)}


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
    last_x = last_y = None
    for x, y, width in zip(stroke.x, stroke.y, widths, strict=True):
        knot = (x / UNITS_PER_PIXEL, y / UNITS_PER_PIXEL, width)
        if x != last_x or y != last_y:
            found.append(knot)
        elif width > found[-1][2]:
            found[-1] = knot
        last_x, last_y = x, y
    return found


def samples(stroke: Stroke, scale: float) -> Piece:
    """Return the centre line of the whole stroke: one sample for a dot, else three or more."""
    points = knots(stroke)
    if len(points) == 1:
        return [(*points[0], 1.0, 0.0)]
    start = _middle(points[0], points[1])
    direction = _towards(points[0], points[1])
    line = [(*points[0], *direction), (*start, *direction)]
    for control, after in pairwise(points[1:]):
        end = _middle(control, after)
        _append_curve(line, (start, control, end), scale)
        start = end
    line.append((*points[-1], *_towards(points[-2], points[-1])))
    return line


def pieces(line: Piece) -> Iterator[Piece]:
    """Split the centre line into runs whose outline does not fold, and capsules between them."""
    start = 0
    for index in range(len(line) - 1):
        here, there = line[index], line[index + 1]
        if _folds(here, there):
            if index > start:
                yield line[start : index + 1]
            yield _capsule(here, there)
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


def _capsule(here: Sample, there: Sample) -> Piece:
    """Return two samples, both turned to face along the line between them."""
    x, y, r, _, _ = here
    x2, y2, r2, _, _ = there
    tx, ty = _direction(x2 - x, y2 - y)
    return [(x, y, r, tx, ty), (x2, y2, r2, tx, ty)]


def _middle(one: Knot, other: Knot) -> Knot:
    x, y, r = one
    x2, y2, r2 = other
    return (x + x2) * 0.5, (y + y2) * 0.5, (r + r2) * 0.5


def _towards(one: Knot, other: Knot) -> Point:
    return _direction(other[0] - one[0], other[1] - one[1])


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
        line.append((x, y, a * ar + b * pr + c * br, tx, ty))


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
    corners += [
        (x - (a := cosine * r * sign) * ty + (b := sine * r * sign) * tx, y + a * tx + b * ty)
        for cosine, sine in HALF_CIRCLES[_cap_steps(r * scale)]
    ]


def _cap_steps(shown: float) -> int:
    """Return the steps of a half circle whose radius is `shown` px on the screen."""
    if shown < 6:
        return 4 if shown < 1.5 else 8
    return 16 if shown < 24 else 32
