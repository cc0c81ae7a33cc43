"""The feel of the paper: palms, fingers and pens, steadier lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import FingerHand, PenHand, Touch, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

pytestmark = pytest.mark.once


@pytest.mark.thorough
def test_a_palm_leaves_nothing_and_fingers_draw_again_when_asked_to(person: Person) -> None:
    mia = new_drawing(person(phone=True))
    pen, palm = PenHand(mia.page), FingerHand(mia.page)
    stroke = polyline((80, 300), (300, 300))

    # The hand comes down first, the pen a moment later; the hand goes on moving.
    palm.down(Touch(320, 420, 0.5))
    palm.move([[Touch(318, 424, 0.5)]])
    pen.down(stroke[0])
    pen.move(stroke[1:12])
    palm.move([[Touch(316, 428, 0.5)]])
    pen.move(stroke[12:])
    pen.up(stroke[-1])
    palm.up()
    mia.shows(1)
    assert not mia.inked(320, 420)
    expect(mia.page.locator("#toasts")).to_contain_text("fingers move the paper")

    # It comes down while the pen draws, and stays when the pen has lifted.
    before = mia.paper.get_attribute("data-view")
    stroke = polyline((80, 360), (300, 360))
    pen.down(stroke[0])
    palm.down(Touch(320, 420, 0.5))
    pen.move(stroke[1:])
    pen.up(stroke[-1])
    palm.move([[Touch(250, 480, 0.5)]])
    palm.up()
    mia.shows(2)
    assert mia.paper.get_attribute("data-view") == before

    # Now fingers move the paper …
    mia.page.wait_for_timeout(400)  # until a touch is a finger again, not the pen's hand
    palm.draw(polyline((200, 500), (200, 450)))
    mia.wait_for_ink(190, 250)
    mia.shows(2)
    # … until the menu says otherwise, here and after a reload.
    mia.page.get_by_role("button", name="More", exact=True).click()
    mia.page.get_by_label("Draw with a finger too").check()
    mia.page.keyboard.press("Escape")
    palm.draw(polyline((80, 500), (300, 500)))
    mia.shows(3)
    mia.page.reload()
    mia.ready()
    palm.draw(polyline((80, 550), (300, 550)))
    mia.shows(4)


@pytest.mark.thorough
def test_a_steadier_line_ends_where_the_pen_lifts_and_stays_chosen(person: Person) -> None:
    mia = new_drawing(person())
    mia.page.get_by_role("button", name="More", exact=True).click()
    mia.page.get_by_role("button", name="A lot").click()
    mia.page.keyboard.press("Escape")
    mia.page.reload()
    mia.ready()
    PenHand(mia.page).draw(polyline((200, 300), (400, 300), (400, 400)))
    mia.shows(1)
    assert mia.inked(400, 398)
    assert not mia.inked(399, 301)  # no sharp corner: it was cut
    mia.page.get_by_role("button", name="More", exact=True).click()
    chosen = mia.page.get_by_role("group", name="Steadier lines").locator("[aria-pressed=true]")
    expect(chosen).to_have_text("A lot")


def test_a_drawing_is_made_with_the_keyboard_alone(person: Person) -> None:
    mia = new_drawing(person())
    tom = Drawing(person()).open(mia.page.url)
    keys, news = mia.page.keyboard, mia.page.locator("#pen-news")
    assert "Enter puts it down" in (mia.page.locator("#paper-keys").text_content() or "")
    mia.paper.focus()
    for _ in range(10):
        keys.press("Shift+ArrowLeft")  # from the middle, 320 to the left
    keys.press("Enter")
    expect(news).to_have_text("Pen down")
    for way in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        for _ in range(5):
            keys.press(way)
    tom.wait_for_ink(340, 440)  # while the pen is down
    # At rest so long that a hand would have made a clean shape of it.
    expect(news).to_have_text("320 across, 400 down")
    keys.press("Enter")
    expect(news).to_have_text("Pen up")
    for drawing in (mia, tom):
        drawing.shows(1)
        for x, y in ((340, 400), (360, 420), (340, 440), (320, 420)):
            assert drawing.inked(x, y)
        assert not drawing.inked(340, 420)

    # Held, it glides; a line that was not meant is taken back.
    keys.press("Enter")
    keys.down("ArrowRight")
    mia.wait_for_ink(500, 400)
    keys.up("ArrowRight")
    keys.press("Escape")
    mia.wait_for_blank(500, 400)
    expect(news).to_have_text("Line taken back")
    mia.shows(1)
    # Beyond the edge the paper goes on; a tool is put down where the focus leaves it.
    keys.press("Enter")
    for _ in range(10):
        keys.press("Shift+ArrowUp")
        keys.press("Shift+ArrowUp")
    keys.press("Tab")
    tom.shows(2)
    # From 400 down to the margin of 96, then the paper.
    expect(mia.paper).to_have_attribute("data-view", re.compile(r"^\S+ -336 1$"))
    # The hand moves the paper.
    mia.paper.focus()
    keys.press("h")
    keys.press("ArrowUp")
    expect(mia.paper).to_have_attribute("data-view", re.compile(r"^\S+ -400 1$"))
    mia.shows(2)


@pytest.mark.thorough
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_stroke_far_away_makes_the_drawing_no_speck_and_can_be_reached(
    person: Person, phone: bool
) -> None:
    mia = new_drawing(person(phone=phone))
    pen = PenHand(mia.page)
    for y in (300, 350, 400):
        pen.draw(polyline((80, y), (330, y)))
    mia.page.mouse.move(200, 300)
    mia.page.mouse.wheel(0, 30_000)
    pen.draw(polyline((80, 300), (110, 300)))
    mia.shows(4)
    tom = Drawing(person(phone=phone)).open(mia.path)
    tom.shows(4)
    tom.zoom_is(100)
    assert tom.seen().getbbox()
    for zoom in (r"0\.0\d+", "1"):  # all of it, and what is worth seeing of it
        tom.page.keyboard.press("Shift+Digit1")
        expect(tom.paper).to_have_attribute("data-view", re.compile(f" {zoom}$"))
    tom.page.mouse.move(200, 300)
    tom.page.mouse.wheel(0, 5_000)
    way_back = tom.page.get_by_role("button", name="Back to the drawing")
    way_back.click()
    expect(way_back).to_be_hidden()  # what is in sight is painted
    tom.zoom_is(100)
    assert tom.seen().getbbox()


@pytest.mark.thorough
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_whoever_sees_nothing_of_the_drawing_is_led_back(person: Person, phone: bool) -> None:
    mia = new_drawing(person(phone=phone))
    pen, keys = PenHand(mia.page), mia.page.keyboard
    way_back = mia.page.get_by_role("button", name="Back to the drawing")
    expect(way_back).to_be_hidden()  # nothing is drawn
    pen.draw(polyline((80, 300), (300, 300)))
    mia.shows(1)
    mia.page.mouse.move(200, 400)
    mia.page.mouse.wheel(0, 5000)
    expect(way_back).to_be_visible()
    expect(mia.page.locator("#pen-news")).to_have_text("Nothing of the drawing is in sight.")
    line = polyline((80, 200), (300, 200))
    pen.down(line[0])
    pen.move(line[1:])
    expect(way_back).to_be_hidden()  # somebody draws
    pen.up(line[-1])
    mia.shows(2)
    mia.page.wait_for_timeout(600)
    expect(way_back).to_be_hidden()  # it is in sight
    mia.undo()
    expect(way_back).to_be_visible()
    way_back.focus()
    keys.press("Enter")
    expect(way_back).to_be_hidden()
    expect(mia.paper).to_be_focused()
    mia.wait_for_ink(*((640, 415) if not phone else (206, 436)))  # between the bars
