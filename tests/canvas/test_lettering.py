"""Typesetting, against the layouts shared with the browser."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from canvas.lettering import BASELINE, EM, LINE, OVERHANG, letter_outline
from canvas.letters import faces, set_in_type
from canvas.texts import Face, Text
from tests.wire import make_texts

if TYPE_CHECKING:
    from canvas.lettering import Letters
    from canvas.ribbon import Polygon

LAYOUTS = json.loads(make_texts.FILE.read_text())["layouts"]


def written(words: str, size: int = 16) -> Text:
    return Text(Face.PLAIN, 0, size, 0, 0, words)


def area(polygon: Polygon) -> float:
    pairs = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs) / 2


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_letters_lie_where_the_shared_table_says(layout: dict[str, Any]) -> None:
    typeset = set_in_type(make_texts.TEXTS[layout["name"]])
    assert list(typeset.bounds) == layout["bounds"]
    assert [[list(run) for run in line] for line in typeset.lines] == layout["lines"]


@pytest.mark.parametrize("letters", faces().values(), ids=faces())
def test_every_letter_keeps_within_its_line_and_overhang(letters: Letters) -> None:
    for letter, advance in letters.advances.items():
        for x, y, _ in (point for contour in letters.contours(letter) for point in contour):
            assert -OVERHANG <= x <= advance + OVERHANG, letter
            assert -BASELINE - OVERHANG <= y <= LINE - BASELINE + OVERHANG, letter


@pytest.mark.parametrize("letters", faces().values(), ids=faces())
def test_no_letter_of_ours_is_a_control_or_a_mark(letters: Letters) -> None:
    assert not {unicodedata.category(letter)[0] for letter in letters.advances} & set("MC")


def test_holes_are_wound_the_other_way_and_come_after_what_they_are_in() -> None:
    outer, inner = (area(polygon) for polygon in set_in_type(written("o")).outline(8))
    assert outer > -inner > 0


def test_curves_are_finer_the_larger_they_are_shown() -> None:
    small, large = (next(set_in_type(written("O", 320)).outline(scale)) for scale in (1, 8))
    assert len(small) < len(large)
    assert area(small) == pytest.approx(area(large), rel=0.02)


def test_what_neither_face_has_is_a_box_of_its_width() -> None:
    typeset = set_in_type(written("漢"))
    (outer, inner) = typeset.outline()
    assert area(outer) > -area(inner) > 0
    assert typeset.lines[0][0].width == 1000


@pytest.mark.parametrize("words", ["Low tide,\n06:40", "6 漢 🎉", "abc שלום\nabc"])
def test_a_letter_by_itself_is_what_it_is_in_its_text(words: str) -> None:
    typeset = set_in_type(written(words, 320))
    apart = [
        (left + x, baseline + y)
        for letter, letters, left, baseline in typeset.pens()
        for polygon in letter_outline(letter, letters, typeset.em / EM)
        for x, y in polygon
    ]
    together = [corner for polygon in typeset.outline() for corner in polygon]
    assert [part for corner in apart for part in corner] == pytest.approx(
        [part for corner in together for part in corner]
    )


def test_a_blank_leaves_no_mark() -> None:
    assert len(list(set_in_type(written("a b")).outline())) == len(
        list(set_in_type(written("ab")).outline())
    )


def test_a_letter_of_another_script_changes_no_other() -> None:
    before, after = (set_in_type(written(words)).lines[0] for words in ("Boat", "BoatЖ"))
    assert after[:1] == before
    assert [(run.words, run.face) for run in after] == [("Boat", "hanken"), ("Ж", "vollkorn")]


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("at 漢 six", [("at ", "hanken"), ("漢", None), (" six", "hanken")]),
        ("abc, שלום עולם!", [("abc, ", "hanken"), ("שלום עולם", None), ("!", "hanken")]),
        ("שלום, abc 12!", [("!", "hanken"), ("abc 12", "hanken"), ("שלום, ", None)]),
        ("6 שלום", [(" שלום", None), ("6", "hanken")]),
    ],
)
def test_only_what_our_faces_lack_is_left_to_the_system(
    line: str, runs: list[tuple[str, str | None]]
) -> None:
    assert [(run.words, run.face) for run in set_in_type(written(line)).lines[0]] == runs
