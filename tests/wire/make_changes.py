"""Writes changes.json: `python -m tests.wire.make_changes`.

What bodies of changes say, where points come to, and what can be seen after every operation of
logs in which items are moved, scaled, recoloured, brought to the front, removed and all of it taken
back.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from canvas.changes import (
    MAX_SCALE,
    MAX_SHIFT,
    MIN_SCALE,
    ONE,
    Change,
    Move,
    encode_change,
)
from canvas.images import MAX_EXTENT, Image, encode_image
from canvas.log import Fold, Kind, Numbered
from canvas.strokes import MAX_COORDINATE, MAX_SIZE, Stroke, Style, Tool, encode_stroke
from canvas.texts import Face, Text, encode_text
from tests.canvas.changed import changed_image, changed_stroke, changed_text

FILE = Path(__file__).with_name("changes.json")
ABOUT = (
    "What is done to items after they were made; an id is written as its first byte, repeated 16 "
    "times, seq counts from 1. Written by tests/wire/make_changes.py, obeyed by "
    "tests/canvas/test_changes.py and frontend/src/canvas/changes.test.ts."
)
LOGS, OPERATIONS = 12, 30
ITEMS = (Kind.STROKE, Kind.PENCIL, Kind.TEXT, Kind.STROKE, Kind.IMAGE)
ONE_ID = "0a" * 16
FAR = MAX_COORDINATE

CHANGES: dict[str, Change] = {
    "moved": Change(Move(dx=160, dy=-48)),
    "scaled about its own corner": Change(Move(2 * ONE, -1600, 320)),
    "recoloured": Change(color=0xDD4B33),
    "brought to the front": Change(fronted=True),
    "all of it": Change(Move(ONE // 2, 7, -7), 0, True),
    "as small as can be": Change(Move(MIN_SCALE, MAX_SHIFT, -MAX_SHIFT)),
    "as large as can be": Change(Move(MAX_SCALE, -MAX_SHIFT, MAX_SHIFT)),
}

REFUSED = {
    "nothing": "",
    "no change at all": "00" + ONE_ID,
    "a change of a newer version": "08" + ONE_ID,
    "cut off in its colour": "02dd4b",
    "cut off in its move": "01808004",
    "a scale of nothing": "01000000" + ONE_ID,
    "too small": encode_change(Change(Move(MIN_SCALE - 1))).hex() + ONE_ID,
    "too large": encode_change(Change(Move(MAX_SCALE + 1))).hex() + ONE_ID,
    "too far": encode_change(Change(Move(dx=MAX_SHIFT + 1))).hex() + ONE_ID,
    "too far back": encode_change(Change(Move(dy=-MAX_SHIFT - 1))).hex() + ONE_ID,
    "a number not in its shortest form": "0180800480000000" + ONE_ID,
    "no ids": "04",
    "half an id": "04" + "0a" * 8,
}


def line(x: list[int], y: list[int], size: int = 80) -> Stroke:
    style = Style(Tool.PEN, 0x262833, size, 255)
    return Stroke(style, x, y, [128] * len(x), [8] * len(x))


def described(change: Change) -> dict[str, Any]:
    move = change.move
    return {
        "move": move and {"scale": move.scale, "dx": move.dx, "dy": move.dy},
        "color": change.color,
        "fronted": change.fronted,
    }


def strokes() -> list[dict[str, Any]]:
    """Strokes before and after, also where a chain of changes comes to the edge of what can be."""
    chance = random.Random(5)  # noqa: S311 - the same table every time
    short = line([1600, 1607, 1590], [-32, -30, 1])
    huge = line([-FAR, 0, FAR], [FAR, 1, -FAR], MAX_SIZE)
    rows = [(short, [change]) for change in CHANGES.values()]
    rows += [(huge, [change]) for change in CHANGES.values()]
    rows += [(short, [Change(Move(3 * ONE, -5, 5))] * 40), (huge, [Change(Move(ONE // 3))] * 40)]
    rows += [(short, [Change(Move(MAX_SCALE)), Change(Move(MIN_SCALE))])]
    for _ in range(40):
        count = chance.randint(1, 6)
        xs, ys = ([chance.randint(-FAR, FAR) for _ in range(count)] for _ in "xy")
        some = line(xs, ys, chance.randint(1, MAX_SIZE))
        rows.append((some, [any_change(chance) for _ in range(chance.randint(1, 5))]))
    return [
        {
            "stroke": encode_stroke(stroke).hex(),
            "changes": [encode_change(change).hex() + ONE_ID for change in changes],
            "after": encode_stroke(changed_stroke(stroke, changes)).hex(),
        }
        for stroke, changes in rows
    ]


def texts() -> list[dict[str, Any]]:
    """Texts before and after; their bodies, and of the changes all but the ids."""
    chance = random.Random(6)  # noqa: S311
    tide = Text(Face.PLAIN, 0x262833, 320, 1600, -32, "Low tide")
    texts = [tide, Text(Face.PLAIN, 0, 1, FAR, -FAR, "漢")]
    rows = [(text, [change]) for text in texts for change in CHANGES.values()]
    rows += [(tide, [any_change(chance) for _ in range(4)]) for _ in range(12)]
    return [
        {
            "text": encode_text(text).hex(),
            "changes": [encode_change(change).hex() + ONE_ID for change in changes],
            "after": encode_text(changed_text(text, changes)).hex(),
        }
        for text, changes in rows
    ]


def images() -> list[dict[str, Any]]:
    """Pictures before and after."""
    chance = random.Random(7)  # noqa: S311
    boat = Image(bytes(range(16)), 1600, -32, 640 * 16, 480 * 16)
    images = [boat, Image(bytes(16), FAR, -FAR, 1, MAX_EXTENT)]
    rows = [(image, [change]) for image in images for change in CHANGES.values()]
    rows += [(boat, [any_change(chance) for _ in range(4)]) for _ in range(12)]
    return [
        {
            "image": encode_image(image).hex(),
            "changes": [encode_change(change).hex() + ONE_ID for change in changes],
            "after": encode_image(changed_image(image, changes)).hex(),
        }
        for image, changes in rows
    ]


def any_change(chance: random.Random) -> Change:
    move = Move(
        round(MIN_SCALE * (MAX_SCALE / MIN_SCALE) ** chance.random()),
        chance.randint(-MAX_SHIFT, MAX_SHIFT) >> chance.randint(0, 30),
        chance.randint(-MAX_SHIFT, MAX_SHIFT) >> chance.randint(0, 30),
    )
    color = chance.randint(0, 0xFFFFFF)
    what = chance.randint(1, 7)
    return Change(move if what & 1 else None, color if what & 2 else None, bool(what & 4))


def log_of_chance(seed: int) -> list[Numbered]:
    chance = random.Random(seed)  # noqa: S311
    kinds = [Kind.STROKE, Kind.CHANGE, Kind.REMOVE, Kind.HIDE, Kind.SHOW, Kind.PAPER, Kind.CLEAR]
    log: list[Numbered] = []
    for seq in range(1, OPERATIONS + 1):
        kind = chance.choices([*kinds, 200], [8, 8, 3, 6, 4, 2, 1, 1])[0]
        if kind == Kind.STROKE:
            kind = ITEMS[seq % len(ITEMS)]
        log.append(Numbered(seq, bytes([seq] * 16), kind, 1, seq, body_of(kind, seq, chance)))
    return log


def body_of(kind: int, seq: int, chance: random.Random) -> bytes:
    ids = b"".join(bytes([chance.randint(1, seq)] * 16) for _ in range(chance.randint(1, 4)))
    match kind:
        case Kind.STROKE:
            return encode_stroke(line([160 * seq, 160 * seq + 80], [0, 16 * seq]))
        case Kind.PENCIL:
            pen = line([160 * seq, 160 * seq + 80], [0, 16 * seq])
            return encode_stroke(replace(pen, style=replace(pen.style, tool=Tool.PENCIL)))
        case Kind.TEXT:
            return encode_text(Text(Face.PLAIN, seq, 320, 160 * seq, 16 * seq, f"Low tide {seq}"))
        case Kind.IMAGE:
            return encode_image(Image(bytes([seq] * 16), 160 * seq, 16 * seq, 800, 480))
        case Kind.CHANGE:
            move = Move(ONE * chance.randint(2, 8) // 4, *(chance.randint(-999, 999) for _ in "xy"))
            what = chance.randint(1, 7)
            color = seq << 8 if what & 2 else None
            change = Change(move if what & 1 else None, color, bool(what & 4))
            return encode_change(change) + ids
        case Kind.HIDE | Kind.SHOW | Kind.REMOVE:
            return ids
        case Kind.PAPER:
            return bytes((seq, 0, 0))
        case _:
            return b""


def logs() -> list[dict[str, Any]]:
    return [followed(log_of_chance(seed)) for seed in range(LOGS)]


def followed(log: list[Numbered]) -> dict[str, Any]:
    """A log, what lies on which paper after every operation, and how it lies in the end."""
    fold = Fold()
    after = []
    for operation in log:
        fold.apply(operation)
        seen = [item.id.hex()[:2] for item in fold.visible()]
        after.append({"visible": seen, "paper": fold.paper})
    return {
        "log": [[row.kind, row.id.hex()[:2], row.body.hex()] for row in log],
        "after": after,
        "in_the_end": [item.body.hex() for item in fold.visible()],
    }


def table() -> dict[str, Any]:
    return {
        "about": ABOUT,
        "bodies": [
            {"name": name, "hex": encode_change(change).hex() + ONE_ID, "says": described(change)}
            for name, change in CHANGES.items()
        ],
        "refused": [{"name": name, "hex": told} for name, told in REFUSED.items()],
        "strokes": strokes(),
        "texts": texts(),
        "images": images(),
        "logs": logs(),
    }


def encoded() -> str:
    parts = []
    for name, value in table().items():
        rows = ",\n".join(f"    {json.dumps(row)}" for row in value)
        told = json.dumps(value) if isinstance(value, str) else f"[\n{rows}\n  ]"
        parts.append(f"  {json.dumps(name)}: {told}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(encoded())
