"""The quick look at ink says yes to nothing that the full decoder would refuse."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from canvas import ink
from canvas.messages import Ink, MessageError, parse_binary
from canvas.strokes import Stroke, Style, Tool, encode_stroke
from canvas.varint import append_varint


def message(stroke: Stroke, offset: int = 0) -> bytes:
    tag = b"\x04" if stroke.style.tool is Tool.PENCIL else b"\x01"
    out = bytearray(tag + b"abcd")
    append_varint(out, offset)
    return bytes(out) + encode_stroke(stroke)


def piece(*points: tuple[int, int, int]) -> Stroke:
    """Points of x, y and pressure, 8 ms from each other."""
    x, y, pressure = zip(*points, strict=True)
    return Stroke(Style(Tool.PEN, 0xC04020, 64, 255), x, y, pressure, (8,) * len(points))


def numbers(most: int, least: int = 0) -> st.SearchStrategy[int]:
    return st.integers(least, most)


STYLES = st.builds(
    Style, st.sampled_from(Tool), numbers(0xFFFFFF), numbers(16384, least=1), numbers(255)
)


@st.composite
def pieces(draw: st.DrawFn) -> Stroke:
    count = draw(numbers(130, least=1))
    near = draw(st.sampled_from([60, 8000, 2**20, 2**27]))

    def column(most: int, least: int = 0) -> list[int]:
        return draw(st.lists(numbers(most, least), min_size=count, max_size=count))

    return Stroke(
        draw(STYLES), column(near, -near), column(near, -near), column(255), column(65535)
    )


def is_ink(data: bytes) -> bool:
    try:
        return isinstance(parse_binary(data), Ink)
    except MessageError:
        return False


def graphite(stroke: Stroke) -> Stroke:
    """The same, drawn with a pencil."""
    return replace(stroke, style=replace(stroke.style, tool=Tool.PENCIL))


HAND = message(piece((48000, 64000, 140), (48160, 63840, 150), (48300, 63900, 155)), 40)


def test_what_a_hand_draws_is_plain() -> None:
    assert ink.is_plain(HAND)
    assert ink.is_plain(message(graphite(piece((48000, 64000, 140), (48160, 63840, 150)))))


@pytest.mark.parametrize("count", [1, 2, 8, 9, 10, 13, 40, 92, 124, 127])
def test_a_hand_may_say_few_points_at_once_or_many(count: int) -> None:
    points = [(48000 + 30 * n, 64000 - 20 * n, 100 + n) for n in range(count)]
    for stroke in (piece(*points), graphite(piece(*points))):
        assert ink.is_plain(message(stroke))
        assert is_ink(message(stroke))


def test_a_pencil_is_no_pen_and_a_pen_no_pencil() -> None:
    pencil = message(graphite(piece((48000, 64000, 140))))
    assert not ink.is_plain(b"\x01" + pencil[1:])
    assert not ink.is_plain(b"\x04" + HAND[1:])


def test_what_is_far_out_or_far_apart_is_left_to_the_decoder() -> None:
    assert not ink.is_plain(message(piece((2**26, 0, 9))))
    assert not ink.is_plain(message(piece((0, 0, 9), (100_000, 0, 9))))


@given(pieces(), numbers(2**30))
def test_no_piece_that_encodes_is_taken_for_plain_by_mistake(stroke: Stroke, offset: int) -> None:
    data = message(stroke, offset)
    assert is_ink(data) or not ink.is_plain(data)


@given(st.lists(st.tuples(numbers(len(HAND) - 1), numbers(255)), min_size=1, max_size=4))
@example([(len(HAND) - 8, 0xFF)])
def test_nothing_mutated_is_plain_unless_it_is_ink(changes: list[tuple[int, int]]) -> None:
    data = bytearray(HAND)
    for at, byte in changes:
        data[at] = byte
    assert is_ink(bytes(data)) or not ink.is_plain(bytes(data))


@given(numbers(len(HAND) - 1), st.binary(max_size=3))
def test_nothing_cut_off_or_with_a_tail_is_plain(end: int, tail: bytes) -> None:
    assert not ink.is_plain(HAND[:end])
    assert ink.is_plain(HAND + tail) == (tail == b"")


@given(st.binary(max_size=60))
def test_noise_is_plain_only_if_it_is_ink(noise: bytes) -> None:
    data = HAND[:13] + noise
    assert is_ink(data) or not ink.is_plain(data)


@given(st.lists(numbers(400, -100), min_size=1, max_size=20))
def test_pressure_beyond_its_range_is_never_plain(levels: list[int]) -> None:
    differences = [levels[0], *(after - before for before, after in pairwise(levels))]
    column = bytearray()
    for difference in differences:
        append_varint(column, difference << 1 if difference >= 0 else (-difference << 1) - 1)
    count = len(levels)
    head = HAND[:5] + b"\x00" + bytes((1, 0, 0, 0, 255, 64, count))
    data = head + bytes(2 * count) + bytes(column) + bytes(count)
    in_range = all(0 <= level <= 255 for level in levels)
    assert not ink.is_plain(data) or in_range
    assert is_ink(data) == in_range
