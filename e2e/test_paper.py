"""The paper is moved and enlarged, and nothing is drawn by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import FingerHand, MouseHand, PenHand, Touch, polyline, spread

if TYPE_CHECKING:
    from e2e.conftest import Person


@pytest.fixture
def mia(person: Person) -> Drawing:
    return new_drawing(person())


@pytest.mark.once
def test_the_paper_moves_by_wheel_space_middle_button_and_hand(mia: Drawing) -> None:
    page, hand = mia.page, MouseHand(mia.page)
    hand.draw(polyline((400, 400), (600, 400)))
    mia.shows(1)
    before = mia.seen()
    page.mouse.move(500, 300)
    page.mouse.wheel(0, 120)
    mia.wait_for_ink(500, 280)
    page.mouse.wheel(-100, 0)
    mia.wait_for_ink(650, 280)
    page.keyboard.down(" ")
    hand.draw(polyline((500, 300), (400, 420)))
    page.keyboard.up(" ")
    mia.wait_for_ink(500, 400)
    page.mouse.move(500, 300)
    page.mouse.down(button="middle")
    page.mouse.move(500, 350)
    page.mouse.up(button="middle")
    mia.wait_for_ink(500, 450)
    mia.choose("Hand")
    hand.draw(polyline((500, 300), (500, 250)))
    mia.wait_for_ink(500, 400)
    mia.shows(1)  # none of it drew
    assert mia.seen().tobytes() == before.tobytes()
    mia.paper.focus()
    page.keyboard.press("ArrowUp")
    mia.wait_for_ink(500, 464)


@pytest.mark.once
def test_the_paper_is_enlarged_by_wheel_buttons_and_keys(mia: Drawing) -> None:
    page = mia.page
    MouseHand(page).draw(polyline((200, 300), (300, 300)))
    mia.shows(1)
    page.mouse.move(250, 300)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    mia.zoom_is(128)
    mia.wait_for_ink(250, 300)  # what was under the pointer is still there
    page.get_by_role("button", name="Zoom out", exact=True).click()
    mia.zoom_is(100)
    page.get_by_role("button", name="Zoom in", exact=True).click()
    mia.zoom_is(141)
    page.keyboard.press("+")
    mia.zoom_is(200)
    page.keyboard.press("-")
    mia.zoom_is(141)
    page.keyboard.press("0")
    mia.zoom_is(100)
    for _ in range(20):
        page.keyboard.press("-")
    mia.zoom_is(1)
    page.keyboard.press("Shift+Digit1")  # the whole drawing, never larger than life
    mia.zoom_is(100)
    mia.wait_for_ink(640, 415)  # in the middle between the bars
    mia.shows(1)


@pytest.mark.once
def test_two_fingers_move_the_paper_and_draw_nothing(person: Person, servers: list[str]) -> None:
    mia = new_drawing(person(servers[0], phone=True))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    fingers = FingerHand(mia.page)

    # The first finger has begun a line, which the other screen shows already …
    line = polyline((80, 300), (200, 300))
    fingers.down(line[0])
    fingers.move([at] for at in line[1:])
    tom.wait_for_ink(150, 300)
    # … when the second one comes down: the line is taken back, on both screens.
    other = Touch(300, 400, 0.5)
    fingers.down(line[-1], other)
    mia.wait_for_blank(150, 300)
    tom.wait_for_blank(150, 300)
    fingers.up()
    fingers.pinch(list(spread(200, 350, start=40, end=80)))
    mia.zoom_is(200)
    fingers.pinch(list(spread(200, 350, start=80, end=40)))
    mia.zoom_is(100)
    mia.shows(0)
    tom.shows(0)

    # One finger draws again, and the colours that were chosen from give way to it at once.
    expect(mia.page.locator("#people-button .avatar:visible")).to_have_count(2)
    mia.page.get_by_role("button", name=re.compile("^Colour")).click()
    expect(mia.page.locator("#colours")).to_be_visible()
    line = polyline((80, 160), (200, 160))  # above the sheet of colours
    fingers.down(line[0])
    fingers.move([at] for at in line[1:])
    expect(mia.page.locator("#colours")).to_be_hidden()
    fingers.up()
    tom.shows(1)

    # Who drew what is in the menu here, and there the keyboard is again afterwards.
    mia.from_menu("Who drew what")
    mia.page.get_by_role("button", name="Show as drawn").press("Enter")
    expect(mia.page.get_by_role("button", name="More", exact=True)).to_be_focused()

    # Where a pen was seen, fingers rest and the pen draws.
    pen = PenHand(mia.page)
    pen.draw(polyline((80, 500), (200, 500)))
    tom.shows(2)
    fingers.draw(polyline((80, 550), (200, 550)))
    pen.draw(polyline((80, 600), (200, 600)))
    tom.shows(3)
