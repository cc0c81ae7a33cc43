"""The ribbon, against the vectors it shares with the browser and against chance."""

import json
from hashlib import sha256
from itertools import chain, pairwise
from math import hypot, isfinite, nan
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.ribbon import Polygon, bounds, outline, samples
from canvas.strokes import MAX_SIZE, Stroke, Style, Tool, decode_stroke

VECTORS = json.loads((Path(__file__).parents[1] / "wire" / "ribbon.json").read_text())
FULL = [vector for vector in VECTORS if "outline" in vector]
DIGESTS = [vector for vector in VECTORS if "digest" in vector]

# A small grid, so that repetitions and reversals are common; and now and then a far jump.
coordinates = st.one_of(st.integers(0, 6).map(lambda cell: cell * 16), st.integers(-(2**27), 2**27))
points = st.tuples(coordinates, coordinates, st.integers(0, 255), st.just(0))
columns = st.lists(points, min_size=1, max_size=20).map(lambda rows: zip(*rows, strict=True))
styles = st.builds(
    Style,
    tool=st.sampled_from(Tool),
    color=st.just(0),
    size=st.integers(1, MAX_SIZE),
    opacity=st.just(255),
)
strokes = st.builds(lambda style, rows: Stroke(style, *rows), styles, columns)
scales = st.sampled_from((0.05, 0.3, 1.0, 2.0, 64.0))


def pen(*points: tuple[int, int, int]) -> Stroke:
    x, y, pressure = zip(*points, strict=True)
    return Stroke(Style(Tool.PEN, 0, 64, 255), x, y, pressure, (0,) * len(points))


def doubles(polygons: list[Polygon]) -> bytes:
    rows = [[*chain(*polygon), nan] for polygon in polygons]
    return b"".join(pack(f">{len(row)}d", *row) for row in rows)


@pytest.mark.parametrize("vector", FULL, ids=lambda vector: vector["name"])
def test_outlines_of_the_shared_table_are_met_to_the_last_bit(vector: dict[str, Any]) -> None:
    stroke = decode_stroke(bytes.fromhex(vector["stroke"]))
    polygons = [list(chain(*polygon)) for polygon in outline(stroke, vector["scale"])]
    assert polygons == vector["outline"]
    assert list(bounds(stroke)) == vector["bounds"]


def test_outlines_made_by_chance_match_their_digests() -> None:
    for vector in DIGESTS:
        stroke = decode_stroke(bytes.fromhex(vector["stroke"]))
        polygons = outline(stroke, vector["scale"])
        assert sum(map(len, polygons)) == vector["corners"], vector["name"]
        assert sha256(doubles(polygons)).hexdigest() == vector["digest"], vector["name"]
        assert list(bounds(stroke)) == vector["bounds"], vector["name"]


@given(strokes, scales)
def test_bounds_contain_the_outline_and_all_numbers_are_finite(
    stroke: Stroke, scale: float
) -> None:
    left, top, right, bottom = bounds(stroke)
    rounding = 1e-6
    for x, y in chain(*outline(stroke, scale)):
        assert isfinite(x)
        assert isfinite(y)
        assert left - rounding <= x <= right + rounding
        assert top - rounding <= y <= bottom + rounding


@given(strokes, scales)
def test_directions_have_length_one(stroke: Stroke, scale: float) -> None:
    assert all(abs(hypot(tx, ty) - 1) < 1e-12 for *_, tx, ty in samples(stroke, scale))


@given(strokes)
def test_a_larger_scale_never_gives_fewer_samples(stroke: Stroke) -> None:
    assert len(samples(stroke, 1.0)) <= len(samples(stroke, 8.0))


def test_a_dot_is_a_circle_of_its_radius() -> None:
    [circle] = outline(pen((160, 320, 255)))
    assert all(abs(hypot(x - 10, y - 20) - 2) < 1e-12 for x, y in circle)


def test_a_pen_pressed_in_place_is_a_dot_of_its_hardest_pressure() -> None:
    pressed = pen((160, 320, 10), (160, 320, 255), (160, 320, 80))
    assert outline(pressed) == outline(pen((160, 320, 255)))


def test_repeated_points_do_not_change_the_line() -> None:
    repeated = pen((0, 0, 99), (90, 0, 99), (90, 0, 99), (99, 90, 99), (99, 90, 99))
    assert outline(repeated) == outline(pen((0, 0, 99), (90, 0, 99), (99, 90, 99)))


def test_a_sharp_turn_is_bridged_by_pieces_that_meet() -> None:
    there_and_back = pen((0, 0, 255), (1600, 0, 255), (0, 16, 255))
    assert len(outline(there_and_back)) > 1
    assert covered(there_and_back, 74.9, 0.0)


def covered(stroke: Stroke, x: float, y: float) -> bool:
    """Say whether any polygon winds round the point."""
    return any(winding(polygon, x, y) for polygon in outline(stroke))


def winding(polygon: Polygon, x: float, y: float) -> int:
    turns = 0
    for (ax, ay), (bx, by) in pairwise([*polygon, polygon[0]]):
        side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if ay <= y < by and side > 0:
            turns += 1
        elif by <= y < ay and side < 0:
            turns -= 1
    return turns


@given(strokes.filter(lambda stroke: max(map(abs, (*stroke.x, *stroke.y))) < 1000))
def test_the_middle_of_the_ink_is_always_covered(stroke: Stroke) -> None:
    line = samples(stroke, 1.0)
    for here, there in pairwise(line):
        x, y = (here[0] + there[0]) / 2 + 1e-7, (here[1] + there[1]) / 2 + 1e-7
        assert covered(stroke, x, y)
