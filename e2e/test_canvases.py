"""What canvases hold is taken away: a graphics card was reset, a tab slept, memory was short."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import Error

from e2e.conftest import DESKTOP, PATIENCE
from e2e.pages import new_drawing
from e2e.pens import PenHand, polyline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserType, Page

    from e2e.conftest import Person

pytestmark = pytest.mark.once

# As Chromium does it: every canvas of the page is blank, and the one that is shown hears of it.
WATCH_CANVASES = """
const canvases = [];
const create = document.createElement;
document.createElement = function (name, ...options) {
  const made = create.call(this, name, ...options);
  if (name === 'canvas') canvases.push(made);
  return made;
};
window.takeCanvasesAway = () => {
  for (const canvas of canvases) {
    canvas.getContext('2d')?.reset();
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(null);
  }
  document.querySelector('#paper > canvas').dispatchEvent(new Event('contextrestored'));
};
"""

# Graphics by the processor, in a process that can die.
WITH_GRAPHICS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]
LOSSES = """
window.losses = 0;
addEventListener('contextlost', () => { window.losses += 1; }, true);
"""


def test_the_drawing_is_painted_again_where_canvases_were_taken_away(person: Person) -> None:
    page = person()
    page.add_init_script(WATCH_CANVASES)
    mia = new_drawing(page)
    PenHand(page).draw(polyline((300, 300), (500, 300), step=50))
    mia.shows(1)
    mia.wait_for_ink(400, 300)
    before = mia.seen()
    page.evaluate("takeCanvasesAway()")
    deadline = time.monotonic() + PATIENCE / 1000
    while mia.seen().tobytes() != before.tobytes():  # tile by tile
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


@pytest.fixture
def with_graphics(
    browser_type: BrowserType, browser_type_launch_args: dict[str, object]
) -> Iterator[Browser]:
    browser = browser_type.launch(**{**browser_type_launch_args, "args": WITH_GRAPHICS})  # type: ignore[arg-type]  # as Playwright's own fixture
    yield browser
    browser.close()


@pytest.mark.thorough
def test_the_drawing_comes_back_after_the_graphics_process_has_died(
    with_graphics: Browser, servers: list[str]
) -> None:
    context = with_graphics.new_context(**DESKTOP, base_url=servers[0])  # type: ignore[arg-type]  # a viewport
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(LOSSES)
    mia = new_drawing(page)
    for key, left in (("1", 200), ("2", 600)):  # a pen and a pencil; of so many the worker paints
        mia.take(key)
        for line in range(14):
            PenHand(page).draw(polyline((left + 20 * line, 200), (left + 20 * line, 500), step=100))
    mia.shows(28)
    page.reload()
    mia.ready().shows(28)
    before = dark(page)
    with_graphics.new_browser_cdp_session().send("Browser.crashGpuProcess")
    page.wait_for_function("() => losses > 0")  # or the browser painted without that process
    deadline = time.monotonic() + 2 * PATIENCE / 1000  # the first look may hang for half of it
    while (after := dark(page)) < 0.95 * before and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert after == pytest.approx(before, rel=0.05)


def dark(page: Page) -> int:
    """How many pixels look inked: on the screen, for what is read back browsers keep elsewhere."""
    try:
        shot = page.screenshot(clip={"x": 190, "y": 190, "width": 700, "height": 320})
    except Error:  # there is no screen until its process is back
        return 0
    return sum(Image.open(io.BytesIO(shot)).convert("L").histogram()[:160])
