"""A pencil: its grain lies on the paper, for everybody alike, and leaves with every picture."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from e2e.pages import Drawing, new_drawing
from e2e.pens import PenHand, polyline
from e2e.pictures import SHAPE, differing, on_white
from e2e.test_pen_up import SMALL, scribble
from e2e.test_replay import Replay
from e2e.test_taking_away import DROP, open_dialog, taken

if TYPE_CHECKING:
    from e2e.conftest import Person

pytestmark = pytest.mark.once

GRAIN = 12  # levels: the standard deviation within a line, where a pen's is 0
# Levels: server and browser sample the same texels, but blend and round in their own ways.
NEAR = 3.0

# Until the code that paints pencils has come, an even line stands in for one.
GRAINED = """
(grain) => {
  const canvas = document.querySelector('#paper > canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const ink = data.filter((value, index) => index % 4 === 3 && value > 0);
  const mean = ink.reduce((sum, value) => sum + value, 0) / ink.length;
  const spread = ink.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ink.length;
  return Math.sqrt(spread) > grain;
}
"""


def test_two_people_see_the_same_grain_and_the_server_paints_it(person: Person) -> None:
    """While it is drawn: test_pen_up.py, where every tool is."""
    mia = new_drawing(person(viewport=SMALL))
    tom = Drawing(person(viewport=SMALL)).open(mia.page.url)
    mia.take("n")
    PenHand(mia.page).draw(scribble(110))
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
    assert grained_alike(own, painted)


@pytest.mark.thorough
def test_a_pencil_keeps_its_grain_when_moved_replayed_and_opened_from_its_file(
    person: Person,
) -> None:
    mia = new_drawing(person(viewport=SMALL))
    mia.take("n")
    PenHand(mia.page).draw(polyline((150, 150), (650, 165)))
    mia.shows(1)
    mia.page.wait_for_function(GRAINED, arg=GRAIN)
    before = mia.seen()
    mia.page.keyboard.press("Control+a")
    for _ in range(10):
        mia.page.keyboard.press("Shift+ArrowDown")
    mia.wait_for_ink(400, 257)
    mia.wait_for_blank(400, 157)
    mia.page.keyboard.press("Escape")
    mia.shows(1)
    moved = mia.seen()
    assert grained_alike(moved, mia.server_picture())
    assert not grained_alike(moved, ImageChops.offset(before, 0, 100))  # it lies on the paper

    open_dialog(mia, "File")
    file = taken(mia.page, "Download file")
    page = person(viewport=SMALL)
    page.goto("/")
    page.evaluate(DROP, [b64encode(file.read_bytes()).decode(), "a.drawnby"])
    page.wait_for_url(re.compile(r"/d/[\w-]{22}$"))
    opened = Drawing(page).ready()
    opened.shows(1)
    page.wait_for_function(GRAINED, arg=GRAIN)
    assert grained_alike(opened.seen(), opened.server_picture())

    replay = Replay(page).open(opened.path)
    page.keyboard.press("End")
    replay.shows(2)
    page.wait_for_function(GRAINED, arg=GRAIN)
    shown = Drawing(page)
    painted = page.request.get(shown.picture_of_view().replace("/replay", "")).body()
    assert spread(shown.seen()) > GRAIN
    assert grained_alike(shown.seen(), Image.open(BytesIO(painted)))


def grained_alike(one: Image.Image, other: Image.Image) -> bool:
    inside = one.getchannel("A").filter(ImageFilter.MinFilter(3)).point(lambda level: level and 255)
    apart = ImageChops.difference(on_white(one), on_white(other)).convert("L")
    return ImageStat.Stat(apart, inside).mean[0] < NEAR


def spread(line: Image.Image) -> float:
    alpha = line.getchannel("A")
    inked = alpha.point(lambda level: level and 255)
    return ImageStat.Stat(alpha, inked).stddev[0]
