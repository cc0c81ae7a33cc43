"""Outlines of many strokes at once are those of each, to the last bit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.render.bodies import Bodies
from canvas.ribbon import Polygon, bounds, outline
from canvas.strokes import StrokeError, decode_stroke, encode_stroke
from tests.canvas.test_ribbon import scales, strokes

columns = pytest.importorskip("canvas.render.columns", exc_type=ImportError)
ribbons = pytest.importorskip("canvas.render.ribbons", exc_type=ImportError)

if TYPE_CHECKING:
    from canvas.strokes import Stroke

VECTORS = json.loads((Path(__file__).parents[2] / "wire" / "ribbon.json").read_text())
BODIES = [bytes.fromhex(vector["stroke"]) for vector in VECTORS]


def together(strokes: Bodies | list[Stroke], scale: float) -> list[list[Polygon]]:
    """Outline strokes in one go."""
    [found] = columns.columns_of(strokes)
    outlines = ribbons.outlines(found, scale)
    corners = list(zip(outlines.x.tolist(), outlines.y.tolist(), strict=True))
    result: list[list[Polygon]] = [[] for _ in strokes]
    for polygon, stroke in enumerate(outlines.stroke):
        start, end = outlines.starts[polygon : polygon + 2]
        result[stroke].append(corners[start:end])
    return result


@pytest.mark.parametrize("scale", [0.05, 1.0, 7.0, 64.0])
def test_the_shared_table_is_met_to_the_last_bit(scale: float) -> None:
    expected = [outline(decode_stroke(body), scale) for body in BODIES]
    for start in range(0, len(BODIES), columns.TOGETHER):
        part = slice(start, start + columns.TOGETHER)
        assert together(Bodies(BODIES[part]), scale) == expected[part]


@given(st.lists(strokes, min_size=1, max_size=5), scales)
def test_any_strokes_together_are_what_they_are_alone(some: list[Stroke], scale: float) -> None:
    expected = [outline(stroke, scale) for stroke in some]
    assert together(some, scale) == expected
    assert together(Bodies([encode_stroke(stroke) for stroke in some]), scale) == expected


@given(st.lists(strokes, min_size=1, max_size=5))
def test_bounds_and_parts_are_those_of_the_strokes(some: list[Stroke]) -> None:
    [found] = columns.columns_of(some)
    assert list(zip(*(edge.tolist() for edge in found.bounds()), strict=True)) == [
        bounds(stroke) for stroke in some
    ]
    [second] = columns.columns_of(some[-1:])
    last = found.only(found.starts[1:] == found.starts[-1])
    assert last.x.tolist() == second.x.tolist()
    assert last.starts.tolist() == second.starts.tolist()


@pytest.mark.parametrize(
    "body", [b"", b"\x01", BODIES[0][:-1], BODIES[0] + b"\x01", b"\x7f" + BODIES[0][1:]]
)
def test_bytes_that_are_no_stroke_are_not_mistaken_for_one(body: bytes) -> None:
    with pytest.raises(StrokeError):
        columns.decode_together([BODIES[1], body, BODIES[2]])
