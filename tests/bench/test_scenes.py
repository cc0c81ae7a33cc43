"""The drawings that are measured with."""

from __future__ import annotations

from array import array

from bench import scenes
from canvas.strokes import UNITS_PER_PIXEL, decode_stroke


def test_a_scene_is_the_same_each_time_and_spreads_over_its_square() -> None:
    once, again = ([each.encode() for each in scenes.scene(300)] for _ in range(2))
    assert once == again
    side = scenes.side_of(300) * UNITS_PER_PIXEL
    assert all(0 <= each.x < side and 0 <= each.y < side for each in scenes.scene(300))


def test_a_stroke_encoded_where_it_is_put_is_that_stroke_moved() -> None:
    for placed in list(scenes.scene(100))[::9]:
        shape, stroke = placed.shape.stroke, decode_stroke(placed.encode())
        assert list(stroke.x) == [placed.x + x for x in shape.x]
        assert list(stroke.y) == [placed.y + y for y in shape.y]
        assert (stroke.style, list(stroke.pressure)) == (shape.style, list(shape.pressure))


def test_others_are_told_the_same_scene_in_numbers() -> None:
    numbers = array("i", scenes.columns(2))
    assert list(numbers[:2]) == [2, scenes.POINTS]
    first, second = scenes.scene(2)
    each = 2 + 3 * scenes.POINTS
    assert len(numbers) == 2 + 2 * each
    assert numbers[4] == first.x
    assert numbers[4 + each] == second.x
    assert numbers[4 + each + scenes.POINTS] == second.y
