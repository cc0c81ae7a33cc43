"""What is done to items after they were made: moved, scaled, recoloured, brought to the front.

The body of a change, all numbers LEB128 varints (⇄ frontend/src/canvas/changes.ts):

    what             one byte, any of 1 moved, 2 recoloured, 4 brought to the front
    scale  dx dy     if moved: 65536 is as large as before; zigzags, 1/16 px
    red green blue   if recoloured
    id …             of the items, 16 bytes each; brought to the front, the last one is on top

A point of the paper moves from x to floor((x · scale + 32768) / 65536) + dx. Points of an item keep
their places about its anchor, which alone is moved so; all its changes come to one scale and one
place of the anchor before its points are looked at. So an item that is moved and scaled a hundred
times is as sharp as after the first, and no chain of changes costs more than its own length.
Whatever leaves the paper is held at its edge. Both languages obey tests/wire/changes.json.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from canvas.images import MAX_EXTENT
from canvas.strokes import MAX_COORDINATE, MAX_SIZE, Stroke
from canvas.varint import VarintError, append_varint, append_zigzag, read_varint, read_zigzag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.images import Image
    from canvas.texts import Text

ONE_BITS = 16
ONE = 1 << ONE_BITS  # the scale of what is as large as before
HALF = ONE >> 1
MIN_SCALE = ONE >> 6
MAX_SCALE = ONE << 6
MAX_SHIFT = 1 << 34  # 1/16 px: scaling about the far edge of the paper shifts by as much

MOVED, RECOLOURED, FRONTED = 1, 2, 4
COLOR_LENGTH = 3


class ChangeError(ValueError):
    """These bytes say nothing that can be done to an item."""


@dataclass(frozen=True, slots=True)
class Move:
    """All of the paper scaled about its origin, then shifted."""

    scale: int = ONE
    dx: int = 0
    dy: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """At least one of the three."""

    move: Move | None = None
    color: int | None = None
    fronted: bool = False


class Look(NamedTuple):
    """How an item lies after some changes: where its anchor is, how large, in which colour."""

    x: int
    y: int
    scale: int = ONE
    color: int | None = None

    def after(self, change: Change) -> Look:
        """Return how it lies once it is changed as well."""
        color = self.color if change.color is None else change.color
        if (move := change.move) is None:
            return Look(self.x, self.y, self.scale, color)
        by = move.scale
        return Look(
            held(((self.x * by + HALF) >> ONE_BITS) + move.dx),
            held(((self.y * by + HALF) >> ONE_BITS) + move.dy),
            min(max((self.scale * by + HALF) >> ONE_BITS, MIN_SCALE), MAX_SCALE),
            color,
        )

    def size(self, size: int, most: int) -> int:
        """Return how large something of the item is that was `size`: never nothing."""
        return min(max(_scaled(size, self.scale), 1), most)


def _scaled(value: int, scale: int) -> int:
    return (value * scale + HALF) >> ONE_BITS


def held(coordinate: int) -> int:
    """Return the nearest coordinate that is on the paper."""
    if -MAX_COORDINATE <= coordinate <= MAX_COORDINATE:
        return coordinate
    return MAX_COORDINATE if coordinate > 0 else -MAX_COORDINATE


def stroke_as(stroke: Stroke, look: Look) -> Stroke:
    """Return a stroke as it lies when it looks so; its first point is its anchor."""
    style = stroke.style
    return replace(
        stroke,
        style=replace(
            style,
            color=style.color if look.color is None else look.color,
            size=look.size(style.size, MAX_SIZE),
        ),
        x=_placed(stroke.x, look.x, look.scale),
        y=_placed(stroke.y, look.y, look.scale),
    )


def text_as(text: Text, look: Look) -> Text:
    """Return a text as it lies when it looks so; its upper left corner is its anchor."""
    return replace(
        text,
        color=text.color if look.color is None else look.color,
        size=look.size(text.size, MAX_SIZE),
        x=look.x,
        y=look.y,
    )


def image_as(image: Image, look: Look) -> Image:
    """Return a picture as it lies when it looks so; its upper left corner is its anchor.

    No colour changes it.
    """
    return replace(
        image,
        x=look.x,
        y=look.y,
        width=look.size(image.width, MAX_EXTENT),
        height=look.size(image.height, MAX_EXTENT),
    )


def _placed(column: Sequence[int], anchor: int, scale: int) -> tuple[int, ...]:
    first = column[0]
    return tuple(held(_scaled(value - first, scale) + anchor) for value in column)


def encode_change(change: Change) -> bytes:
    """Write all of a change but its ids."""
    out = bytearray((_what(change),))
    if move := change.move:
        append_varint(out, move.scale)
        append_zigzag(out, move.dx)
        append_zigzag(out, move.dy)
    if change.color is not None:
        out += change.color.to_bytes(COLOR_LENGTH, "big")
    return bytes(out)


def _what(change: Change) -> int:
    return (
        MOVED * (change.move is not None)
        | RECOLOURED * (change.color is not None)
        | FRONTED * change.fronted
    )


def read_change(body: bytes) -> tuple[Change, bytes]:
    """Return what is done, and the ids of what it is done to. Raises ChangeError."""
    what = body[0] if body else 0
    if not 1 <= what <= MOVED | RECOLOURED | FRONTED:
        raise ChangeError("a change of an unknown kind")
    move, at = _read_move(body) if what & MOVED else (None, 1)
    color = None
    if what & RECOLOURED:
        color = read_color(body[at : at + COLOR_LENGTH])
        at += COLOR_LENGTH
    return Change(move, color, bool(what & FRONTED)), body[at:]


def _read_move(body: bytes) -> tuple[Move, int]:
    try:
        scale, at = read_varint(body, 1)
        dx, at = read_zigzag(body, at)
        dy, at = read_zigzag(body, at)
    except VarintError as error:
        raise ChangeError(str(error)) from error
    if not MIN_SCALE <= scale <= MAX_SCALE:
        raise ChangeError("scale out of range")
    if max(abs(dx), abs(dy)) > MAX_SHIFT:
        raise ChangeError("shift out of range")
    return Move(scale, dx, dy), at


def read_color(data: bytes) -> int:
    """Return 0xRRGGBB, which is also all that a paper says. Raises ChangeError."""
    if len(data) != COLOR_LENGTH:
        raise ChangeError("a colour is three bytes")
    return int.from_bytes(data, "big")
