"""Pixels around the moment a pen lifts: nothing flickers, jumps or changes its shape."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from e2e.frames import Apart, Frames, next_frames
from e2e.pages import Drawing, new_drawing
from e2e.pens import MouseHand, PenHand, Touch, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

pytestmark = pytest.mark.once

SMALL = {"width": 800, "height": 640}  # two tiles by two, and the edges of three
# Not zero where a tile is cut off by the window: its outlines are cut off elsewhere.
SAME = Apart(most=48, pixels=40)
# The edges of what was drawn in the last ten frames have seen less of the outline to come.
IN_FLIGHT = Apart(most=96, pixels=300)  # the slower the machine, the more a frame draws
TAIL = 32  # CSS pixels: the last of a stroke that others see comes when it is finished
RESTS = 20  # frames: a pen at rest is painted anew after fewer


def scribble(points: int, *, height: float = 90) -> list[Touch]:
    """Over all tiles, and over itself."""
    return [
        Touch(
            120 + 560 * i / points + 24 * math.sin(i * 0.9),
            330 + height * math.sin(i * 0.35),
            0.45 + 0.3 * math.sin(i * 0.1),
        )
        for i in range(points)
    ]


def comes_to_rest(drawing: Drawing, unlike: bytes) -> None:
    """Wait until something of what another draws has come, and all of it, however slowly."""
    for _ in range(200):
        if drawing.seen().tobytes() != unlike:
            break
        next_frames(drawing.page, 3)
    else:
        raise AssertionError("nothing of it came")
    before, now = b"", drawing.seen().tobytes()
    while now != before:
        next_frames(drawing.page, 12)
        before, now = now, drawing.seen().tobytes()


def near_end(path: list[Touch]) -> Touch:
    """The last place that others see before the pen is lifted."""
    end = path[-1]
    return next(at for at in reversed(path) if math.hypot(at.x - end.x, at.y - end.y) > TAIL)


def check_pen_up(
    mia: Drawing, tom: Drawing, path: list[Touch], strokes: int, *, on_blank: bool = False
) -> None:
    """Draw, rest, lift: every frame from the rest on shows what is kept in the end."""
    before = tom.seen().tobytes()
    pen = PenHand(mia.page)
    pen.down(path[0])
    pen.move(path[1:])
    if on_blank:  # else there may be ink before, or none after
        tom.wait_for_ink(near_end(path).x, near_end(path).y)
    comes_to_rest(tom, unlike=before)
    for drawing in (mia, tom):
        next_frames(drawing.page, RESTS)
    watched = [Frames(drawing.page) for drawing in (mia, tom)]
    for drawing in (mia, tom):
        next_frames(drawing.page, 3)
    pen.up(path[-1])
    for drawing in (mia, tom):
        drawing.shows(strokes)
        next_frames(drawing.page, 5)
    own, others = watched
    x, y = path[-1].x, path[-1].y
    for frame in (*own.apart(), *others.apart((x - TAIL, y - TAIL, x + TAIL, y + TAIL))):
        assert frame.most <= SAME.most, (strokes, frame)
        assert frame.pixels <= SAME.pixels, (strokes, frame)


def test_a_stroke_is_seen_as_it_will_be_kept_by_its_author_and_by_others(person: Person) -> None:
    mia = new_drawing(person(viewport=SMALL))
    tom = Drawing(person(viewport=SMALL)).open(mia.page.url)
    check_pen_up(mia, tom, scribble(110), 1, on_blank=True)


@pytest.mark.thorough
def test_no_tool_size_or_zoom_changes_a_stroke_at_pen_up(person: Person) -> None:
    mia = new_drawing(person(viewport=SMALL))
    tom = Drawing(person(viewport=SMALL)).open(mia.page.url)
    strokes = 0
    for zoom in ("+", "----"):
        for drawing in (mia, tom):
            for key in zoom:
                drawing.page.keyboard.press(key)
            drawing.page.wait_for_timeout(300)  # the zoom comes to rest
        for tool, size in (
            ("Pen", ""),
            ("Pencil", ""),
            ("Brush", "]]"),
            ("Marker", ""),
            ("Eraser", "["),
        ):
            mia.choose(tool)
            for key in size:
                mia.page.keyboard.press(key)
            strokes += 1
            check_pen_up(mia, tom, scribble(120, height=40 + 20 * strokes), strokes)


@pytest.mark.thorough
def test_a_stroke_lifted_in_full_flight_changes_nowhere_but_at_its_end(person: Person) -> None:
    mia = new_drawing(person(viewport=SMALL))
    pen, path = PenHand(mia.page), scribble(110)
    pen.down(path[0])
    pen.move(path[1:-8])
    watched = Frames(mia.page)
    pen.move(path[-8:])
    pen.up(path[-1])
    mia.shows(1)
    next_frames(mia.page, 5)
    end = path[-12:]
    xs, ys = [at.x for at in end], [at.y for at in end]
    box = (min(xs) - TAIL, min(ys) - TAIL, max(xs) + TAIL, max(ys) + TAIL)
    for frame in watched.apart(box):
        assert frame.most <= IN_FLIGHT.most, frame
        assert frame.pixels <= IN_FLIGHT.pixels, frame


IN_THE_SAME_FRAME = """
([x, y]) => new Promise((resolve) => {
  const paper = document.querySelector('#paper');
  const inked = () => [...paper.querySelectorAll('canvas')].some((canvas) => {
    const ratio = canvas.width / canvas.clientWidth;
    const place = [(x - 2) * ratio, (y - 2) * ratio, 4 * ratio, 4 * ratio];
    return canvas.getContext('2d').getImageData(...place).data.some((value) => value > 0);
  });
  paper.addEventListener('pointermove', (event) => {
    if (Math.hypot(event.clientX - x, event.clientY - y) > 1) return;
    const before = inked();
    // After the page's own callback of the same frame, before anything is shown.
    requestAnimationFrame((time) => {
      resolve({ before, after: inked(), late: time - document.timeline.currentTime });
    });
  });
})
"""


def test_ink_is_there_in_the_frame_in_which_the_pointer_moved(person: Person) -> None:
    mia = new_drawing(person())
    mouse = MouseHand(mia.page)  # nothing is foreseen of it
    mouse.down(Touch(200, 300, 0.5))
    mouse.move(polyline((200, 300), (400, 300)))
    mia.page.evaluate(f"void (window.seen = ({IN_THE_SAME_FRAME})([500, 300]))")
    mouse.move([Touch(500, 300, 0.5)])
    seen = mia.page.evaluate("window.seen")
    assert (seen["before"], seen["after"], seen["late"]) == (False, True, 0)
    mouse.mouse.up()
