"""Writes texts.json: `python -m tests.wire.make_texts`.

Texts and their bytes, bytes that are none, and where letters come to lie.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from canvas.letters import set_in_type
from canvas.texts import Face, Text, TextError, decode_text, encode_text
from canvas.varint import VarintError

FILE = Path(__file__).with_name("texts.json")
ABOUT = (
    "Texts, their bytes, and where their letters lie: runs are [words, left, width, face] in "
    "1/1000 em; outlines are polygons in px for a scale of 2, one a contour, our letters only. "
    "Written by tests/wire/make_texts.py, obeyed by tests/canvas/test_texts.py, test_lettering.py "
    "and frontend/src/canvas/texts.test.ts, lettering/lettering.test.ts."
)
SCALE = 2.0

TEXTS = {
    "a word": Text(Face.PLAIN, 0x262833, 20 * 16, 0, 0, "Boat"),
    "lines, one of them empty": Text(Face.PLAIN, 0xDD4B33, 333, -1600, 77, "Low tide\n\n06:40 …"),
    "Greek comes from the other face": Text(Face.PLAIN, 0, 17, 5, -5, "Λιμάνι 6"),
    "what neither face has": Text(
        Face.PLAIN, 0x123456, 16384, 1 << 27, -(1 << 27), "6 漢 🎉\ufe0f!"
    ),
    "from the right, within a line": Text(Face.PLAIN, 0, 160, 0, 0, "abc שלום\nabc"),
    "lines read from the right": Text(
        Face.PLAIN, 0, 160, 0, 0, "שלום, [abc] Ж 🎉!\n6 שלום `x` שלום\n(שלום) 漢"
    ),
    "a letter of curves alone": Text(Face.PLAIN, 0, 1, 1, 1, "oO°"),
}
HOSTILE = {
    "nothing": b"",
    "no words": bytes.fromhex("01262833") + b"\xc0\x02\0\0",
    "only blanks": bytes.fromhex("01262833") + b"\xc0\x02\0\0 \n ",
    "cut off within its place": bytes.fromhex("01262833") + b"\xc0",
    "a face of a newer version": bytes.fromhex("09262833") + b"\xc0\x02\0\0x",
    "no size": bytes.fromhex("01262833") + b"\0\0\0x",
    "too large": bytes.fromhex("01262833") + b"\x81\x80\x01\0\0x",
    "far outside": bytes.fromhex("01262833") + b"\x10\x82\x80\x80\x80\x01\0x",
    "not UTF-8": bytes.fromhex("01262833") + b"\x10\0\0x\xff",
    "half of a pair": bytes.fromhex("01262833") + b"\x10\0\0x\xed\xa0\x80",
    "a NUL": bytes.fromhex("01262833") + b"\x10\0\0x\0",
    "a tab": bytes.fromhex("01262833") + b"\x10\0\0x\ty",
    "a carriage return": bytes.fromhex("01262833") + b"\x10\0\0x\r\ny",
    "a line separator": bytes.fromhex("01262833") + b"\x10\0\0" + "x\u2028y".encode(),
    "a byte order mark first": bytes.fromhex("01262833") + b"\x10\0\0" + "\ufeffx".encode(),
    "a letter that no XML may hold": bytes.fromhex("01262833") + b"\x10\0\0" + "x\uffff".encode(),
    "the other one": bytes.fromhex("01262833") + b"\x10\0\0" + "x\ufffe".encode(),
    "an override": bytes.fromhex("01262833") + b"\x10\0\0" + "fdp.\u202eexe".encode(),
    "an isolate": bytes.fromhex("01262833") + b"\x10\0\0" + "x\u2066y".encode(),
    "an accent apart": bytes.fromhex("01262833") + b"\x10\0\0" + "e\u0301".encode(),
    "2,001 letters": bytes.fromhex("01262833") + b"\x10\0\0" + b"x" * 2001,
    "8,001 bytes": bytes.fromhex("01262833") + b"\x10\0\0" + b"x" * 8001,
}


def text_row(name: str, text: Text) -> dict[str, Any]:
    return {
        "name": name,
        "color": text.color,
        "size": text.size,
        "x": text.x,
        "y": text.y,
        "words": text.words,
        "bytes": encode_text(text).hex(),
    }


def hostile_row(name: str, data: bytes) -> dict[str, str]:
    try:
        decode_text(data)
    except TextError as error:
        return {"name": name, "bytes": data.hex(), "error": str(error)}
    except VarintError:
        return {"name": name, "bytes": data.hex(), "error": ""}  # said in each language's words
    raise ValueError(name)


def layout_row(name: str, text: Text) -> dict[str, Any]:
    typeset = set_in_type(text)
    outline = list(typeset.ours.outline(SCALE))
    return {
        "name": name,
        "bounds": typeset.bounds,
        "lines": typeset.lines,
        "polygons": len(outline),
        "first": outline[0] if outline else [],
        "last": outline[-1] if outline else [],
    }


def encoded() -> str:
    parts = {
        "texts": [text_row(*item) for item in TEXTS.items()],
        "hostile": [hostile_row(*item) for item in HOSTILE.items()],
        "layouts": [layout_row(*item) for item in TEXTS.items()],
    }
    lists = ",\n".join(
        f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]"
        for name, rows in parts.items()
    )
    return f'{{\n  "about": {json.dumps(ABOUT)},\n{lists}\n}}\n'


if __name__ == "__main__":
    FILE.write_text(encoded())
