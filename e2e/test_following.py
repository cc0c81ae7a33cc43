"""Where the others draw: markers for what is out of sight, the way there, and following."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from e2e.frames import next_frames
from e2e.pages import Drawing, new_drawing
from e2e.pens import PenHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

LINE = polyline((500, 300), (700, 420))
PEN_OF_OTHERS = ".cursors .cursor"
FAR = 4_000

# Longer than somebody who follows rests between two moves; on a slow machine, frames as well.
LIES_STILL = """
async () => {
  const paper = document.querySelector('#paper');
  const frame = () => new Promise(requestAnimationFrame);
  let [view, since, frames] = ['', performance.now(), 0];
  for (let turns = 0; frames < 12 || performance.now() - since < 700; turns++) {
    if (turns === 2000) throw new Error('the paper does not come to rest');
    await frame();
    frames++;
    if (paper.dataset.view !== view) {
      [view, since, frames] = [paper.dataset.view, performance.now(), 0];
    }
  }
}
"""


def move_paper(drawing: Drawing, dx: float, dy: float = 0) -> None:
    """By the wheel, so many CSS pixels; the person's own move. The paper lies still before it."""
    before = drawing.paper.get_attribute("data-view") or ""
    drawing.page.mouse.move(640, 350)
    drawing.page.mouse.wheel(dx, dy)
    expect(drawing.paper).not_to_have_attribute("data-view", before)


def draw_live(drawing: Drawing) -> None:
    """As slowly as others need to see the pen at work: a stroke can be over before it is told."""
    pen = PenHand(drawing.page)
    pen.down(LINE[0])
    pen.move(LINE[1:])
    drawing.page.wait_for_timeout(100)
    next_frames(drawing.page, 6)
    pen.up(LINE[-1])


def in_sight(page: Page) -> bool:
    """Whether another's pen is seen, and not at an edge."""
    box = page.locator(PEN_OF_OTHERS).bounding_box()
    return box is not None and 100 < box["x"] < 1180 and 60 < box["y"] < 740


def wait_until_in_sight(page: Page) -> None:
    """And until the paper, which moved for it, lies still."""
    for _ in range(200):
        if in_sight(page):
            page.evaluate(LIES_STILL)
            return
        page.wait_for_timeout(100)
    raise AssertionError("the other's pen is not in sight")


@pytest.mark.once
def test_whoever_draws_out_of_sight_is_found_by_a_marker_and_followed_from_the_panel(
    person: Person, servers: list[str]
) -> None:
    mia, tom_page = new_drawing(person()), person()
    mia.rename_self("Mia")
    tom = Drawing(tom_page).open(servers[0] + mia.path)
    expect(tom_page.locator("#people [data-people]")).to_contain_text("Mia")

    # Out of sight she is a marker on the side where she draws, by hand and by keyboard.
    move_paper(tom, FAR)
    draw_live(mia)
    marker = tom_page.get_by_role("button", name="Mia draws out of sight: go there")
    expect(marker).to_have_attribute("data-tip-side", "right")  # at the left edge
    marker.focus()
    tom_page.keyboard.press("Enter")
    wait_until_in_sight(tom_page)
    expect(marker).to_have_count(0)
    expect(tom.paper).to_be_focused()

    # Her name leads there as well.
    move_paper(tom, FAR, FAR)
    tom_page.locator("#people-button").click()
    tom_page.get_by_role("button", name="Mia Guest").click()
    expect(tom_page.locator("#people")).to_be_hidden()
    wait_until_in_sight(tom_page)

    # Followed, she stays in sight wherever she goes, until he moves the paper himself.
    tom_page.locator("#people-button").click()
    tom_page.get_by_role("button", name="Follow Mia").click()
    pill = tom_page.locator("[data-follow]")
    expect(pill).to_contain_text("Following Mia")
    move_paper(mia, -FAR, FAR)
    draw_live(mia)
    wait_until_in_sight(tom_page)
    tom_page.locator("#people-button").click()
    expect(tom_page.get_by_role("button", name="Follow Mia")).to_have_attribute(
        "aria-pressed", "true"
    )
    tom_page.keyboard.press("Escape")
    move_paper(tom, 300)
    expect(pill).to_be_hidden()
    before = tom.paper.get_attribute("data-view") or ""
    move_paper(mia, FAR)
    draw_live(mia)
    expect(marker).to_be_visible()
    expect(tom.paper).to_have_attribute("data-view", before)


@pytest.mark.once
def test_whoever_watches_goes_along_with_the_drawing_until_they_look_elsewhere(
    person: Person, servers: list[str]
) -> None:
    mia, watcher_page = new_drawing(person()), person()
    draw_live(mia)
    mia.shows(1)
    watcher = Drawing(watcher_page).open(servers[0] + mia.link("watch_link"))
    pill = watcher_page.locator("[data-follow]")
    expect(pill).to_contain_text("Following the drawing")
    expect(watcher_page.get_by_role("button", name="2 people here")).to_be_visible()
    move_paper(mia, FAR)
    draw_live(mia)
    wait_until_in_sight(watcher_page)

    move_paper(watcher, -700)
    expect(pill).not_to_contain_text("Following")
    watcher_page.get_by_role("button", name="Follow the drawing").click()
    expect(pill).to_contain_text("Following the drawing")
    pill.get_by_role("button", name="Stop following").click()
    expect(watcher_page.get_by_role("button", name="Follow the drawing")).to_be_focused()
