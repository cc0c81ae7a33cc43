"""The main job: people open a page, draw, see each other's lines, talk, come back to it all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing, Home, listed_drawings, sign_up
from e2e.pens import FingerHand, PenHand, sentence, wave
from e2e.pictures import EDGE, SHAPE, differing, inked_pixels

if TYPE_CHECKING:
    from e2e.conftest import Person

# The server's picture against the browser's, as shares of the inked pixels: the grading of edges
# may differ in so many, the shapes practically nowhere.
EDGE_TOLERANCE = 0.12
# Where a line crosses itself within a pixel, Blend2D adds both coverages: 0.3 to 1.1 % have been
# seen, by how many points a hurried browser told of the loops.
SHAPE_TOLERANCE = 0.02


def mailbox() -> str:
    return f"{uuid4().hex}@example.org"


@pytest.mark.together
def test_two_people_sketch_together(person: Person, servers: list[str]) -> None:
    mia_page = person(servers[0])
    sign_up(mia_page, "Mia", mailbox())
    mia = Home(mia_page).start_drawing()

    # She writes; he sees the line before her pen is up, then the finished stroke.
    tom_page = person(servers[-1], phone=True)
    tom = Drawing(tom_page).open(servers[-1] + mia.path)
    pen = PenHand(mia_page)
    lines = sentence([5, 3, 6], x=60, y=200)
    first = lines[0]
    pen.down(first[0])
    pen.move(first[1:])
    tom.wait_for_ink(first[0].x, first[0].y)  # elsewhere a hurried browser leaves points out
    expect(tom.paper).to_have_attribute("data-applied", "0")
    pen.up(first[-1])
    for line in lines[1:]:
        pen.draw(line)
    mia.shows(3)
    tom.shows(3)

    # He draws with a finger; she sees it.
    finger = FingerHand(tom_page)
    stroke = wave(60, 420, 240)
    finger.draw(stroke)
    tom.shows(4)
    mia.shows(4)
    assert mia.inked(stroke[0].x, stroke[0].y)

    # Each undoes their own last stroke, and only that.
    tom.undo()
    mia.shows(3)
    assert not mia.inked(stroke[0].x, stroke[0].y)
    assert mia.inked(lines[2][0].x, lines[2][0].y)
    mia.undo()
    tom.shows(2)
    assert not tom.inked(lines[2][0].x, lines[2][0].y)
    assert tom.inked(first[0].x, first[0].y)
    finger.draw(stroke)
    for each in (mia, tom):
        each.shows(3)

    # They talk, both ways.
    mia.say("I'll do the lighthouse")
    tom.hears("I'll do the lighthouse")
    tom.say("Boats are mine then")
    mia.hears("Boats are mine then")

    # He reloads, a third person comes late: all see the same, pixel for pixel.
    before = tom.seen()
    tom_page.reload()
    tom.ready().shows(3)
    assert tom.seen().tobytes() == before.tobytes()
    aiko = Drawing(person(servers[0])).open(servers[0] + mia.path)
    aiko.shows(3)
    assert inked_pixels(aiko.seen()) > 1000
    assert aiko.seen().tobytes() == mia.seen().tobytes()
    aiko_on_phone = Drawing(person(servers[0], phone=True)).open(servers[0] + mia.path)
    aiko_on_phone.shows(3)
    assert aiko_on_phone.seen().tobytes() == tom.seen().tobytes()
    aiko.hears("Boats are mine then")

    # The PNG is the canvas, but for antialiasing.
    seen = mia.seen()
    picture = mia.server_picture()
    edges, shapes = differing(picture, seen, EDGE), differing(picture, seen, SHAPE)
    print(f"PNG against canvas: of the inked pixels {edges:.2%} graded, {shapes:.3%} differ")
    assert edges <= EDGE_TOLERANCE
    assert shapes <= SHAPE_TOLERANCE

    # He signs up and finds the drawing among his.
    sign_up(tom_page, "Tom", mailbox())
    expect(listed_drawings(tom_page)).to_have_count(1)
    expect(listed_drawings(tom_page).first).to_contain_text("by Mia & you")
