"""Writing on the paper: typed in place, seen by others, written anew, the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import MouseHand, polyline
from e2e.pictures import EDGE, SHAPE, differing

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from e2e.conftest import Person

FIELD = "Text on the paper"

# The paper has moved so that the end of a long line is seen, and as little as that takes.
ENDS_IN_SIGHT = """
(field) => {
  const { left, right } = field.getBoundingClientRect();
  return left < 0 && innerWidth - 100 < right && right < innerWidth + 28;  // an em beyond it
}
"""

# And then so that the next line is seen from its start.
BEGINS_IN_SIGHT = """
(field) => {
  const { left } = field.getBoundingClientRect();
  return 0 < left && left < innerWidth / 2;
}
"""


@pytest.fixture
def mia(person: Person) -> Drawing:
    return new_drawing(person())


def write(page: Page, words: str, x: float, y: float) -> None:
    page.mouse.click(x, y)
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Escape")


@pytest.mark.once
def test_words_are_typed_in_place_seen_by_others_and_written_anew(person: Person) -> None:
    mia = new_drawing(person())
    tom = Drawing(person()).open(mia.path)
    mia.take("t")
    write(mia.page, "Low tide\n06:40", 300, 200)
    for drawing in (mia, tom):
        drawing.shows(1)
        drawing.wait_for_ink(306, 200)
    tom.take("t")  # what others wrote is theirs: one writes above it
    tom.page.mouse.click(320, 200)
    expect(tom.page.get_by_label(FIELD)).to_have_value("")
    tom.page.keyboard.press("Escape")
    before = tom.seen().getbbox()  # by now of the letters, not of what stands for them
    mia.page.mouse.click(320, 200)
    field = mia.page.get_by_label(FIELD)
    expect(field).to_have_value("Low tide\n06:40")
    field.fill("High tide")
    mia.page.mouse.click(700, 500)  # beside it: that is all
    expect(field).to_have_count(0)
    tom.wait_for_blank(304, 236)
    for drawing in (mia, tom):
        drawing.shows(1)
    assert tom.seen().getbbox() != before
    mia.page.keyboard.press("Control+z")
    tom.wait_for_ink(304, 236)  # the second line is there again
    tom.shows(1)
    assert tom.seen().getbbox() == before


@pytest.mark.thorough
@pytest.mark.once
def test_what_is_empty_leaves_nothing(mia: Drawing) -> None:
    mia.take("t")
    write(mia.page, "  ", 300, 200)
    write(mia.page, "x", 300, 300)
    mia.shows(1)
    mia.page.mouse.click(306, 300)
    mia.page.get_by_label(FIELD).fill("")
    mia.page.keyboard.press("Escape")
    mia.shows(0)
    mia.page.keyboard.press("Control+z")
    mia.shows(1)


@pytest.mark.once
def test_texts_lie_where_they_were_typed_as_the_server_paints_them(mia: Drawing) -> None:
    """The tolerance is what two rasterisers of the same outlines differ by at the edges."""
    mia.take("t")
    write(mia.page, "The harbour at six\nWeiß, Œuvre, 12 €", 200, 150)
    write(mia.page, "Λιμάνι в шесть", 200, 300)
    mia.page.keyboard.press("e")
    MouseHand(mia.page).draw(polyline((420, 120), (460, 200)))
    mia.shows(3)
    assert differing(mia.seen(), mia.server_picture(), EDGE) < 0.02
    assert differing(mia.seen(), mia.server_picture(), SHAPE) == 0


@pytest.mark.once
@pytest.mark.thorough
def test_the_key_pressed_twice_writes_in_the_middle_and_colours_are_chosen_meanwhile(
    mia: Drawing,
) -> None:
    mia.page.keyboard.press("t")
    mia.page.keyboard.press("t")
    expect(mia.page.get_by_label(FIELD)).to_be_focused()
    mia.page.keyboard.type("Ahoy")
    mia.page.locator("#tray .swatches label", has_text="Red").click()
    expect(mia.page.get_by_label(FIELD)).to_be_focused()
    mia.page.keyboard.press("Escape")
    mia.shows(1)
    found = [colour for _, colour in mia.seen().getcolors(9999) or []]
    inks = {colour for colour in found if isinstance(colour, tuple) and colour[3] == 255}
    assert inks == {(0xDD, 0x4B, 0x33, 255)}


@pytest.mark.once
@pytest.mark.thorough
def test_one_key_opens_the_field_where_the_cross_hair_is_and_it_is_gone(mia: Drawing) -> None:
    keys, cross = mia.page.keyboard, mia.page.locator(".key-tip")
    mia.paper.focus()
    keys.press("t")
    keys.press("Shift+ArrowLeft")
    expect(cross).to_be_visible()
    keys.press("Enter")
    keys.type("kiwi")  # also where the code for the field has yet to come
    expect(mia.page.get_by_label(FIELD)).to_have_value("kiwi")
    expect(cross).to_be_hidden()
    keys.press("Escape")
    mia.shows(1)
    mia.wait_for_ink(610, 400)  # in the middle but for one stride


@pytest.mark.once
@pytest.mark.thorough
def test_on_a_phone_a_tap_writes_and_two_fingers_still_move_the_paper(person: Person) -> None:
    mia = new_drawing(person(phone=True))
    mia.choose_more("Text")
    mia.page.touchscreen.tap(60, 300)
    expect(mia.page.get_by_label(FIELD)).to_be_focused()
    mia.page.keyboard.type("Here")
    mia.page.touchscreen.tap(300, 500)
    expect(mia.page.get_by_label(FIELD)).to_have_count(0)
    mia.shows(1)


@pytest.mark.once
@pytest.mark.thorough
def test_a_long_line_moves_the_paper_and_nothing_else(person: Person) -> None:
    mia = new_drawing(person(phone=True))
    mia.choose_more("Text")
    furniture = [mia.page.locator(what) for what in ("#tray", ".bar-start", ".bar-end")]
    stood = [piece.bounding_box() for piece in furniture]
    mia.page.touchscreen.tap(350, 300)
    field = mia.page.get_by_label(FIELD)
    expect(field).to_be_focused()
    mia.page.keyboard.type("Low tide at six. " * 4 + "High at noon")
    mia.page.wait_for_function(ENDS_IN_SIGHT, arg=field.element_handle())
    assert mia.page.evaluate("document.querySelector('#studio').scrollLeft") == 0
    assert [piece.bounding_box() for piece in furniture] == stood
    mia.page.keyboard.press("Enter")
    mia.page.wait_for_function(BEGINS_IN_SIGHT, arg=field.element_handle())
