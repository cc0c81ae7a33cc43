"""Every tool in every kind of hand: what one does by mouse, pen, finger or keys, another sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.hands import HANDS
from e2e.pages import Drawing, new_drawing
from e2e.pictures import SHAPE, differing

if TYPE_CHECKING:
    from e2e.conftest import Person
    from e2e.hands import Place

PENS = {"Pen": 144, "Pencil": 176, "Brush": 208, "Marker": 240}
SHAPES: dict[str, tuple[Place, Place, Place]] = {  # from, to, and where it must be inked
    "Line": ((128, 304), (192, 336), (160, 320)),
    "Arrow": ((256, 304), (320, 336), (288, 320)),
    "Rectangle": ((128, 400), (192, 464), (160, 400)),
    "Ellipse": ((256, 400), (320, 464), (288, 400)),
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
    hand.move_picked((160, 432), (160, 562))
    tom.wait_for_blank(160, 400)
    tom.wait_for_ink(160, 530)
    mia.choose_more("Stroke eraser")
    hand.drag((288, 368), (288, 432))
    tom.wait_for_blank(288, 400)

    for _ in range(len(PENS) + len(SHAPES) + len(("text", "eraser", "move", "stroke eraser"))):
        mia.undo()
    for each in (mia, tom):
        each.shows(0)
