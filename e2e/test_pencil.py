"""A pencil: its grain lies on the paper, for everybody alike, and leaves with every picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from e2e.pages import Drawing, new_drawing
from e2e.pens import PenHand, polyline
from e2e.pictures import SHAPE, differing, on_white
from e2e.test_pen_up import SMALL, check_pen_up, scribble

if TYPE_CHECKING:
    from e2e.conftest import Person

pytestmark = pytest.mark.once

GRAIN = 12  # levels: the standard deviation within a line, where a pen's is 0
# Levels: server and browser sample the same texels, but blend and round in their own ways.
NEAR = 3.0


def test_two_people_see_the_same_grain_while_it_is_drawn_and_after(person: Person) -> None:
    mia = new_drawing(person(viewport=SMALL))
    tom = Drawing(person(viewport=SMALL)).open(mia.page.url)
    mia.take("n")
    check_pen_up(mia, tom, scribble(110), 1)
    mia.page.keyboard.press("]")
    mia.page.keyboard.press("]")
    PenHand(mia.page).draw(polyline((150, 150), (650, 165)))
    for drawing in (mia, tom):
        drawing.shows(2)
    own, others = mia.seen(), tom.seen()
    assert own.tobytes() == others.tobytes()
    assert spread(own.crop((200, 140, 600, 175))) > GRAIN
    painted = mia.server_picture()
    assert differing(own, painted, SHAPE) < 0.02
    inside = own.getchannel("A").filter(ImageFilter.MinFilter(3)).point(lambda level: level and 255)
    apart = ImageChops.difference(on_white(own), on_white(painted)).convert("L")
    assert ImageStat.Stat(apart, inside).mean[0] < NEAR


def spread(line: Image.Image) -> float:
    alpha = line.getchannel("A")
    inked = alpha.point(lambda level: level and 255)
    return ImageStat.Stat(alpha, inked).stddev[0]
