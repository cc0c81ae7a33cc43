"""Strokes nobody would hang on a wall: random walks, as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from canvas import messages
from canvas.strokes import Stroke, Style, Tool, encode_stroke
from canvas.varint import append_varint, append_zigzag

STYLE = Style(Tool.PEN, color=0x3355AA, size=6 * 16, opacity=255)


def random_stroke(chance: Random, points: int) -> bytes:
    return encode_stroke(_walk(chance, points))


def ink(id: bytes, piece: bytes, offset: int = 0) -> bytes:
    """A message about points of a stroke in progress."""
    out = bytearray((messages.INK,)) + id[: messages.PREFIX_LENGTH]
    append_varint(out, offset)
    return bytes(out) + piece


def cursor(x: int, y: int) -> bytes:
    """A message about where the pen is, in 1/16 units."""
    out = bytearray((messages.CURSOR,))
    append_zigzag(out, x)
    append_zigzag(out, y)
    return bytes(out) + bytes((Tool.PEN,))


def _walk(chance: Random, points: int) -> Stroke:
    return Stroke(
        STYLE,
        list(_steps(chance, points)),
        list(_steps(chance, points)),
        [chance.randrange(80, 256) for _ in range(points)],
        [0] + [8] * (points - 1),
    )


def _steps(chance: Random, points: int) -> Iterator[int]:
    yield from accumulate(
        [chance.randrange(16_000), *(chance.randrange(-90, 91) for _ in range(points - 1))]
    )
