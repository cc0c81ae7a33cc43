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
HEAD = re.compile(b"(?:" + BEGIN + b")" + COLOR + OPACITY + SIZE + COUNT, re.DOTALL)

FULL_PRESSURE = 255
CHANGES = [(zigzag >> 1) ^ -(zigzag & 1) for zigzag in range(0x80)]


@cache  # of at most 127 counts
def _columns(count: int) -> re.Pattern[bytes]:
    """The points of a piece: x, y, pressure (the group) and time, a column each."""
    later = count - 1
    place = THREE + TWO * later
    return re.compile(place + place + b"(" + TWO + ONE * later + b")" + TWO * count)


def is_plain(message: bytes) -> bool:
    """Whether a message is ink beyond doubt."""
    head = HEAD.match(message)
    if head is None:
        return False
    end = head.end()
    points = _columns(message[end - 1]).fullmatch(message, end)
    return points is not None and _is_pressure(points[1])


def _is_pressure(column: bytes) -> bool:
    """Whether pressures, of which only the first may take two bytes, stay within their bounds."""
    first, later = column[0], column[1:]
    if first > 0x7F:
        first += (column[1] - 1) << 7
        later = column[2:]
    level = first >> 1 if first & 1 == 0 else -1
    for zigzag in later:
        if not 0 <= level <= FULL_PRESSURE:
            return False
        level += CHANGES[zigzag]
    return 0 <= level <= FULL_PRESSURE
