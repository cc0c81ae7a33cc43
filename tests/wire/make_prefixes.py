"""Writes prefixes.json: `python -m tests.wire.make_prefixes`.

Logs in which everything happens that can, and what can be seen after each of their operations.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from canvas.log import visible
from tests.canvas.test_log import log_of

FILE = Path(__file__).with_name("prefixes.json")
LOGS, OPERATIONS = 12, 24
ABOUT = (
    "What can be seen after every operation of a log; ids as in visibility.json. Written by "
    "tests/wire/make_prefixes.py, obeyed by tests/canvas/test_replay.py and "
    "frontend/src/replay/past.test.ts."
)


def examples() -> list[dict[str, Any]]:
    return [example(seed) for seed in range(LOGS)]


def example(seed: int) -> dict[str, Any]:
    chance = random.Random(seed)  # noqa: S311 - the same table every time
    log: list[list[Any]] = []
    for number in range(1, OPERATIONS + 1):
        kind = chance.choices(["stroke", "hide", "show", "clear", "200"], [9, 5, 4, 2, 1])[0]
        entry: list[Any] = [kind, f"{number:02x}"]
        if kind in ("hide", "show"):
            entry.append([f"{chance.randint(1, number):02x}" for _ in range(chance.randint(1, 3))])
        log.append(entry)
    return {"log": log, "after": [seen(log[:count]) for count in range(1, OPERATIONS + 1)]}


def seen(log: list[list[Any]]) -> list[str]:
    return [operation.id.hex()[:2] for operation in visible(log_of(log))]


def encoded() -> str:
    rows = ",\n".join(f"    {json.dumps(row)}" for row in examples())
    return f'{{\n  "about": {json.dumps(ABOUT)},\n  "examples": [\n{rows}\n  ]\n}}\n'


if __name__ == "__main__":
    FILE.write_text(encoded())
