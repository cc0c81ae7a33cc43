"""Lines, arrows, rectangles and ellipses: drawn by one, seen by all while they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import FingerHand, MouseHand, PenHand, Touch, polyline
from e2e.pictures import EDGE, differing

if TYPE_CHECKING:
    from e2e.conftest import Person

FAR = 0.02  # of the inked pixels


@pytest.mark.once
def test_a_shape_is_seen_by_others_as_it_is_drawn_and_kept_as_it_was_last(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    hand = MouseHand(mia.page)
    mia.choose_more("Rectangle")
    hand.down(Touch(200, 200, 0.5))
    hand.move(polyline((210, 210), (600, 500)))
    tom.wait_for_ink(600, 350)
    tom.wait_for_ink(400, 500)
    hand.move(polyline((600, 500), (500, 400)))  # smaller: what was seen before is gone
    tom.wait_for_blank(600, 350)
    tom.wait_for_ink(500, 300)
    hand.mouse.up()
    for each in (mia, tom):
        each.shows(1)
    assert tom.seen().tobytes() == mia.seen().tobytes()

    # With Shift a square; Escape takes back what is not finished; undo is one step.
    hand.down(Touch(700, 200, 0.5))
    hand.move(polyline((710, 210), (900, 260)))
    mia.page.keyboard.down("Shift")
    tom.wait_for_ink(800, 400)
    mia.page.keyboard.up("Shift")
    mia.page.keyboard.press("Escape")
    tom.wait_for_blank(900, 230)
    hand.mouse.up()
    mia.shows(1)
    mia.undo()
    for each in (mia, tom):
        each.shows(0)


@pytest.mark.thorough
@pytest.mark.once
def test_a_line_is_straight_once_the_hand_holds_still_for_everyone(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    pen = PenHand(mia.page)
    bent = polyline((200, 300), (400, 340), (600, 300))
    pen.down(bent[0])
    pen.move(bent[1:])
    tom.wait_for_ink(400, 338)
    tom.wait_for_blank(400, 338)  # by itself: the hand rests
    tom.wait_for_ink(400, 300)
    pen.move(polyline((600, 300), (600, 500)))  # the end can still be placed
    tom.wait_for_ink(400, 400)
    pen.up(Touch(600, 500, 0.5))
    for each in (mia, tom):
        each.shows(1)
    assert tom.seen().tobytes() == mia.seen().tobytes()
    mia.undo()
    for each in (mia, tom):
        each.shows(0)


@pytest.mark.thorough
@pytest.mark.once
def test_shapes_are_drawn_by_finger_pen_and_key_and_the_server_draws_the_same(
    person: Person,
) -> None:
    mia = new_drawing(person())
    for key, (x, y) in {"l": (200, 150), "a": (500, 150), "r": (200, 400), "o": (500, 400)}.items():
        mia.take(key)
        PenHand(mia.page).draw(polyline((x, y), (x + 200, y + 120)))
    mia.shows(4)
    mia.choose("Marker")
    mia.take("r")
    MouseHand(mia.page).draw(polyline((800, 200), (1000, 500)))
    mia.shows(5)
    assert differing(mia.seen(), mia.server_picture(), EDGE) < FAR

    phone = Drawing(person(phone=True)).open(mia.page.url)
    phone.choose_more("Ellipse")
    expect(phone.page.get_by_role("button", name="Ellipse, and more tools")).to_be_visible()
    FingerHand(phone.page).draw(polyline((100, 300), (300, 420)))
    phone.shows(6)
