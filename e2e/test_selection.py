"""What is drawn is picked, moved, scaled, recoloured, copied, brought to the front and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import FingerHand, MouseHand, polyline
from e2e.pictures import EDGE, differing

if TYPE_CHECKING:
    from e2e.conftest import Person

FAR = 0.02  # of the inked pixels
RED = (221, 75, 51)


@pytest.mark.once
def test_one_picks_moves_and_takes_it_back_and_the_other_sees_it(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    hand = MouseHand(mia.page)
    hand.draw(polyline((200, 200), (300, 200)))
    hand.draw(polyline((200, 240), (300, 240)))
    tom.shows(2)

    mia.page.keyboard.press("v")
    hand.draw(polyline((150, 150), (350, 280)))  # a box round both
    bar = mia.page.get_by_role("toolbar", name="What is picked")
    expect(bar.get_by_text("2 picked")).to_be_visible()
    hand.draw(polyline((250, 220), (450, 420)))
    for each in (mia, tom):
        each.wait_for_ink(450, 440)
        each.wait_for_blank(250, 240)
        each.shows(2)
    bar.get_by_role("button", name="Duplicate").click()
    tom.shows(4)

    # Nobody else's work is picked; what is not one's own is said to be.
    tom.page.keyboard.press("v")
    MouseHand(tom.page).draw(polyline((450, 440), (451, 440)))
    expect(tom.page.get_by_text("You can change what you drew yourself.")).to_be_visible()

    mia.undo()
    tom.shows(2)
    mia.undo()
    for each in (mia, tom):
        each.wait_for_ink(250, 240)
        each.wait_for_blank(450, 440)
    mia.page.get_by_role("button", name="Redo", exact=True).click()
    tom.wait_for_ink(450, 440)
    mia.page.keyboard.press("h")
    mia.shows(2)
    assert tom.seen().tobytes() == mia.seen().tobytes()
    assert differing(tom.seen(), tom.server_picture(), EDGE) < FAR
