"""Every tool in every kind of hand: what one does by mouse, pen, finger or keys, another sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import FingerHand, MouseHand, PenHand, polyline
from e2e.pictures import SHAPE, differing

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from e2e.conftest import Person

Place = tuple[float, float]  # CSS pixels; whole strides of the keys' hand from the paper's middle
STRIDE = 32
PENS = {"Pen": 144, "Pencil": 176, "Brush": 208, "Marker": 240}
SHAPES: dict[str, tuple[Place, Place, Place]] = {  # from, to, and where it must be inked
    "Line": ((128, 304), (192, 336), (160, 320)),
    "Arrow": ((256, 304), (320, 336), (288, 320)),
    "Rectangle": ((128, 400), (192, 464), (160, 400)),
    "Ellipse": ((256, 400), (320, 464), (288, 400)),
}


class Hand(Protocol):
    """Something to draw with that goes straight from corner to corner."""

    def drag(self, *corners: Place) -> None: ...


class Dragging:
    """A hand of `pens.py`, by its corners."""

    def __init__(self, hand: MouseHand | PenHand | FingerHand) -> None:
        self.hand = hand

    def drag(self, *corners: Place) -> None:
        self.hand.draw(polyline(*corners))


class KeyHand:
    """Arrow keys and Enter; it begins in the middle of the paper."""

    def __init__(self, page: Page) -> None:
        self.page = page
        size = page.viewport_size
        assert size is not None
        self.at: Place = (size["width"] / 2, size["height"] / 2)

    def drag(self, *corners: Place) -> None:
        self.page.locator("#paper").focus()
        self._go(corners[0])
        self.page.keyboard.press("Enter")
        for corner in corners[1:]:
            self._go(corner)
        self.page.keyboard.press("Enter")

    def _go(self, to: Place) -> None:
        for way, back, distance in (
            ("ArrowRight", "ArrowLeft", to[0] - self.at[0]),
            ("ArrowDown", "ArrowUp", to[1] - self.at[1]),
        ):
            for _ in range(round(abs(distance) / STRIDE)):
                self.page.keyboard.press(f"Shift+{way if distance > 0 else back}")
        self.at = to


HANDS: dict[str, Callable[[Page], Hand]] = {
    "mouse": lambda page: Dragging(MouseHand(page)),
    "pen": lambda page: Dragging(PenHand(page)),
    "finger": lambda page: Dragging(FingerHand(page)),
    "keys": KeyHand,
}


@pytest.mark.thorough
@pytest.mark.once
@pytest.mark.parametrize("kind", HANDS)
def test_every_tool_is_used_and_seen_by_another(
    person: Person, servers: list[str], kind: str
) -> None:
    mia = new_drawing(person(servers[0], phone=kind == "finger"))
    tom = Drawing(person(servers[-1], phone=kind == "finger")).open(servers[-1] + mia.path)
    hand = HANDS[kind](mia.page)

    for pen, y in PENS.items():
        mia.choose(pen)
        hand.drag((128, y), (288, y))
        tom.wait_for_ink(224, y)
    for shape, (start, end, inked) in SHAPES.items():
        mia.choose_more(shape)
        hand.drag(start, end)
        tom.wait_for_ink(*inked)
    mia.take("t")  # it stands in the tray, or where that is narrow among the others
    hand.drag((256, 528))
    expect(mia.page.get_by_label("Text on the paper")).to_be_focused()
    mia.page.keyboard.type("Hi")
    mia.page.keyboard.press("Escape")
    tom.wait_for_ink(262, 528)
    tom.shows(len(PENS) + len(SHAPES) + len(("text",)))
    if kind != "finger":  # a phone's screen is no whole number of pixels high: nothing to compare
        assert differing(tom.seen(), tom.server_picture(), SHAPE) < 0.02

    mia.choose("Eraser")
    hand.drag((224, 144), (224, 208))
    tom.wait_for_blank(224, 176)
    mia.choose_more("Pick")
    hand.drag((96, 368), (224, 496))  # a box round the rectangle
    bar = mia.page.get_by_role("toolbar", name="What is picked")
    expect(bar.get_by_text("1 picked")).to_be_visible()
    if kind == "keys":
        for _ in range(13):
            mia.page.keyboard.press("Shift+ArrowDown")
    else:
        hand.drag((160, 432), (160, 562))
    tom.wait_for_blank(160, 400)
    tom.wait_for_ink(160, 530)
    mia.choose_more("Stroke eraser")
    hand.drag((288, 368), (288, 432))
    tom.wait_for_blank(288, 400)

    for _ in range(len(PENS) + len(SHAPES) + len(("text", "eraser", "move", "stroke eraser"))):
        mia.undo()
    for each in (mia, tom):
        each.shows(0)
