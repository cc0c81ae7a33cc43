"""Words on the paper: one text as bytes. (pure)

The twin of frontend/src/canvas/texts.ts. Layout, numbers as in canvas/varint.py:

    face  red green blue   four bytes
    size                   varint: an em, in 1/16 px
    x y                    zigzag varints: the upper left corner, in 1/16 px
    …                      the words in UTF-8, to the end

What the words may not hold is refused with a reason, never repaired: whoever wrote them sees them
as they are kept. Both languages obey tests/wire/texts.json.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from canvas.strokes import MAX_COORDINATE, MAX_SIZE
from canvas.varint import append_varint, append_zigzag, read_varint, read_zigzag

MAX_CHARACTERS = 2000

_STYLE_BYTES = 4
# Overrides, embeddings and isolates make a text read as something else than it says.
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Control characters, other ways to end a line, byte order marks, ruby, and what no XML may hold.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff]")
_INKED = frozenset("LNPS")  # major categories that leave a mark: letters, numbers, signs


class TextError(ValueError):
    """These bytes, or these words, are no text; the reason is for whoever wrote them."""


class Face(IntEnum):
    """What the words are set in; the values travel."""

    PLAIN = 1


@dataclass(frozen=True, slots=True)
class Text:
    """color is 0xRRGGBB; size an em, x and y the upper left corner, all in 1/16 px."""

    face: Face
    color: int
    size: int
    x: int
    y: int
    words: str


def encode_text(text: Text) -> bytes:
    """Raise TextError if the text breaks a rule, so that whatever was encoded decodes."""
    _check(text)
    out = bytearray((text.face, *text.color.to_bytes(3, "big")))
    append_varint(out, text.size)
    append_zigzag(out, text.x)
    append_zigzag(out, text.y)
    return bytes(out) + text.words.encode()


def decode_text(data: bytes) -> Text:
    """Raise TextError or VarintError unless the bytes are exactly one text within all limits."""
    if len(data) < _STYLE_BYTES:
        raise TextError("truncated")
    try:
        face = Face(data[0])
    except ValueError:
        raise TextError("unknown face") from None
    size, at = read_varint(data, _STYLE_BYTES)
    x, at = read_zigzag(data, at)
    y, at = read_zigzag(data, at)
    words = decode_words(data[at:], MAX_CHARACTERS)
    text = Text(face, int.from_bytes(data[1:4], "big"), size, x, y, words)
    _check(text)
    return text


def _check(text: Text) -> None:
    if not 0 <= text.color <= 0xFFFFFF:
        raise TextError("color out of range")
    if not 1 <= text.size <= MAX_SIZE:
        raise TextError("size out of range")
    if max(abs(text.x), abs(text.y)) > MAX_COORDINATE:
        raise TextError("coordinate out of range")
    check_words(text.words, MAX_CHARACTERS)


def decode_words(data: bytes, most: int) -> str:
    """Raise TextError where so many characters cannot have so many bytes, or not these."""
    if len(data) > 4 * most:
        raise TextError("too long")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise TextError("not UTF-8") from None


def check_words(words: str, most: int) -> None:
    """Raise TextError unless these are words, of at most so many characters."""
    if len(words) > most:
        raise TextError("too long")
    if _DIRECTION_CONTROLS.search(words):
        raise TextError("characters that turn the direction of what is written")
    if _CONTROLS.search(words):
        raise TextError("control characters")
    if not unicodedata.is_normalized("NFC", words):
        raise TextError("not in Unicode's form C")
    if not any(unicodedata.category(character)[0] in _INKED for character in words):
        raise TextError("nothing to read")
