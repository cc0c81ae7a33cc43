"""From a pointer event in one browser to paint in another: `python -m bench.latency`.

Two real browser pages, one on each server of E2E_TARGET (see e2e/servers.py). One draws with a pen;
the other looks at its canvases in every frame. Each sample is a place far from all others, so that
ink there can only be that sample's. Prints a line for people and, last, one JSON object.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from e2e.conftest import LAUNCH
from e2e.pages import Drawing, Home
from e2e.pens import PenHand, Touch
from e2e.servers import running

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

WINDOW: ViewportSize = {"width": 1280, "height": 800}
SAMPLES = 120
PER_STROKE = 20
STEP_SECONDS = 1 / 60  # as often as a pen moves

# When each pointer event was made, on the clock that all pages of a browser share.
NOTE_POINTERS = """
() => {
  window.moved = [];
  document.querySelector('#paper').addEventListener('pointermove', (event) => {
    for (const each of event.getCoalescedEvents())
      window.moved.push([each.clientX, each.clientY, performance.timeOrigin + each.timeStamp]);
  }, { capture: true });
}
"""

# Looks after each frame is painted for ink at the places that have none yet.
WATCH = """
(places) => {
  window.seen = places.map(() => null);
  const inked = (canvas, [x, y]) => canvas.getContext('2d')
    .getImageData(x - 2, y - 2, 5, 5).data.some((value, index) => index % 4 === 3 && value > 0);
  const look = () => {
    const canvases = [...document.querySelectorAll('#paper > canvas')];
    const next = window.seen.indexOf(null);
    places.slice(next, next + 3).forEach((place, offset) => {
      const index = next + offset;
      if (window.seen[index] === null && canvases.some((canvas) => inked(canvas, place)))
        window.seen[index] = performance.timeOrigin + performance.now();
    });
    if (window.seen.includes(null)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def places() -> list[Touch]:
    """Places in rows, 40 px apart, drawn back and forth."""
    return [
        Touch(140 + 50 * (index % PER_STROKE), 140 + 60 * (index // PER_STROKE), 0.6)
        for index in range(SAMPLES)
    ]


def draw(page: Page, path: list[Touch]) -> None:
    pen = PenHand(page)
    for start in range(0, len(path), PER_STROKE):
        row = path[start : start + PER_STROKE]
        pen.down(Touch(row[0].x - 40, row[0].y, 0.6))
        for at in row:
            pen.move([Touch(at.x - 25, at.y, 0.6), at])
            time.sleep(STEP_SECONDS)
        pen.up(row[-1])


def measure(folder: Path) -> list[float]:
    """Milliseconds from each sample's pointer event to the frame that shows it elsewhere."""
    with running(folder) as servers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("DRAWNBY_BROWSER")
            or shutil.which("chromium-headless-shell")
            or shutil.which("chromium"),
            args=LAUNCH,
        )
        mia_page = browser.new_context(base_url=servers[0].url, viewport=WINDOW).new_page()
        tom_page = browser.new_context(base_url=servers[-1].url, viewport=WINDOW).new_page()
        mia = Home(mia_page).start_drawing()
        Drawing(tom_page).open(mia.path)
        path = places()
        mia_page.evaluate(NOTE_POINTERS)
        tom_page.evaluate(WATCH, [[at.x, at.y] for at in path])
        draw(mia_page, path)
        tom_page.wait_for_function("() => window.seen.every((time) => time !== null)")
        moved = {(x, y): when for x, y, when in mia_page.evaluate("window.moved")}
        seen: list[float] = tom_page.evaluate("window.seen")
        browser.close()
    return [when - moved[at.x, at.y] for at, when in zip(path, seen, strict=True)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        delays = measure(Path(folder))
    p95 = quantiles(delays, n=20)[-1]
    target = os.environ.get("E2E_TARGET", "sqlite")
    print(f"{target}: p50 {median(delays):.0f} ms, p95 {p95:.0f} ms over {len(delays)} samples")
    print(json.dumps({"target": target, "p50_ms": median(delays), "p95_ms": p95}))


if __name__ == "__main__":
    main()
