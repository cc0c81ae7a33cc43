"""Replays as a browser shows them: how soon, how smoothly, and how far away any moment is."""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

WINDOW: ViewportSize = {"width": 1440, "height": 900}
OPENINGS, SEEKS = 5, 40
PLAYED = {1: 5, 4: 5, 16: 5}  # speed: seconds
DEVELOPED_MS = 120_000

# When the paper first showed a moment whole, and when it did so last; when a press came.
WATCH = """
addEventListener('DOMContentLoaded', () => {
  const paper = document.querySelector('#paper');
  new MutationObserver((changes) => {
    if (!changes.some(({ attributeName }) => attributeName === 'data-applied')) return;
    window.shownAt = performance.now();
    window.firstAt ??= window.shownAt;
  }).observe(paper, { attributes: true });
  addEventListener('pointerdown', ({ timeStamp }) => { window.pressedAt = timeStamp; }, true);
});
"""

FRAMES = """
(seconds) => new Promise((done) => {
  const times = [];
  const end = performance.now() + 1000 * seconds;
  const look = (now) => {
    times.push(now);
    if (now < end) requestAnimationFrame(look);
    else done(times.slice(1).map((time, index) => time - times[index]));
  };
  requestAnimationFrame(look);
})
"""


def opened(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport=WINDOW)
    page.add_init_script(WATCH)
    page.goto(url + "/replay")
    page.wait_for_selector("#replay[data-state=ready]", timeout=60_000)
    page.wait_for_function("() => window.firstAt !== undefined")
    return page


def first_frames(browser: Browser, url: str) -> list[float]:
    """Milliseconds from the navigation to the first moment that is shown whole."""
    times = []
    for _ in range(OPENINGS):
        page = opened(browser, url)
        times.append(float(page.evaluate("window.firstAt")))
        page.close()
    return times


@dataclass(frozen=True, slots=True)
class Played:
    """Milliseconds of a frame at one speed, and how many there were."""

    frames: int
    p50: float
    p95: float
    longest: float


def frames(browser: Browser, url: str) -> dict[int, Played]:
    """How long frames are at each speed, from the middle of the drawing on."""
    page = opened(browser, url)
    played = {}
    for speed, seconds in PLAYED.items():
        page.locator(f"#speeds [data-speed='{speed}']").click()
        press(page, 0.5)
        times = page.evaluate(FRAMES, seconds)
        parts = quantiles(times, n=20)
        played[speed] = Played(len(times), parts[9], parts[-1], max(times))
    page.close()
    return played


def seeks(browser: Browser, url: str) -> tuple[float, list[float]]:
    """Milliseconds until all stills were made, and from a press to its moment shown whole."""
    page = opened(browser, url)
    page.get_by_role("button", name="Pause").click()
    page.wait_for_selector("#paper[data-developed=true]", timeout=DEVELOPED_MS)
    developed = float(page.evaluate("performance.now() - window.firstAt"))
    chance = random.Random(4)
    times = [sought(page, chance.uniform(0.02, 0.98)) for _ in range(SEEKS)]
    page.close()
    return developed, times


def sought(page: Page, share: float) -> float:
    page.evaluate("window.shownAt = 0")
    press(page, share)
    page.wait_for_function("() => window.shownAt > 0")
    return float(page.evaluate("window.shownAt - window.pressedAt"))


def press(page: Page, share: float) -> None:
    box = page.locator("#lane-field").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
