"""What this version's page and server say to each other: `python -m tests.wire.record_version`.

Once a version: the record is what later versions must go on understanding, so it is never made
again for an old one. Mia draws in a real browser on a real server; Tom watches her.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, WebSocket, expect, sync_playwright

from canvas.messages import VERSION
from e2e.conftest import LAUNCH
from e2e.pages import Drawing, new_drawing
from e2e.pens import PenHand, polyline
from e2e.servers import running

HERE = Path(__file__).parent
Frame = dict[str, str]


class Ear:
    """All frames of a page's socket, in their order."""

    def __init__(self, page: Page) -> None:
        self.sent: list[Frame] = []
        self.received: list[Frame] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda data: self.sent.append(written(data)))
        socket.on("framereceived", lambda data: self.received.append(written(data)))


def written(data: str | bytes) -> Frame:
    return {"text": data} if isinstance(data, str) else {"hex": data.hex()}


def record(mia_page: Page, tom_page: Page) -> dict[str, Any]:
    mia_heard, tom_heard = Ear(mia_page), Ear(tom_page)
    mia = new_drawing(mia_page)
    tom = Drawing(tom_page).open(mia.page.url)
    draw_something(mia)
    expect(tom.paper).to_have_attribute("data-applied", "10")
    tom.hears("Shall I add a boat?")
    return {
        "about": f"What page and server of version {VERSION} said, recorded by record_version.py. "
        "Obeyed by tests/canvas/test_versions.py and frontend/src/canvas/versions.test.ts.",
        "version": VERSION,
        "drawing": json.loads(mia_page.locator("script#page").text_content() or "")["room"],
        "said_by_page": mia_heard.sent,
        "said_by_server": tom_heard.received,
        "then": {
            "applied": 10,
            "visible": int(tom.paper.get_attribute("data-visible") or 0),
            "title": "Harbour",
        },
    }


def draw_something(mia: Drawing) -> None:
    """Everything a page can say of itself."""
    pen = PenHand(mia.page)
    for number, tool in enumerate(("Pen", "Brush", "Marker", "Eraser")):
        mia.choose(tool)
        pen.draw(polyline((80, 120 + 80 * number), (400, 160 + 80 * number), step=20))
        mia.shows(number + 1)
    mia.undo()
    mia.shows(3)
    mia.page.get_by_role("button", name="Redo", exact=True).click()
    mia.shows(4)
    mia.clear()
    mia.shows(0)
    mia.undo()
    mia.shows(4)
    mia.choose("Pen")
    pen.draw(polyline((80, 520), (400, 560), step=20))
    mia.shows(5)
    mia.undo()
    mia.shows(4)
    mia.rename("Harbour")
    mia.rename_self("Mia")
    mia.say("Shall I add a boat?")
    mia.page.wait_for_timeout(6000)  # for a check and a beat


def main() -> None:
    os.environ["E2E_TARGET"] = "sqlite"
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as servers,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=LAUNCH)
        pages = [browser.new_context(base_url=servers[0].url).new_page() for _ in range(2)]
        recorded = record(*pages)
        browser.close()
    path = HERE / f"version{VERSION}.json"
    path.write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
