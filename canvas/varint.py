"""Variable-length integers (LEB128) and zigzag: the alphabet of every binary format here.

The twin of frontend/src/canvas/varint.ts. Only the shortest spelling of a number is accepted, so
that equal values have equal bytes.
"""

from __future__ import annotations

MAX_BYTES = 8  # 2**56 − 1: more than a double can count exactly is refused by the caller's range
MAX_SAFE = 2**53 - 1


class VarintError(ValueError):
    """Bytes that are not a number in its shortest spelling."""


def append_varint(out: bytearray, value: int) -> None:
    """Append a number from 0 to 2**53 − 1."""
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def append_zigzag(out: bytearray, value: int) -> None:
    """Append a signed number; small magnitudes take few bytes."""
    append_varint(out, value << 1 if value >= 0 else (-value << 1) - 1)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Read the number that starts at index `at`; return it and the index after it.

    Raises VarintError where the bytes end too early, say more than 2**53 − 1, or are not the
    shortest spelling.
    """
    value = shift = 0
    for index in range(at, min(at + MAX_BYTES, len(data))):
        byte = data[index]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            if byte == 0 and shift:
                raise VarintError("a number not in its shortest form")
            if value > MAX_SAFE:
                break
            return value, index + 1
        shift += 7
    raise VarintError("a number cut off or too large")


def read_zigzag(data: bytes, at: int) -> tuple[int, int]:
    """Read a signed number, as read_varint does an unsigned one."""
    value, after = read_varint(data, at)
    return (value >> 1) ^ -(value & 1), after
