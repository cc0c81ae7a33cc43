"""A quick look at live ink, for it is most of what a server hears.

`is_plain` answers yes only to messages that `messages.parse_binary` takes for ink; where it says
no, ask that. The bounds of plain ink are far inside those of a stroke: the first point of a piece
is less than 65,536 px from the origin, no point is more than 512 px from the one before. So a look
at the shape of the numbers is enough for all but the pressure.
"""

from __future__ import annotations

import re
from functools import cache

# Numbers in their shortest spelling, of one, up to two and up to three bytes (see varint.py).
# Possessive (`+`), and written out for each point: nothing is ever tried twice, or counted.
ONE = rb"[\x00-\x7f]"
TWO = rb"(?:[\x80-\xff]?+[\x01-\x7f]|\x00)"
THREE = rb"(?:[\x80-\xff]{0,2}+[\x01-\x7f]|\x00)"

PREFIX, COLOR, OPACITY = rb".{4}", rb".{3}", rb"."
PEN, PENCIL = (rb"\x01", rb"[\x01-\x04]"), (rb"\x04", rb"\x05")  # tag and tool
SIZE, COUNT = rb"[\x80-\xff]?+[\x01-\x7f]", rb"[\x01-\x7f]"
BEGIN = b"|".join(tag + PREFIX + THREE + tool for tag, tool in (PEN, PENCIL))
STYLED = b"(?:" + BEGIN + b")" + COLOR + OPACITY + SIZE


def _columns(count: int) -> bytes:
    """The points of a piece: x, y, pressure (the group) and time, a column each."""
    later = count - 1
    place = THREE + TWO * later
    return place + place + b"(" + TWO + ONE * later + b")" + TWO * count


# Nearly all pieces have few points, and one look at them takes less time than two.
FEW_COUNTED = b"|".join(re.escape(bytes((count,))) + _columns(count) for count in range(1, 9))
FEW = re.compile(STYLED + b"(?:" + FEW_COUNTED + b")", re.DOTALL)
MANY = re.compile(STYLED + COUNT, re.DOTALL)
FULL_PRESSURE = 255
BEYOND = ~FULL_PRESSURE  # bits that numbers below 0 or above it have
CHANGES = [(zigzag >> 1) ^ -(zigzag & 1) for zigzag in range(0x80)]


def is_plain(message: bytes) -> bool:
    """Whether a message is ink beyond doubt."""
    points = FEW.fullmatch(message) or _match_many(message)
    return points is not None and _is_pressure(points[points.lastindex or 0])


def _match_many(message: bytes) -> re.Match[bytes] | None:
    head = MANY.match(message)
    return _points(message[head.end() - 1]).fullmatch(message, head.end()) if head else None


@cache  # of at most 127 counts
def _points(count: int) -> re.Pattern[bytes]:
    return re.compile(_columns(count))


def _is_pressure(column: bytes) -> bool:
    """Whether pressures, of which only the first may take two bytes, stay within their bounds."""
    first = column[0]
    if first > 0x7F:
        first += (column[1] - 1) << 7
        later = column[2:]
    else:
        later = column[1:]
    level = seen = first >> 1 if first & 1 == 0 else -1
    for zigzag in later:
        level += CHANGES[zigzag]
        seen |= level  # one look at the end, at the bits none of them may have
    return seen & BEYOND == 0
