"""Writes descriptions.json: `python -m tests.wire.make_descriptions`.

What is said of pictures: as bytes, and what holds of it after every operation of logs in which it
is said anew, taken back and said again.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from canvas.descriptions import (
    MAX_CHARACTERS,
    Description,
    decode_description,
    encode_description,
)
from canvas.images import Image, encode_image
from canvas.log import Fold, Kind, Numbered
from canvas.texts import TextError

FILE = Path(__file__).with_name("descriptions.json")
ABOUT = (
    "What is said of pictures; an id is written as its first byte, repeated 16 times, seq counts "
    "from 1. Written by tests/wire/make_descriptions.py, obeyed by tests/canvas/"
    "test_descriptions.py and frontend/src/canvas/descriptions.test.ts."
)
LOGS, OPERATIONS = 8, 24
ID = b"\x0a" * 16

SAID = {
    "a sentence": "A boat at low tide.",
    "lines": "A boat\nand its shadow",
    "no Latin letters": "Λιμάνι 漢 שלום 🎉\ufe0f",
    "as long as can be": "漢" * MAX_CHARACTERS,
    "no more": "",
}

HOSTILE = {
    "nothing": b"",
    "half an id": ID[:8],
    "too long": ID + b"x" * (MAX_CHARACTERS + 1),
    "too many bytes": ID + b"x" * (4 * MAX_CHARACTERS + 1),
    "not UTF-8": ID + b"\xff",
    "half of a surrogate pair": ID + b"\xed\xa0\x80",
    "an overlong form": ID + b"\xc0\xaf",
    "spaces alone": ID + b" \n ",
    "NUL": ID + b"a boat\0",
    "an escape sequence": ID + b"\x1b[2Ja boat",
    "text turned round": ID + "boat\u202egnp".encode(),
    "an isolate": ID + "\u2066boat".encode(),
    "a byte order mark": ID + "\ufeffboat".encode(),
    "a line end that is none of ours": ID + "boat\u2028".encode(),
    "what no XML may hold": ID + "boat\uffff".encode(),
    "letters taken apart": ID + "e\u0301".encode(),
}


def body_row(name: str, words: str) -> dict[str, str]:
    return {
        "name": name,
        "id": ID.hex(),
        "words": words,
        "bytes": encode_description(Description(ID, words)).hex(),
    }


def hostile_row(name: str, data: bytes) -> dict[str, str]:
    try:
        decode_description(data)
    except TextError as error:
        return {"name": name, "bytes": data.hex(), "error": str(error)}
    raise ValueError(name)


def log_of_chance(seed: int) -> list[Numbered]:
    chance = random.Random(seed)  # noqa: S311 - the same table every time
    kinds = [Kind.IMAGE, Kind.DESCRIBE, Kind.HIDE, Kind.SHOW, Kind.CLEAR]
    log = [Numbered(1, bytes([1] * 16), Kind.IMAGE, 1, 1, body_of(Kind.IMAGE, 1, chance))]
    for seq in range(2, OPERATIONS + 1):
        kind = chance.choices(kinds, [3, 10, 5, 4, 1])[0]
        log.append(Numbered(seq, bytes([seq] * 16), kind, 1, seq, body_of(kind, seq, chance)))
    return log


def body_of(kind: int, seq: int, chance: random.Random) -> bytes:
    about = bytes([chance.randint(max(1, seq - 8), max(1, seq - 1))] * 16)
    match kind:
        case Kind.IMAGE:
            return encode_image(Image(bytes([seq] * 16), 160 * seq, 16 * seq, 800, 480))
        case Kind.DESCRIBE:
            said = chance.choice([f"It is {seq}", f"It is {seq}", "", "\u202ehostile"])
            return bytes([chance.randint(1, 3)] * 16) + said.encode()
        case Kind.CLEAR:
            return b""
        case _:
            return about


def followed(log: list[Numbered]) -> dict[str, Any]:
    """A log, and what is said of pictures after every operation."""
    fold = Fold()
    after = []
    for operation in log:
        fold.apply(operation)
        after.append({id.hex()[:2]: words for id, words in fold.descriptions.items()})
    return {"log": [[row.kind, row.id.hex()[:2], row.body.hex()] for row in log], "after": after}


def encoded() -> str:
    parts = {
        "bodies": [body_row(*item) for item in SAID.items()],
        "hostile": [hostile_row(*item) for item in HOSTILE.items()],
        "logs": [followed(log_of_chance(seed)) for seed in range(LOGS)],
    }
    lists = ",\n".join(
        f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]"
        for name, rows in parts.items()
    )
    return f'{{\n  "about": {json.dumps(ABOUT)},\n{lists}\n}}\n'


if __name__ == "__main__":
    FILE.write_text(encoded())
