"""The house drawing, and the file of it that the home page fetches."""

from __future__ import annotations

from canvas.demo.harbour import LASTED, harbour, moments
from canvas.demo.picture import FILE, encode_picture
from canvas.strokes import Tool, decode_stroke, encode_stroke


def test_four_people_drew_the_harbour() -> None:
    drawing = harbour()
    assert [name.split()[0] for name in drawing.people] == ["Mia", "Tom", "Aiko", "Samir"]
    assert {drawn.author for drawn in drawing.strokes} == {0, 1, 2, 3}
    assert len(drawing.strokes) == 413


def test_every_stroke_of_the_harbour_can_travel() -> None:
    for drawn in harbour().strokes:
        assert decode_stroke(encode_stroke(drawn.stroke)) == drawn.stroke


def test_no_hand_is_faster_than_a_pen_reports() -> None:
    for drawn in harbour().strokes:
        first, *later = drawn.stroke.dt
        assert first == 0
        assert min(later, default=8) >= 8


def test_the_harbour_took_from_a_quarter_to_six_until_six() -> None:
    ends = moments()
    assert ends == sorted(ends)
    assert ends[-1] == LASTED


def test_no_hand_of_the_harbour_has_two_pens() -> None:
    free: dict[int, int] = {}
    for drawn, end in zip(harbour().strokes, moments(), strict=True):
        assert end - sum(drawn.stroke.dt) >= free.get(drawn.author, 0)
        free[drawn.author] = end


def test_a_marker_presses_fully() -> None:
    markers = [d.stroke for d in harbour().strokes if d.stroke.style.tool is Tool.MARKER]
    assert {pressure for stroke in markers for pressure in stroke.pressure} == {255}


def test_the_home_page_fetches_the_drawing_as_it_is() -> None:
    assert FILE.read_bytes() == encode_picture(harbour().strokes), (
        "run python -m canvas.demo.picture"
    )
