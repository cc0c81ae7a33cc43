"""Write tests/wire/ribbon.json: what canvas/ribbon.py makes of varied and degenerate strokes.

    PYTHONPATH=. python tests/wire/make_ribbon.py

Both languages must give these very doubles: of named strokes all of them are there to be compared,
of strokes made by chance the number of corners and a digest (SHA-256 of the doubles, big-endian,
with a NaN behind each polygon). Run it only when the geometry is meant to change: every
drawing looks different afterwards.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from math import nan
from pathlib import Path
from random import Random
from struct import pack

from canvas.ribbon import bounds, outline
from canvas.strokes import MAX_COORDINATE, MAX_SIZE, Stroke, Style, Tool, encode_stroke

TARGET = Path(__file__).with_name("ribbon.json")
SEED = 20
SCALES = (0.3, 1.0, 2.0, 7.5)

Points = list[tuple[int, int, int]]
PEN = Style(Tool.PEN, 0x262833, 4 * 16, 255)
BROAD = Style(Tool.MARKER, 0xF0A437, 40 * 16, 153)
PENCIL = Style(Tool.PENCIL, 0x262833, 9 * 16, 255)
INKED = (Tool.PEN, Tool.BRUSH, Tool.MARKER, Tool.ERASER)

DEGENERATE: dict[str, tuple[Style, Points]] = {
    "a dot": (PEN, [(160, 160, 128)]),
    "a dot without pressure": (PEN, [(0, 0, 0)]),
    "a dot as large as they come": (Style(Tool.ERASER, 0, MAX_SIZE, 255), [(-7, 3, 255)]),
    "a dot as small as they come": (Style(Tool.BRUSH, 0, 1, 255), [(1, 1, 0)]),
    "a pen pressed harder in place": (PEN, [(5, 5, 10), (5, 5, 200), (5, 5, 90)]),
    "two points": (PEN, [(0, 0, 255), (160, 0, 0)]),
    "two points one unit apart": (BROAD, [(0, 0, 255), (1, 0, 255)]),
    "a straight line": (PEN, [(step * 33, step * 77, 128) for step in range(6)]),
    "there and back": (BROAD, [(0, 0, 255), (800, 0, 255), (0, 0, 255), (800, 0, 255)]),
    "there and back upright": (PEN, [(0, 0, 255), (0, 333, 9), (0, 0, 255)]),
    "back by one unit": (PEN, [(0, 0, 255), (1, 0, 255), (0, 0, 255), (1, 0, 0)]),
    "a hair's breadth there and back": (
        Style(Tool.BRUSH, 0, 1, 255),
        [(0, 0, 0), (1, 0, 0), (0, 0, 0), (1, 1, 0)],
    ),
    "repeated points": (PEN, [(0, 0, 9), (0, 0, 99), (80, 9, 50), (80, 9, 50), (160, 0, 255)]),
    "repeats at the end": (PEN, [(0, 0, 9), (90, 0, 99), (160, 80, 50), (160, 80, 250)]),
    "corners sharper than its width": (
        BROAD,
        [(0, 0, 255), (100, 0, 255), (100, 100, 255), (0, 100, 255), (0, 0, 255)],
    ),
    "a thick zig-zag": (BROAD, [(step * 50, (step % 2) * 900, 255) for step in range(8)]),
    "a sudden change of pressure": (
        Style(Tool.BRUSH, 0, 100 * 16, 255),
        [(0, 0, 0), (16, 0, 255), (32, 8, 0), (48, 0, 255)],
    ),
    "the far corners": (
        PEN,
        [(-MAX_COORDINATE, -MAX_COORDINATE, 1), (MAX_COORDINATE, MAX_COORDINATE, 255)] * 2,
    ),
    "far from the origin": (
        PEN,
        [(MAX_COORDINATE - step * 19, step * step - MAX_COORDINATE, 70) for step in range(7)],
    ),
}


def crowded(random: Random) -> tuple[Style, Points]:
    """Points on a tiny grid: repetitions, reversals and folds by chance."""
    reach = random.randint(1, 5) * 16
    size = random.choice((1, 4, 20, 60)) * 16
    points = [
        (
            random.randrange(0, reach + 1, 16),
            random.randrange(0, reach + 1, 16),
            random.randint(0, 255),
        )
        for _ in range(random.randint(2, 11))
    ]
    return Style(random.choice(INKED), random.randrange(0x1000000), size, 255), points


def wandering(random: Random) -> tuple[Style, Points]:
    """A walk with momentum, as a hand makes it."""
    x, y, dx, dy, pressure = random.randint(-9999, 9999), random.randint(-9999, 9999), 40, 0, 90
    points = []
    for _ in range(random.randint(5, 14)):
        points.append((x, y, pressure))
        dx, dy = dx + random.randint(-60, 60), dy + random.randint(-60, 60)
        x, y = x + dx, y + dy
        pressure = min(max(pressure + random.randint(-30, 40), 0), 255)
    size = random.randint(8, 900)
    return Style(random.choice(INKED), random.randrange(0x1000000), size, 200), points


def cases() -> Iterator[tuple[str, Stroke, float]]:
    """Yield name, stroke and scale."""
    random = Random(SEED)  # noqa: S311 - strokes, not secrets
    for name, (style, points) in DEGENERATE.items():
        yield name, stroke_of(style, points), 1.0
    for number in range(300):
        yield f"crowded {number}", stroke_of(*crowded(random)), random.choice(SCALES)
    for number in range(100):
        yield f"wandering {number}", stroke_of(*wandering(random)), random.choice(SCALES)
    for scale in SCALES:
        points = [(step * 90, step * step * 40 % 700, 30 * step) for step in range(8)]
        yield f"a pencil at {scale}", stroke_of(PENCIL, points), scale


def stroke_of(style: Style, points: Points) -> Stroke:
    x, y, pressure = zip(*points, strict=True)
    return Stroke(style, x, y, pressure, (0,) * len(points))


def digest(stroke: Stroke, scale: float) -> str:
    """Return one hash for all corners, in order."""
    doubles = []
    for polygon in outline(stroke, scale):
        doubles += [edge for corner in polygon for edge in corner]
        doubles.append(nan)
    return sha256(pack(f">{len(doubles)}d", *doubles)).hexdigest()


def vector(name: str, stroke: Stroke, scale: float) -> dict[str, object]:
    case = {"name": name, "stroke": encode_stroke(stroke).hex(), "scale": scale}
    polygons = outline(stroke, scale)
    if name in DEGENERATE:
        shape: dict[str, object] = {"outline": [list(chain(*polygon)) for polygon in polygons]}
    else:
        shape = {"corners": sum(map(len, polygons)), "digest": digest(stroke, scale)}
    return case | {"bounds": bounds(stroke)} | shape


def main() -> None:
    lines = [json.dumps(vector(*case), separators=(",", ":")) for case in cases()]
    TARGET.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
