"""The stroke codec, against the vectors it shares with the browser and against chance."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.strokes import (
    MAX_COORDINATE,
    MAX_DT,
    MAX_POINTS,
    MAX_SIZE,
    Stroke,
    StrokeError,
    Style,
    Tool,
    decode_stroke,
    encode_stroke,
)

VECTORS = json.loads((Path(__file__).parents[1] / "wire" / "strokes.json").read_text())

coordinates = st.integers(-MAX_COORDINATE, MAX_COORDINATE)
styles = st.builds(
    Style,
    tool=st.sampled_from(Tool),
    color=st.integers(0, 0xFFFFFF),
    size=st.integers(1, MAX_SIZE),
    opacity=st.integers(0, 255),
)
points = st.tuples(coordinates, coordinates, st.integers(0, 255), st.integers(0, MAX_DT))
columns = st.lists(points, min_size=1, max_size=30).map(lambda rows: zip(*rows, strict=True))
strokes = st.builds(lambda style, rows: Stroke(style, *rows), styles, columns)

PEN = Style(Tool.PEN, 0x262833, 64, 255)


def stroke_of(vector: dict[str, Any]) -> Stroke:
    color = int(vector["color"].removeprefix("#"), 16)
    style = Style(Tool[vector["tool"].upper()], color, vector["size"], vector["opacity"])
    return Stroke(style, *(tuple(vector[column]) for column in ("x", "y", "pressure", "dt")))


def line(count: int) -> Stroke:
    return Stroke(PEN, tuple(range(count)), (0,) * count, (9,) * count, (0,) * count)


@pytest.mark.parametrize("vector", VECTORS["strokes"], ids=lambda vector: vector["name"])
def test_strokes_and_bytes_of_the_shared_table_become_each_other(vector: dict[str, Any]) -> None:
    assert encode_stroke(stroke_of(vector)).hex() == vector["bytes"]
    assert decode_stroke(bytes.fromhex(vector["bytes"])) == stroke_of(vector)


@pytest.mark.parametrize("vector", VECTORS["hostile"], ids=lambda vector: vector["name"])
def test_hostile_bytes_of_the_shared_table_are_refused_with_its_reason(
    vector: dict[str, str],
) -> None:
    with pytest.raises(StrokeError, match=f"^{vector['reason']}$"):
        decode_stroke(bytes.fromhex(vector["bytes"]))


@given(strokes)
def test_any_stroke_survives_the_wire(stroke: Stroke) -> None:
    assert decode_stroke(encode_stroke(stroke)) == stroke


@given(st.binary(max_size=60))
def test_bytes_that_decode_are_the_only_spelling_of_their_stroke(data: bytes) -> None:
    try:
        stroke = decode_stroke(data)
    except StrokeError:
        return
    assert encode_stroke(stroke) == data


@given(strokes, st.data())
def test_a_changed_byte_gives_another_stroke_or_a_stroke_error(
    stroke: Stroke, data: st.DataObject
) -> None:
    encoded = bytearray(encode_stroke(stroke))
    encoded[data.draw(st.integers(0, len(encoded) - 1))] = data.draw(st.integers(0, 255))
    with suppress(StrokeError):
        assert encode_stroke(decode_stroke(bytes(encoded))) == bytes(encoded)


@given(strokes, st.data())
def test_no_beginning_of_a_stroke_is_a_stroke(stroke: Stroke, data: st.DataObject) -> None:
    encoded = encode_stroke(stroke)
    with pytest.raises(StrokeError):
        decode_stroke(encoded[: data.draw(st.integers(0, len(encoded) - 1))])


def test_the_longest_stroke_passes_and_one_more_point_does_not() -> None:
    longest = line(MAX_POINTS)
    assert decode_stroke(encode_stroke(longest)) == longest
    with pytest.raises(StrokeError, match="bad number of points"):
        encode_stroke(line(MAX_POINTS + 1))
    one_more = bytes((1, 0, 0, 0, 255, 16, 0x89, 0x27)) + bytes(4 * (MAX_POINTS + 1))
    with pytest.raises(StrokeError, match="bad number of points"):
        decode_stroke(one_more)


@pytest.mark.parametrize(
    ("stroke", "reason"),
    [
        (Stroke(PEN, (), (), (), ()), "bad number of points"),
        (Stroke(PEN, (1, 2), (1,), (1,), (1,)), "columns of different lengths"),
        (Stroke(PEN, (MAX_COORDINATE + 1,), (0,), (0,), (0,)), "coordinate out of range"),
        (Stroke(PEN, (0,), (0,), (256,), (0,)), "pressure out of range"),
        (Stroke(PEN, (0,), (0,), (0,), (-1,)), "time out of range"),
        (Stroke(Style(Tool.PEN, 1 << 24, 16, 255), (0,), (0,), (0,), (0,)), "color out of range"),
        (Stroke(Style(Tool.PEN, 0, 0, 255), (0,), (0,), (0,), (0,)), "size out of range"),
        (Stroke(Style(Tool.PEN, 0, 16, 256), (0,), (0,), (0,), (0,)), "opacity out of range"),
    ],
)
def test_a_stroke_that_breaks_a_limit_is_not_encoded(stroke: Stroke, reason: str) -> None:
    with pytest.raises(StrokeError, match=reason):
        encode_stroke(stroke)
