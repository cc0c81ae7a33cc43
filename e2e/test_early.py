"""What is done before the code for it has come is done once it is there, and in that order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.parts import HeldParts
from e2e.pens import MouseHand, polyline
from e2e.photos import paste, picture

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from e2e.conftest import Person

pytestmark = pytest.mark.once


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
    early.press("Control+a", "Delete", "Control+z", "p", "i")
    early.page.mouse.click(400, 300)
    paste(early.page, picture())
    early.press("Control+z", "p")
    early.page.get_by_role("button", name="Share", exact=True).focus()
    early.press("Enter", "Enter")
    early.mia.shows(1)
    early.parts.come()
    expect(early.page.locator("#share [data-copy=link]")).to_have_text("Copied")
    early.press("Escape")
    expect(early.ink("Red")).to_be_checked()
    early.mia.shows(1)
    early.press("Control+y")  # what was deleted, and brought back
    early.mia.shows(0)
