"""The binary stroke codec: one stroke, or the new piece of a live one, as bytes.

Layout, all numbers LEB128 varints in their shortest form (⇄ frontend/src/canvas/strokes.ts):

    tool  red green blue  opacity      five bytes
    size  n                            varints
    x0 dx …  y0 dy …  p0 dp …          three columns of n zigzag varints
    dt …                               n varints, ms since the point before

Columns of differences compress well and need no schema. Both languages obey
tests/wire/strokes.json.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, pairwise

from canvas.varint import VarintError, append_varint, read_varint

UNITS_PER_PIXEL = 16
MAX_COORDINATE = 2**27  # units of 1/16 px
MAX_SIZE = 1024 * UNITS_PER_PIXEL
MAX_POINTS = 5000
MAX_DT = 65535
MAX_NUMBER = 2**32 - 1  # no varint in a stroke is longer than five bytes

_STYLE_BYTES = 5


class StrokeError(ValueError):
    """These bytes, or these numbers, are no stroke; the text says why, in the words of the wire."""


class Tool(IntEnum):
    """What a stroke was drawn with; the values travel."""

    PEN = 1
    BRUSH = 2
    MARKER = 3
    ERASER = 4
    PENCIL = 5  # in operations and signals of its own: pages of before know neither


@dataclass(frozen=True, slots=True)
class Style:
    """What all points of a stroke share.

    color is 0xRRGGBB; size the width at full pressure in 1/16 px (1..16384); opacity 0..255.
    """

    tool: Tool
    color: int
    size: int
    opacity: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """Columns of equal length, 1..5000 points.

    x and y are in 1/16 px, pressure is 0..255, dt the milliseconds since the point before.
    """

    style: Style
    x: Sequence[int]
    y: Sequence[int]
    pressure: Sequence[int]
    dt: Sequence[int]


def encode_stroke(stroke: Stroke) -> bytes:
    """Raise StrokeError if the stroke breaks a limit, so that whatever was encoded decodes."""
    check_stroke(stroke)
    out = bytearray(_encode_style(stroke.style))
    _write(out, (stroke.style.size, len(stroke.x)))
    for column in (stroke.x, stroke.y, stroke.pressure):
        _write(out, _zigzags(column))
    _write(out, stroke.dt)
    return bytes(out)


def decode_stroke(data: bytes) -> Stroke:
    """Raise StrokeError unless the bytes are exactly one stroke within all limits."""
    if len(data) < _STYLE_BYTES:
        raise StrokeError("truncated")
    (size, count), at = _read(data, _STYLE_BYTES, 2)
    style = _decode_style(data[:_STYLE_BYTES], size)
    if not 1 <= count <= MAX_POINTS:
        raise StrokeError("bad number of points")
    x, at = _read_column(data, at, count)
    y, at = _read_column(data, at, count)
    pressure, at = _read_column(data, at, count)
    dt, at = _read_column(data, at, count)
    if at != len(data):
        raise StrokeError("trailing bytes")
    stroke = Stroke(style, _sums(x), _sums(y), _sums(pressure), tuple(dt))
    _check_columns(stroke)
    return stroke


def check_stroke(stroke: Stroke) -> None:
    """Raise StrokeError if the stroke breaks a limit of the format."""
    _check_style(stroke.style)
    if not 1 <= len(stroke.x) <= MAX_POINTS:
        raise StrokeError("bad number of points")
    if len({len(stroke.x), len(stroke.y), len(stroke.pressure), len(stroke.dt)}) != 1:
        raise StrokeError("columns of different lengths")
    _check_columns(stroke)


def _check_style(style: Style) -> None:
    if not 0 <= style.color <= 0xFFFFFF:
        raise StrokeError("color out of range")
    if not 1 <= style.size <= MAX_SIZE:
        raise StrokeError("size out of range")
    if not 0 <= style.opacity <= 255:
        raise StrokeError("opacity out of range")


def _check_columns(stroke: Stroke) -> None:
    for column in (stroke.x, stroke.y):
        if min(column) < -MAX_COORDINATE or max(column) > MAX_COORDINATE:
            raise StrokeError("coordinate out of range")
    if min(stroke.pressure) < 0 or max(stroke.pressure) > 255:
        raise StrokeError("pressure out of range")
    if min(stroke.dt) < 0 or max(stroke.dt) > MAX_DT:
        raise StrokeError("time out of range")


def _encode_style(style: Style) -> bytes:
    return bytes((style.tool, *style.color.to_bytes(3, "big"), style.opacity))


@lru_cache(1024)  # every piece of a live stroke says its style again
def _decode_style(data: bytes, size: int) -> Style:
    try:
        tool = Tool(data[0])
    except ValueError:
        raise StrokeError("unknown tool") from None
    style = Style(tool, int.from_bytes(data[1:4], "big"), size, data[4])
    _check_style(style)
    return style


def _zigzags(column: Sequence[int]) -> Iterable[int]:
    """Return the first value and the differences, small ones of either sign as small numbers."""
    yield (column[0] << 1) ^ (column[0] >> 63)
    for before, after in pairwise(column):
        difference = after - before
        yield (difference << 1) ^ (difference >> 63)


def _sums(zigzags: Sequence[int]) -> tuple[int, ...]:
    # A list: for the few points of a live piece a generator costs more than the sums.
    return tuple(accumulate([(value >> 1) ^ -(value & 1) for value in zigzags]))


def _write(out: bytearray, values: Iterable[int]) -> None:
    for value in values:
        append_varint(out, value)


def _read_column(data: bytes, at: int, count: int) -> tuple[list[int], int]:
    """Return the same as `_read`; sooner where all but the first are one byte, as in live ink."""
    if len(data) - at < count:
        raise StrokeError("truncated")
    first, rest = _read_long(data, at)
    end = rest + count - 1
    differences = data[rest:end]
    if differences.isascii() and end <= len(data):
        return [first, *differences], end
    return _read(data, at, count)


def _read(data: bytes, at: int, count: int) -> tuple[list[int], int]:
    """Return `count` varints from offset `at`, and the offset behind them."""
    if len(data) - at < count:
        raise StrokeError("truncated")
    values = []
    for _ in range(count):
        if at < len(data) and data[at] < 0x80:  # nearly all are one byte: worth a short way
            value = data[at]
            at += 1
        else:
            value, at = _read_long(data, at)
        values.append(value)
    return values, at


def _read_long(data: bytes, at: int) -> tuple[int, int]:
    try:
        value, after = read_varint(data, at)
    except VarintError:
        raise StrokeError("bad number") from None
    if value > MAX_NUMBER:
        raise StrokeError("bad number")
    return value, after
