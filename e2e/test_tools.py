"""Pens, marker, eraser, colours and sizes; undoing all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.parts import wait_for_part
from e2e.pens import FingerHand, MouseHand, PenHand, Touch, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

MARKER_OPACITY = 153  # of 255: .6
RED = (0xDD, 0x4B, 0x33, 255)
BLUE = (0x2F, 0x6F, 0xAE, 255)
ROUNDING = 2  # of 255: colours under an opacity are not exact


@pytest.fixture
def mia(person: Person) -> Drawing:
    return new_drawing(person())


@pytest.mark.once
def test_a_marker_is_translucent_and_does_not_darken_where_it_crosses_itself(mia: Drawing) -> None:
    mia.choose("Marker")
    hand = PenHand(mia.page)
    # Never straight, not even where a slow machine stops: a hand held still asks for a line.
    corners = ((120, 420), (200, 300), (500, 300), (500, 200), (350, 200), (350, 420))
    loop = polyline(*corners, step=50)
    hand.down(loop[0])
    hand.move(loop[1:])
    mia.wait_for_ink(350, 400)
    check_even(mia)  # while the pen is down
    hand.up(loop[-1])
    mia.shows(1)
    check_even(mia)
    hand.draw(polyline((260, 220), (260, 380)))  # another stroke does darken it
    mia.shows(2)
    assert mia.colour(260, 300)[3] > MARKER_OPACITY + 50


def check_even(drawing: Drawing) -> None:
    seen = drawing.seen()
    crossing = seen.getpixel((350, 300))
    assert isinstance(crossing, tuple)
    assert abs(crossing[3] - MARKER_OPACITY) <= ROUNDING
    for place in ((240, 300), (430, 300), (350, 250), (350, 380), (430, 200)):
        assert seen.getpixel(place) == crossing, place


LAID_OUT = """
  JSON.stringify([...document.querySelectorAll('#tray :is(button, label)')].map(
    ({ textContent, offsetLeft, offsetWidth }) => [textContent.trim(), offsetLeft, offsetWidth]))
"""


@pytest.mark.once
@pytest.mark.parametrize(
    "phone",
    [pytest.param(False, marks=pytest.mark.thorough), True],
    ids=["desktop", "phone"],
)
def test_nothing_in_the_tray_changes_its_place_with_the_tool_in_the_hand(
    person: Person, phone: bool
) -> None:
    mia = new_drawing(person(phone=phone))
    before = mia.page.evaluate(LAID_OUT)
    for key in "nbmetlaroxwhip":
        mia.take(key)
        assert mia.page.evaluate(LAID_OUT) == before, key


@pytest.mark.thorough
@pytest.mark.once
def test_the_tray_has_room_beside_the_chat_in_every_window(mia: Drawing) -> None:
    mia.open_chat()
    for width in (1024, 1079, 1080, 1239, 1240, 1280, 1519, 1520):
        mia.page.set_viewport_size({"width": width, "height": 720})
        tray, chat = mia.page.locator("#tray").bounding_box(), mia.chat.bounding_box()
        assert tray
        assert chat
        assert 0 <= tray["x"] <= chat["x"] - tray["width"], width


@pytest.mark.thorough
@pytest.mark.once
def test_a_line_drawn_far_out_is_seen(mia: Drawing) -> None:
    for _ in range(20):
        mia.page.keyboard.press("-")
    expect(mia.page.get_by_role("button", name="Zoom 1%", exact=True)).to_be_visible()
    PenHand(mia.page).draw(polyline((300, 200), (700, 500)))
    mia.wait_for_ink(500, 350)
    assert mia.inked(400, 275)


@pytest.mark.once
def test_an_eraser_rubs_out_what_it_touches_until_undone(mia: Drawing) -> None:
    pen = PenHand(mia.page)
    pen.draw(polyline((200, 300), (600, 300)))
    mia.shows(1)
    before = mia.seen()
    mia.choose("Eraser")
    eraser = polyline((400, 250), (400, 350))
    pen.down(eraser[0])
    pen.move(eraser[1:])
    mia.wait_for_blank(400, 300)  # before the pen is up
    pen.up(eraser[-1])
    mia.shows(2)
    assert not mia.inked(400, 300)
    assert mia.inked(300, 300)
    mia.undo()
    mia.shows(1)
    assert mia.seen().tobytes() == before.tobytes()


@pytest.mark.thorough
@pytest.mark.once
def test_ink_has_the_colour_that_was_chosen(mia: Drawing) -> None:
    hand, page = MouseHand(mia.page), mia.page
    page.locator("#tray").get_by_role("radio", name="Red").check(force=True)
    mia.page.keyboard.press("]")
    hand.draw(polyline((200, 200), (500, 200)))
    mia.shows(1)
    assert mia.colour(300, 200) == RED

    page.get_by_role("button", name="More colours").click()
    field = page.get_by_label("Colour in six letters or digits")
    field.fill("blue-ish")
    field.press("Enter")
    expect(page.locator("#hex-error")).to_contain_text("Six digits or letters")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("2f6fae")
    field.press("Enter")
    expect(page.locator("#hex-error")).to_be_hidden()
    page.keyboard.press("Escape")
    hand.draw(polyline((200, 300), (500, 300)))
    mia.shows(2)
    assert mia.colour(300, 300) == BLUE

    # A colour is for drawing: it takes the eraser from the hand. A swatch of one's own is kept.
    mia.choose("Eraser")
    page.get_by_role("button", name="More colours").click()
    field.fill("#0af")
    field.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("radio", name="Pen", exact=True)).to_be_checked()
    hand.draw(polyline((200, 400), (500, 400)))
    mia.shows(3)
    assert mia.colour(300, 400) == (0x00, 0xAA, 0xFF, 255)
    page.get_by_role("button", name="More colours").click()
    expect(page.locator("#colours").get_by_role("radio", name="#00AAFF")).to_be_checked()


@pytest.mark.thorough
@pytest.mark.once
def test_a_colour_is_picked_from_the_paper_by_mouse_alt_keys_and_finger(person: Person) -> None:
    mia = new_drawing(person())
    page, hand = mia.page, MouseHand(mia.page)
    tray = page.locator("#tray")
    for x, name in ((200, "Red"), (400, "Blue"), (600, "Green")):
        tray.get_by_role("radio", name=name).check(force=True)
        mia.choose("Marker")
        hand.draw(polyline((x, 200), (x, 500)))
    mia.choose("Pen")
    mia.shows(3)

    def pen_draws(strokes: int, y: int) -> tuple[int, int, int, int]:
        hand.draw(polyline((700, y), (800, y)))
        mia.shows(strokes)
        return mia.colour(750, y)

    page.mouse.move(100, 100)
    page.keyboard.press("i")
    page.mouse.move(200, 300)
    page.mouse.down()
    page.mouse.up()
    red, green, blue, _ = pen_draws(4, 200)
    assert red > green + 60 and red > blue + 60  # of the marker on paper: lighter than its ink
    page.mouse.move(400, 300)
    page.keyboard.down("Alt")
    page.mouse.down()
    page.mouse.up()
    page.keyboard.up("Alt")
    red, green, blue, _ = pen_draws(5, 250)
    assert blue > red + 60
    page.mouse.move(590, 300)
    page.keyboard.press("i")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    red, green, blue, _ = pen_draws(6, 300)
    assert green > red + 20
    page.keyboard.press("i")
    page.keyboard.press("Escape")
    assert pen_draws(7, 350) == mia.colour(750, 300)  # nothing was picked

    phone = Drawing(person(phone=True)).open(page.url)
    phone.page.locator(".colour-button").tap()
    phone.page.get_by_role("button", name="Pick a colour from the paper").tap()
    fingers = FingerHand(phone.page)
    fingers.down(Touch(200, 500, 0.5))
    fingers.move([[Touch(210, 400, 0.5)]])
    expect(phone.page.locator(".picking-ring")).to_be_visible()
    fingers.up()
    expect(phone.page.locator(".picking-ring")).to_be_hidden()
    phone.shows(7)


@pytest.mark.thorough
@pytest.mark.once
def test_the_paper_has_the_colour_that_somebody_gave_it_until_it_is_undone(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    mia.page.get_by_role("button", name="More colours").click()
    mia.page.get_by_role("button", name="Blackboard").click()
    for each in (mia, tom):
        expect(each.paper).to_have_css("background-color", "rgb(46, 74, 64)")
    mia.page.keyboard.press("Escape")
    MouseHand(mia.page).draw(polyline((200, 300), (600, 300)))
    mia.shows(1)
    mia.page.reload()
    mia.ready().shows(1)
    expect(mia.paper).to_have_css("background-color", "rgb(46, 74, 64)")
    mia.undo()
    mia.undo()
    for each in (mia, tom):
        expect(each.paper).not_to_have_css("background-color", "rgb(46, 74, 64)")


@pytest.mark.thorough
@pytest.mark.once
def test_a_pen_is_as_thick_as_it_was_chosen(mia: Drawing) -> None:
    hand, page = MouseHand(mia.page), mia.page
    for stroke, resize in enumerate(("", "]]]]", "[" * 12), 1):
        for key in resize:
            page.keyboard.press(key)
        hand.draw(polyline((100 * stroke, 200), (100 * stroke, 500)))
        hand.draw(polyline((100 * stroke, 300), (100 * stroke + 60, 300)))
        mia.shows(2 * stroke)
    usual, thick, thin = (mia.thickness(100 * stroke + 45) for stroke in (1, 2, 3))
    assert thin < usual < thick
    slider = page.get_by_role("slider", name="Size")
    slider.focus()
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "120 pixels")
    hand.draw(polyline((600, 400), (760, 400)))
    mia.shows(7)
    assert mia.thickness(680) > 5 * thick


@pytest.mark.once
def test_a_tap_that_closes_something_leaves_no_dot_and_a_line_stays(person: Person) -> None:
    mia = new_drawing(person(phone=True))
    hand, menu = FingerHand(mia.page), mia.page.locator("#menu")
    more = mia.page.get_by_role("button", name="More", exact=True)
    wait_for_part(mia.page, "fading")
    for path in ([Touch(60, 400, 0.5), Touch(62, 401, 0.5)], polyline((60, 500), (300, 500))):
        more.click()
        expect(menu).to_be_visible()
        hand.draw(path)
        expect(menu).to_be_hidden()
    field = mia.page.get_by_label("Title", exact=True)
    mia.title.click()
    expect(field).to_be_focused()
    hand.draw([Touch(60, 300, 0.5), Touch(62, 301, 0.5)])
    expect(field).to_be_hidden()
    mia.shows(1)


@pytest.mark.once
def test_a_stroke_flicked_off_the_paper_is_undone_by_the_very_next_tap(person: Person) -> None:
    mia = new_drawing(person(phone=True))
    FingerHand(mia.page).draw(polyline((60, 500), (300, 500)))
    mia.shows(1)
    mia.page.locator("#undo").tap()
    mia.shows(0)


@pytest.mark.thorough
@pytest.mark.once
def test_a_title_that_is_too_long_stays_until_it_is_shorter(mia: Drawing) -> None:
    field, limit = mia.page.get_by_label("Title", exact=True), mia.page.locator("#title-limit")
    mia.rename("\N{WATER WAVE}" * 81)
    expect(field).to_have_value("\N{WATER WAVE}" * 81)
    expect(limit).to_have_text("A title has 80 letters at most. Make it shorter.")
    MouseHand(mia.page).draw(polyline((300, 300), (500, 400)))  # one may draw on meanwhile
    mia.shows(1)
    expect(limit).to_be_visible()
    field.fill("\N{WATER WAVE}" * 80)
    expect(limit).to_be_hidden()
    field.press("Enter")
    expect(mia.title).to_have_text("\N{WATER WAVE}" * 80)


@pytest.mark.together
def test_what_is_undone_cleared_and_renamed_is_so_for_everyone_and_after_a_reload(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    pen, mouse, keys = PenHand(mia.page), MouseHand(tom.page), mia.page.keyboard
    pen.draw(polyline((200, 200), (500, 200)))
    mia.choose("Brush")
    pen.draw(polyline((200, 260), (500, 320), (700, 260)))
    mouse.draw(polyline((200, 400), (500, 400)))
    shown_by_both(3, mia, tom)
    keys.press("Control+z")
    shown_by_both(2, mia, tom)
    keys.press("Control+z")
    shown_by_both(1, mia, tom)  # Tom's stays
    keys.press("Control+z")
    keys.press("Control+y")
    shown_by_both(2, mia, tom)
    keys.press("Control+Shift+z")
    shown_by_both(3, mia, tom)

    mia.clear()
    shown_by_both(0, mia, tom)
    mia.undo()
    shown_by_both(3, mia, tom)
    mia.choose("Eraser")
    pen.draw(polyline((350, 150), (350, 450)))
    mia.choose("Marker")
    pen.draw(polyline((150, 300), (800, 360)))
    shown_by_both(5, mia, tom)
    assert tom.page.get_by_text("Clear the paper…").count() == 0  # that is for the owner

    mia.rename("  The  harbour ")
    for each in (mia, tom):
        expect(each.title).to_have_text("The harbour")
    expect(tom.page).to_have_title("The harbour · DrawnBy")

    before = mia.seen()
    assert tom.seen().tobytes() == before.tobytes()
    mia.page.reload()
    mia.ready().shows(5)
    assert mia.seen().tobytes() == before.tobytes()
    expect(mia.title).to_have_text("The harbour")


def shown_by_both(strokes: int, *drawings: Drawing) -> None:
    for drawing in drawings:
        drawing.shows(strokes)
