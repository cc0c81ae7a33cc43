"""What is done before the code for it has come is done once it is there, and in that order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.parts import HeldCode, HeldParts
from e2e.pens import MouseHand, polyline
from e2e.photos import RED, paste, picture

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from e2e.conftest import Person

pytestmark = pytest.mark.once

INK = (0x26, 0x28, 0x33)
CODE = re.compile(r"/assets/drawing-[^/]*\.js$")


class Early:
    """A drawing with a red line on it, of whose page all is on its way that comes later."""

    def __init__(self, person: Person) -> None:
        self.page = person(permissions=["clipboard-read", "clipboard-write"])
        self.parts = HeldParts(self.page)
        self.mia: Drawing = new_drawing(self.page)
        self.hand = MouseHand(self.page)
        self.ink("Red").check(force=True)
        self.hand.draw(polyline((300, 300), (500, 300)))
        self.mia.shows(1)
        self.ink("Ink").check(force=True)

    def ink(self, name: str) -> Locator:
        return self.page.locator("#tray").get_by_role("radio", name=name, exact=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.mark.thorough
def test_keys_that_come_before_their_code_are_done_once_it_is_there(person: Person) -> None:
    early = Early(person)
    early.page.route("**/images", lambda _route: None)  # a picture is on its way for ever
    early.press("Control+a", "Delete", "p", "i")
    early.page.mouse.click(400, 300)
    paste(early.page, picture())
    early.press("Control+z", "p")
    early.page.get_by_role("button", name="Share", exact=True).focus()
    early.press("Enter", "h", "Enter")  # while a dialog is coming, letters are no shortcuts
    expect(early.ink("Red")).to_be_checked()
    expect(early.ink("Pen")).to_be_checked()
    early.mia.shows(1)
    early.parts.come()
    expect(early.page.locator("#share [data-copy=link]")).to_have_text("Copied")
    early.press("Escape")
    early.mia.shows(0)
    early.press("Control+z")  # what is left to be undone
    early.mia.shows(1)


def test_keys_that_come_before_their_code_draw_with_what_was_in_the_hand_then(
    person: Person,
) -> None:
    page = person()
    parts = HeldParts(page)
    mia = new_drawing(page)
    mia.paper.focus()
    right, down, left = (("Shift+Arrow" + way,) * 2 for way in ("Right", "Down", "Left"))
    for key in ("Enter", *right, "Enter"):
        page.keyboard.press(key)
    page.locator("#tray").get_by_role("radio", name="Red", exact=True).check(force=True)
    mia.paper.focus()
    for key in (*down, "Enter", *left, "Tab"):  # where the focus leaves it the pen is put down
        page.keyboard.press(key)
    mia.shows(0)
    parts.come()
    mia.shows(2)
    mia.wait_for_colour(640 + 32, 400, INK)
    mia.wait_for_colour(640 + 32, 464, RED)


@pytest.mark.thorough
def test_letters_typed_where_keys_will_write_are_words(person: Person) -> None:
    early = Early(person)
    early.mia.paper.focus()
    early.press("t", "Enter")
    early.page.keyboard.type("bench")  # these are shortcuts, too
    early.parts.come()
    field = early.mia.page.locator("textarea.writing")
    expect(field).to_have_value("bench")
    expect(field).to_be_focused()
    early.press("Escape")
    early.mia.shows(2)
    expect(early.ink("Text")).to_be_checked()


@pytest.mark.thorough
def test_an_undo_that_waits_spares_what_is_drawn_meanwhile(person: Person) -> None:
    early = Early(person)
    early.press("v", "Control+z", "p")  # what picks is on its way, and undo waits behind it
    early.hand.draw(polyline((300, 500), (500, 500)))
    early.mia.shows(2)
    early.parts.come()
    early.mia.shows(1)
    early.mia.wait_for_ink(400, 500)
    early.mia.wait_for_blank(400, 300)


@pytest.mark.thorough
def test_what_is_done_before_any_code_has_come_is_done_once_it_is_there(person: Person) -> None:
    page = person()
    path = new_drawing(page).path
    code = HeldCode(page, CODE)
    page.goto(path, wait_until="commit")
    hand, tray = MouseHand(page), page.locator("#tray")
    expect(tray).to_be_visible()
    hand.draw(polyline((300, 300), (500, 300)))
    tray.get_by_role("radio", name="Red", exact=True).check(force=True)
    page.keyboard.press("b")
    hand.draw(polyline((300, 400), (500, 400)))
    page.keyboard.press("p")
    hand.draw(polyline((300, 500), (500, 500)))
    page.keyboard.press("Control+z")
    page.locator("#title button").click()
    page.keyboard.type("Two boats")
    page.keyboard.press("Enter")
    code.come()
    mia = Drawing(page).ready()
    mia.shows(2)
    for y in (300, 400):
        mia.wait_for_ink(400, y)
    mia.wait_for_colour(400, 400, RED)
    expect(tray.get_by_role("radio", name="Pen", exact=True)).to_be_checked()
    expect(mia.title).to_have_text("Two boats")
