"""Writes crowds.json: `python -m tests.wire.make_crowds`.

Boxes of ink, and where most of it is, by canvas/render/crop.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from canvas.render.crop import crowd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canvas.render.items import Box

FILE = Path(__file__).with_name("crowds.json")
ABOUT = (
    "Boxes of ink as left, top, right, bottom, and the edges of most of it. Written by "
    "tests/wire/make_crowds.py, obeyed by tests/canvas/render/test_crop.py and "
    "frontend/src/canvas/engine/view/crop.test.ts."
)
HOUSE: list[Box] = [(10.0 * n, 20.0, 10.0 * n + 120.0, 260.0) for n in range(12)]
FAR: Box = (9_000.0, -4_000.0, 9_100.0, -3_900.0)
LONG: Box = (-26_000.0, -8_000.0, 4_000.0, 2_000.0)


def drawings() -> Iterator[tuple[str, list[Box]]]:
    yield "nothing", []
    yield "one dot", [(5.0, 5.0, 5.0, 5.0)]
    yield "a house", HOUSE
    yield "a stroke far away", [*HOUSE, FAR]
    yield "a stroke drawn at 1 %, across all", [*HOUSE, LONG]
    yield "a note beside it", [*HOUSE, (330.0, 30.0, 420.0, 200.0)]
    yield (
        "ten alike, a tenth of the ink each",
        [(9e3 * n, 0.0, 9e3 * n + 0.1, 0.1) for n in range(10)],
    )
    yield "a row, each near the next", [(2.0**n, 0.0, 2.0**n + 1, 1.0) for n in range(20)]
    random = Random(2026)  # noqa: S311 - the same table every time
    for number in range(12):
        yield f"scattered {number}", [scattered(random) for _ in range(random.randint(2, 24))]
    for number in range(24):
        yield f"a field with a stroke beside it {number}", field(random, 0.6 + 0.1 * number)


def scattered(random: Random) -> Box:
    """Return a box at no round place: most of them in a heap, some anywhere."""
    reach = 10.0 ** random.choice((2, 2, 2, 3, 6))
    left, top = random.uniform(-reach, reach), random.uniform(-reach, reach)
    return left, top, left + random.uniform(0, 300), top + random.uniform(0, 300)


def field(random: Random, apart: float) -> list[Box]:
    """Return boxes spread over a field, and one as far from it as the field is wide, so often."""
    inside = [
        (random.uniform(0, 900), random.uniform(0, 500)) for _ in range(random.randint(9, 30))
    ]
    corners = [*inside, (1000.0 + 1000 * apart, 0.0)]
    return [(x, y, x + random.uniform(5, 60), y + random.uniform(5, 60)) for x, y in corners]


def encoded() -> str:
    rows = [{"name": name, "boxes": boxes, "crowd": crowd(boxes)} for name, boxes in drawings()]
    lines = ",\n".join(f"    {json.dumps(row)}" for row in rows)
    return f'{{\n  "about": {json.dumps(ABOUT)},\n  "crowds": [\n{lines}\n  ]\n}}\n'


if __name__ == "__main__":
    FILE.write_text(encoded())
