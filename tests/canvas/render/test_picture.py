"""Frames: which part of the paper a picture shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.render.items import Box
from canvas.render.picture import (
    MAX_PIXELS,
    MAX_SIDE,
    Frame,
    PictureTooLarge,
    around,
    check_size,
    fit,
    ink_bounds,
)
from canvas.strokes import Tool
from tests.canvas.render.contract.specimens import draw

edges = st.floats(-(2**23), 2**23)
lengths = st.floats(0, 2**24)
boxes = st.builds(lambda x, y, w, h: (x, y, x + w, y + h), edges, edges, lengths, lengths)


def test_the_ink_of_all_strokes_is_bounded_and_erasers_have_none() -> None:
    strokes = [
        draw(Tool.MARKER, 10, (0, 0)),
        draw(Tool.MARKER, 20, (100, 50)),
        draw(Tool.ERASER, 1000, (0, 0)),
    ]
    assert ink_bounds(strokes) == (-5, -5, 110, 60)
    assert ink_bounds(strokes[2:]) is None


@given(boxes)
def test_a_fitted_frame_has_the_size_asked_for_and_shows_the_box(box: Box) -> None:
    frame = fit(box, (640, 480), 32)
    assert frame.size == (640, 480)
    slack = 1e-6 * max(abs(edge) for edge in (*box, 1.0))
    assert frame.x <= box[0] + slack
    assert frame.y <= box[1] + slack
    assert frame.x + frame.width >= box[2] - slack
    assert frame.y + frame.height >= box[3] - slack


def test_a_little_drawing_is_not_blown_up() -> None:
    assert fit((0, 0, 10, 10), (640, 480), 32).scale == 2.0


def test_an_empty_drawing_fits_too() -> None:
    assert fit(None, (640, 480), 32).size == (640, 480)
    assert around(None, 24, 1.0).size == (48, 48)


@given(boxes, st.floats(0.1, 64))
def test_a_frame_around_anything_keeps_the_limits(box: Box, scale: float) -> None:
    frame = around(box, 24, scale)
    check_size(frame)
    assert frame.scale <= scale


def test_a_drawing_that_is_not_too_large_is_shown_at_the_scale_asked_for() -> None:
    assert around((0, 0, 1600, 1000), 24, 2.0) == Frame(-24, -24, 1648, 1048, 2.0)


@pytest.mark.parametrize(
    "frame",
    [
        Frame(0, 0, MAX_SIDE + 1, 1),
        Frame(0, 0, 1, MAX_SIDE + 1),
        Frame(0, 0, 6400, MAX_PIXELS / 6400 + 1),
        Frame(0, 0, 1e9, 1e9, 64.0),
    ],
)
def test_too_large_pictures_are_refused(frame: Frame) -> None:
    with pytest.raises(PictureTooLarge):
        check_size(frame)


@pytest.mark.parametrize("frame", [Frame(0, 0, MAX_SIDE, 4882), Frame(0, 0, 0, 0)])
def test_the_largest_and_the_smallest_picture_pass(frame: Frame) -> None:
    check_size(frame)
