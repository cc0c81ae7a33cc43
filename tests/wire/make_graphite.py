"""Write tests/wire/graphite.json: what pencils leave on paper, by canvas/graphite.py.

    PYTHONPATH=. python tests/wire/make_graphite.py

Digests are SHA-256 of the coverage of each deposit at each level. Run it only when pencils are
meant to change: every drawing with one looks different afterwards.
"""

import json
from hashlib import sha256
from pathlib import Path

from canvas.graphite import DEPOSITS, FLAT, coverage, level_at, strokes_of, tooth
from canvas.strokes import Stroke, Style, Tool, encode_stroke

TARGET = Path(__file__).with_name("graphite.json")
SCALES = (0.01, 0.09375, 0.1, 0.25, 0.5, 0.75, 0.76, 1.0, 1.49, 1.5, 2.0, 3.0, 64.0)
SIZES = (1, 2, 5, 96, 16384)


def line(size: int) -> Stroke:
    style = Style(Tool.PENCIL, 0x123456, size, 200)
    return Stroke(style, (0, 160, 90), (-16, 33, 900), (0, 128, 255), (0, 8, 8))


def main() -> None:
    table = {
        "about": "What pencils leave: written by tests/wire/make_graphite.py, obeyed by "
        "tests/canvas/test_graphite.py and frontend/src/canvas/graphite.test.ts.",
        "tooth": sha256(tooth()).hexdigest(),
        "coverage": [
            {
                "deposit": deposit,
                "level": level,
                "begins": coverage(deposit, level)[:12].hex(),
                "digest": sha256(coverage(deposit, level)).hexdigest(),
            }
            for deposit in range(len(DEPOSITS))
            for level in range(FLAT + 1)
        ],
        "levels": [[scale, level_at(scale)] for scale in SCALES],
        "lines": [
            [encode_stroke(stroke).hex() for stroke in (line(size), *strokes_of(line(size)))]
            for size in SIZES
        ],
    }
    TARGET.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
