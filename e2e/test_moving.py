"""The paper under a hand that keeps moving it: what is moved looks as what is drawn at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.pages import Drawing, new_drawing
from e2e.pens import PenHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

# Turns the wheel in every frame, to and fro, until tiles are moved; returns how many pixels have
# ink then, and how many look otherwise than once the paper lies still.
MOVE = """
async () => {
  const paper = document.querySelector('#paper');
  const frame = () => new Promise(requestAnimationFrame);
  const { left, top, width, height } = paper.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2 };
  const options = { bubbles: true, cancelable: true, ...at };
  const turn = (way) => paper.dispatchEvent(
    new WheelEvent('wheel', { deltaX: 5 * way, deltaY: 3 * way, ...options })
  );
  const tiles = () => [...(paper.querySelector('.mosaic')?.shadowRoot.children ?? [])];
  for (let turns = 1; turns < 6 || tiles().length === 0; turns++) {
    if (turns === 600) throw new Error('no tiles are moved');
    turn(turns % 20 < 10 ? 1 : -1);
    await frame();
  }
  const moved = document.createElement('canvas').getContext('2d');
  const still = paper.querySelector(':scope > canvas');
  [moved.canvas.width, moved.canvas.height] = [still.width, still.height];
  const ratio = still.width / still.clientWidth;
  for (const tile of tiles()) {
    const box = tile.getBoundingClientRect();
    const [x, y] = [Math.round((box.left - left) * ratio), Math.round((box.top - top) * ratio)];
    moved.drawImage(tile, x, y);
  }
  for (let frames = 0; tiles().length > 0; frames++) {
    if (frames === 600) throw new Error('the tiles do not come to rest');
    await frame();
  }
  const pixels = ({ canvas }) => new Uint32Array(canvas.getContext('2d')
    .getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  const [one, other] = [pixels(moved), pixels(still.getContext('2d'))];
  const count = (like) => one.reduce((sum, pixel, index) => sum + (like(pixel, index) ? 1 : 0), 0);
  return [count((pixel) => pixel), count((pixel, index) => pixel !== other[index])];
}
"""

# Zooms in every frame, to and fro, until tiles are stretched; returns how much ink they have then,
# and by how much they look otherwise than what is painted at that zoom, a little blurred: where
# they lie, and three pixels off to each side.
ZOOM = """
async () => {
  const paper = document.querySelector('#paper');
  const frame = () => new Promise(requestAnimationFrame);
  const { left, top, width, height } = paper.getBoundingClientRect();
  const at = { clientX: left + width / 3, clientY: top + height / 2, ctrlKey: true };
  const turn = (deltaY) => paper.dispatchEvent(
    new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true, ...at })
  );
  const tiles = () => [...(paper.querySelector('.mosaic')?.shadowRoot.children ?? [])];
  const before = paper.dataset.view;
  for (let turns = 1; turns < 8 || tiles().length === 0; turns++) {
    if (turns === 600) throw new Error('no tiles are stretched');
    turn(turns % 20 < 10 ? -4 : 4);
    await frame();
  }
  const still = paper.querySelector(':scope > canvas');
  const inks = (draw) => {
    const context = document.createElement('canvas').getContext('2d');
    const { canvas } = context;
    [canvas.width, canvas.height] = [width / 4, height / 4];
    context.imageSmoothingQuality = 'high';
    context.scale(1 / 4, 1 / 4);
    draw(context);
    return context.getImageData(0, 0, canvas.width, canvas.height).data
      .filter((_, index) => index % 4 === 3);
  };
  const boxes = tiles().map((tile) => [tile, tile.getBoundingClientRect()]);
  const moved = [[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]].map(([x, y]) => inks((context) => {
    for (const [tile, box] of boxes)
      context.drawImage(tile, box.left - left + x, box.top - top + y, box.width, box.height);
  }));
  for (let frames = 0; tiles().length > 0 || paper.dataset.view === before; frames++) {
    if (frames === 600) throw new Error('the tiles do not come to rest');
    await frame();
  }
  const drawn = inks((context) => context.drawImage(still, 0, 0, width, height));
  const sum = (values) => values.reduce((sum, value) => sum + value, 0);
  const apart = (one) => sum([...one].map((ink, index) => Math.abs(ink - drawn[index])));
  return [sum([...moved[0]]), moved.map(apart)];
}
"""

# Turns the wheel in every frame, a little to and fro, until `window.still` is set.
KEEP_MOVING = """
() => {
  const paper = document.querySelector('#paper');
  const options = { clientX: 300, clientY: 300, bubbles: true, cancelable: true };
  let turns = 0;
  const turn = () => {
    if (window.still) return;
    paper.dispatchEvent(new WheelEvent('wheel', { deltaX: turns++ % 2 ? 2 : -2, ...options }));
    requestAnimationFrame(turn);
  };
  turn();
}
"""

# Tiles are moved.
MOVED = "() => document.querySelector('.mosaic')?.shadowRoot.childElementCount > 0"

# Only what floats above them is drawn over them.
ABOVE = """
() => {
  const [canvas] = document.querySelectorAll('#paper > canvas');
  if (!(MOVED)() || canvas.style.visibility) return false;
  const inked = (top, height) => canvas.getContext('2d').getImageData(0, top, canvas.width, height)
    .data.some((value, index) => index % 4 === 3 && value > 0);
  return inked(220, 60) && !inked(100, 100);
}
""".replace("MOVED", MOVED)


@pytest.mark.once
@pytest.mark.parametrize(
    "ratio", [1.5, *(pytest.param(whole, marks=pytest.mark.thorough) for whole in (1, 3))]
)
def test_what_is_moved_is_to_the_pixel_what_lies_still(person: Person, ratio: float) -> None:
    mia = new_drawing(person(device_scale_factor=ratio, viewport={"width": 700, "height": 500}))
    PenHand(mia.page).draw(polyline((80, 120), (600, 300), (100, 330), (560, 110)))
    mia.shows(1)
    _compare(mia)


@pytest.mark.thorough
@pytest.mark.once
def test_so_is_what_a_worker_has_painted(person: Person) -> None:
    mia = new_drawing(person(viewport={"width": 700, "height": 500}))
    crowd = [polyline((80, 120 + 9 * line), (600, 300 + 9 * line)) for line in range(13)]
    for line in crowd:
        PenHand(mia.page).draw(line)
    mia.shows(len(crowd))
    mia.page.reload()
    mia.shows(len(crowd))
    _compare(mia)


@pytest.mark.once
def test_what_is_stretched_lies_nowhere_better_than_where_it_lies(person: Person) -> None:
    mia = new_drawing(person(device_scale_factor=1.5, viewport={"width": 700, "height": 500}))
    PenHand(mia.page).draw(polyline((80, 120), (600, 300), (100, 330), (560, 110)))
    mia.shows(1)
    ink, (apart, *elsewhere) = mia.page.evaluate(ZOOM)
    assert ink > 10_000
    assert apart < min(elsewhere)


def _compare(mia: Drawing) -> None:
    inked, unlike = mia.page.evaluate(MOVE)
    assert inked > 1000
    assert unlike == 0
    assert not mia.page.evaluate(MOVED)


@pytest.mark.once
def test_pens_are_seen_at_work_while_the_paper_moves(person: Person) -> None:
    mia = new_drawing(person(viewport={"width": 700, "height": 500}))
    PenHand(mia.page).draw(polyline((200, 150), (600, 150)))
    mia.shows(1)
    tom = Drawing(person(viewport={"width": 700, "height": 500})).open(mia.path)
    tom.shows(1)
    mia.page.evaluate(KEEP_MOVING)
    pen, line = PenHand(tom.page), polyline((200, 250), (600, 250))
    pen.down(line[0])
    pen.move(line[1:-1])
    mia.page.wait_for_function(ABOVE)
    pen.up(line[-1])
    # One's own line begins in the midst of it: all is drawn as it will stay.
    own, down = PenHand(mia.page), polyline((200, 250), (200, 310))
    own.down(down[0])
    own.move(down[1:])
    mia.page.wait_for_function(f"() => !({MOVED})()")
    for place in ((200, 300), (400, 150), (400, 250)):
        mia.wait_for_ink(*place)
    own.up(down[-1])
    mia.page.evaluate("() => { window.still = true; }")
    for drawing in (mia, tom):
        drawing.shows(3)
    mia.wait_for_ink(200, 300)
