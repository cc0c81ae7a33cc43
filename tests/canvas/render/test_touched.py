"""A pencil costs as much of a picture as its ink has, not as the box around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from canvas.render.touched import Polygons

np = pytest.importorskip("numpy")
render = pytest.importorskip("canvas.render.touched", exc_type=ImportError)
TILE, touched = render.TILE, render.touched

Place = tuple[int, int, int, int]
Corners = list[tuple[float, float]]

PLACE = -300, 40, 1200, 1000
numbers = st.floats(-500, 1300) | st.integers(-4, 9).map(lambda tile: float(TILE * tile - 300))
shapes = st.lists(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=6), min_size=1)


def polygons(*shapes: Corners) -> Polygons:
    corners = np.array([corner for shape in shapes for corner in shape], float)
    starts = np.cumsum([0, *map(len, shapes)])
    found: Polygons = render.Polygons(corners[:, 0], corners[:, 1], starts)
    return found


def area(places: list[Place]) -> int:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in places)


def turns(shape: Corners, x: float, y: float) -> int:
    """Count how often a polygon winds around a point."""
    found = 0
    for (ax, ay), (bx, by) in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (ay <= y) != (by <= y) and ax + (y - ay) * (bx - ax) / (by - ay) < x:
            found += 1 if by > ay else -1
    return found


@given(shapes, st.lists(st.tuples(st.integers(-300, 1199), st.integers(40, 999)), min_size=20))
def test_whatever_is_filled_lies_in_one_part(
    shapes: list[Corners], pixels: list[tuple[int, int]]
) -> None:
    parts = touched(polygons(*shapes), PLACE)
    edges = [(round(x), round(y)) for shape in shapes for x, y in shape]
    for x, y in pixels + edges:
        inside = sum(turns(shape, x + 0.5, y + 0.5) for shape in shapes) != 0
        around = [part for part in parts if part[0] <= x < part[2] and part[1] <= y < part[3]]
        on_paper = PLACE[0] <= x < PLACE[2] and PLACE[1] <= y < PLACE[3]
        assert len(around) <= 1
        assert not on_paper or around or not (inside or (x, y) in edges)
    for left, top, right, bottom in parts:
        assert PLACE[0] <= left < right <= PLACE[2] and PLACE[1] <= top < bottom <= PLACE[3]


def test_a_thin_line_across_a_picture_touches_little_of_it() -> None:
    whole = 0, 0, 6000, 6000
    thin = polygons([(3, 0), (6000, 5997), (5997, 6000), (0, 3)])
    assert area(touched(thin, whole)) < 0.08 * 6000 * 6000
    outer = [(9.0, 9.0), (5990.0, 9.0), (5990.0, 5990.0), (9.0, 5990.0)]
    inner = [(20.0, 20.0), (20.0, 5980.0), (5980.0, 5980.0), (5980.0, 20.0)]
    ring = polygons(outer, inner)
    assert area(touched(ring, whole)) < 0.09 * 6000 * 6000


def test_what_fills_a_picture_touches_all_of_it() -> None:
    whole = 0, 0, 1000, 700
    assert area(touched(polygons([(-9, -9), (1009, -9), (1009, 709), (-9, 709)]), whole)) == 700_000


def test_little_is_not_cut_up() -> None:
    place = 0, 0, 2 * TILE, 2 * TILE
    assert touched(polygons([(1, 1), (200, 200), (199, 200)]), place) == [place]
