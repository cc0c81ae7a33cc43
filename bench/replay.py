"""How soon a replay begins, how smoothly it plays, how far any moment is: `python -m bench.replay`.

One browser, one server on SQLite, drawings of `bench.scenes`. Prints a line for people per figure
and, last, one JSON object.
"""

from __future__ import annotations

import json
import random
from statistics import median, quantiles
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench.browser.preparation import find_browser, prepared
from e2e.conftest import LAUNCH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

WINDOW: ViewportSize = {"width": 1440, "height": 900}
OPENED, SOUGHT = 10_000, 100_000  # strokes of the drawing that is opened, and of the one sought in
OPENINGS, SEEKS = 5, 40
PLAYED = {1: 5, 4: 5, 16: 5}  # speed: seconds
DEVELOPED_MS = 120_000

BARS = {"first_frame_ms": 1000.0, "seek_p95_ms": 300.0, "frame_p95_ms": 20.0}

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


def frames(browser: Browser, url: str) -> dict[int, float]:
    """The 95th percentile of a frame's length at each speed, from the middle of the drawing on."""
    page = opened(browser, url)
    p95 = {}
    for speed, seconds in PLAYED.items():
        page.locator(f"#speeds [data-speed='{speed}']").click()
        press(page, 0.5)
        p95[speed] = quantiles(page.evaluate(FRAMES, seconds), n=20)[-1]
    page.close()
    return p95


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


def main() -> None:
    with prepared([OPENED, SOUGHT], peers=False) as ground, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH)
        first = first_frames(browser, ground.server + ground.paths[OPENED])
        print(
            f"first frame of {OPENED:,} strokes: {median(first):.0f} ms, at most {max(first):.0f}"
        )
        p95 = frames(browser, ground.server + ground.paths[OPENED])
        for speed, value in p95.items():
            print(f"playing at {speed}×: p95 of a frame {value:.1f} ms")
        developed, times = seeks(browser, ground.server + ground.paths[SOUGHT])
        seek = quantiles(times, n=20)[-1]
        print(f"seeking in {SOUGHT:,} strokes: p50 {median(times):.0f} ms, p95 {seek:.0f} ms, ")
        print(f"once its stills are made, {developed / 1000:.1f} s after the first frame")
        browser.close()
    figures = {
        "first_frame_ms": median(first),
        "frame_p95_ms": max(p95.values()),
        "seek_p95_ms": seek,
    }
    missed = [name for name, bar in BARS.items() if figures[name] > bar]
    told = {**figures, "seek_p50_ms": median(times), "developed_ms": developed, "missed": missed}
    print(json.dumps({"replay": told, "frames": p95}))


if __name__ == "__main__":
    main()
