"""Where most of the ink is."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.render.crop import crowd
from canvas.render.items import Box
from canvas.render.picture import union

TABLE = json.loads((Path(__file__).parents[2] / "wire" / "crowds.json").read_text())

edges = st.floats(-(2**23), 2**23)
lengths = st.floats(0, 2**12)
boxes = st.builds(lambda x, y, w, h: (x, y, x + w, y + h), edges, edges, lengths, lengths)

HOUSE: list[Box] = [(10.0 * n, 20.0, 10.0 * n + 120.0, 260.0) for n in range(12)]
WHOLE_HOUSE = (0.0, 20.0, 230.0, 260.0)


@pytest.mark.parametrize("row", TABLE["crowds"], ids=lambda row: str(row["name"]))
def test_it_is_the_same_in_both_languages(row: dict[str, Any]) -> None:
    edges = crowd([tuple(box) for box in row["boxes"]])
    assert edges == (row["crowd"] and tuple(row["crowd"]))


def test_nothing_has_no_crowd() -> None:
    assert crowd([]) is None


def test_all_that_lies_together_is_shown() -> None:
    assert crowd(HOUSE) == WHOLE_HOUSE
    assert crowd([(5.0, 5.0, 5.0, 5.0)]) == (5.0, 5.0, 5.0, 5.0)


def test_a_stroke_far_away_does_not_make_all_the_rest_a_speck() -> None:
    assert crowd([*HOUSE, (9_000.0, -4_000.0, 9_100.0, -3_900.0)]) == WHOLE_HOUSE
    assert crowd([(-9_000.0, 50.0, -8_900.0, 60.0), *HOUSE]) == WHOLE_HOUSE


def test_what_lies_beside_it_is_not_cut_off() -> None:
    beside = (330.0, 30.0, 420.0, 200.0)
    assert crowd([*HOUSE, beside]) == (0.0, 20.0, 420.0, 260.0)


def test_two_halves_of_a_drawing_are_both_shown() -> None:
    other = [(left + 5_000, top, right + 5_000, bottom) for left, top, right, bottom in HOUSE]
    assert crowd([*HOUSE, *other]) == union([*HOUSE, *other])


@given(st.lists(boxes, min_size=1, max_size=40))
def test_most_of_the_ink_is_in_it_whatever_is_drawn(drawn: list[Box]) -> None:
    left, top, right, bottom = crowd(drawn) or (0.0, 0.0, 0.0, 0.0)
    inside = [
        box
        for box in drawn
        if left <= (box[0] + box[2]) / 2 <= right and top <= (box[1] + box[3]) / 2 <= bottom
    ]

    def ink(some: list[Box]) -> float:
        return sum(max(box[2] - box[0], box[3] - box[1], 1.0) for box in some)

    assert ink(inside) >= 0.6 * ink(drawn) - 1e-6
