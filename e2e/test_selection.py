"""What is drawn is picked, moved, scaled, recoloured, copied, brought to the front and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import FingerHand, MouseHand, polyline
from e2e.pictures import SHAPE, differing

if TYPE_CHECKING:
    from e2e.conftest import Person

FAR = 0.02  # of the inked pixels
INK = (38, 40, 51)
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

    mia.take("v")
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
    tom.take("v")
    MouseHand(tom.page).draw(polyline((450, 440), (451, 440)))
    expect(tom.page.get_by_text("You can change your own strokes")).to_be_visible()

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
    assert differing(tom.seen(), tom.server_picture(), SHAPE) < FAR


@pytest.mark.thorough
@pytest.mark.once
def test_a_finger_picks_carries_scales_and_recolours(person: Person) -> None:
    page = person(phone=True)
    mia = new_drawing(page)
    hand = FingerHand(page)
    hand.draw(polyline((80, 200), (180, 200)))
    hand.draw(polyline((80, 240), (180, 240)))
    mia.choose_more("Pick")
    bar = page.get_by_role("toolbar", name="What is picked")
    hand.draw(polyline((50, 170), (210, 270)))
    expect(bar.get_by_text("2 picked")).to_be_visible()
    hand.draw(polyline((130, 220), (160, 320)))  # from between them
    mia.wait_for_ink(160, 340)
    mia.wait_for_blank(130, 240)
    hand.draw(polyline((216, 346), (320, 388)))  # the corner
    mia.wait_for_ink(280, 381)
    page.get_by_role("button", name="Colour: Ink").click()
    page.locator("#colours").get_by_role("radio", name="Red").check(force=True)
    mia.wait_for_colour(280, 381, RED)
    page.keyboard.press("Escape")
    for _ in range(3):
        mia.undo()
    mia.wait_for_colour(130, 240, INK)
    mia.shows(2)


@pytest.mark.thorough
@pytest.mark.once
def test_everything_is_done_by_keys_and_taken_back_after_a_reload(person: Person) -> None:
    page = person()
    mia = new_drawing(page)
    keys = page.keyboard
    hand = MouseHand(page)
    hand.draw(polyline((200, 200), (300, 200)))
    hand.draw(polyline((200, 240), (300, 240)))
    keys.press("Control+a")
    expect(page.locator("#pen-news")).to_have_text("2 picked")
    for _ in range(10):
        keys.press("Shift+ArrowDown")  # as one move
    mia.wait_for_ink(250, 340)
    mia.shows(2)
    for _ in range(2):
        keys.press("Alt+ArrowUp")  # as one more
    keys.press("Control+d")
    mia.shows(4)
    assert differing(mia.seen(), mia.server_picture(), SHAPE) < FAR
    keys.press("Delete")
    mia.shows(2)
    mia.take("w")
    hand.draw(polyline((250, 260), (250, 380)))
    mia.shows(0)

    page.reload()
    mia.ready()
    for visible in (2, 4, 2):
        mia.undo()
        mia.shows(visible)
    mia.undo()  # the scaling
    mia.undo()  # the move
    mia.wait_for_ink(250, 240)
    mia.wait_for_blank(250, 340)
    assert differing(mia.seen(), mia.server_picture(), SHAPE) < FAR
