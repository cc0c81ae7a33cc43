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
ONE = rb"[\x00-\x7f]"
TWO = rb"(?:[\x00-\x7f]|[\x80-\xff][\x01-\x7f])"
THREE = rb"(?:[\x00-\x7f]|[\x80-\xff][\x01-\x7f]|[\x80-\xff]{2}[\x01-\x7f])"

TAG, PREFIX = rb"\x01", rb".{4}"
TOOL, COLOR, OPACITY = rb"[\x01-\x04]", rb".{3}", rb"."
SIZE, COUNT = rb"(?!\x00)" + TWO, rb"[\x01-\x7f]"
HEAD = re.compile(TAG + PREFIX + THREE + TOOL + COLOR + OPACITY + SIZE + COUNT, re.DOTALL)

FULL_PRESSURE = 255


@cache  # of at most 127 counts
def _columns(count: int) -> re.Pattern[bytes]:
    """The points of a piece: x, y, pressure (the group) and time, a column each."""
    later = b"{%d}" % (count - 1)
    place = THREE + TWO + later
    return re.compile(place + place + b"(" + TWO + ONE + later + b")" + TWO + b"{%d}" % count)


def is_plain(message: bytes) -> bool:
    """Whether a message is ink beyond doubt."""
    head = HEAD.match(message)
    if head is None:
        return False
    points = _columns(message[head.end() - 1]).fullmatch(message, head.end())
    return points is not None and _is_pressure(points[1])


def _is_pressure(column: bytes) -> bool:
    level = column[0]
    rest = 1
    if level > 0x7F:
        level += (column[1] - 1) << 7
        rest = 2
    level = level >> 1 if level & 1 == 0 else -1
    for zigzag in column[rest:]:
        if not 0 <= level <= FULL_PRESSURE:
            return False
        level += (zigzag >> 1) ^ -(zigzag & 1)
    return 0 <= level <= FULL_PRESSURE
