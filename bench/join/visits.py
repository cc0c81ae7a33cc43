"""A browser opens a drawing: how long until all of it is painted, and what came over the wire."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from e2e.conftest import LAUNCH

PATIENCE_MS = 60_000
LONGEST_TASK = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: 'longtask', buffered: true });
"""
# When the paper shows the whole log, painted; milliseconds since the page was asked for.
COMPLETE = """
(head) => Number(document.querySelector('#paper')?.dataset.applied) === head && performance.now()
"""


@dataclass
class Visit:
    seconds: float  # from the address to the complete picture
    busy: float  # seconds of the browser's main thread
    longest_ms: float  # for which a pen would have waited
    wire: Wire


@dataclass
class Wire:
    """Bytes that came, as they were on the wire; what the browser had already counts nothing."""

    log: int = 0  # from the log's addresses
    others: int = 0  # the page, scripts, fonts
    socket: int = 0
    _urls: dict[str, str] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.on("Network.webSocketFrameReceived", self._heard)

    @property
    def all(self) -> int:
        return self.log + self.others + self.socket

    def _asked(self, event: dict[str, Any]) -> None:
        self._urls[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        if "/log/" in self._urls.get(event["requestId"], ""):
            self.log += size
        else:
            self.others += size

    def _heard(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        binary = frame["opcode"] == 2
        data = frame["payloadData"]
        self.socket += len(base64.b64decode(data) if binary else data.encode())


@contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = os.environ.get("DRAWNBY_BROWSER") or next(
            filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None
        )
        browser = playwright.chromium.launch(executable_path=found, args=LAUNCH)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def somebody(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """With an empty cache, and nothing known of the site."""
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800})
    try:
        context.add_init_script(LONGEST_TASK)
        yield context
    finally:
        context.close()


def visit(context: BrowserContext, path: str, head: int) -> Visit:
    """Open the drawing in a new tab, and wait until its `head` operations are in the picture."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    wire = Wire()
    wire.listen(session)
    session.send("Performance.enable")
    page.goto(path, wait_until="commit")
    handle = page.wait_for_function(COMPLETE, arg=head, timeout=PATIENCE_MS, polling="raf")
    milliseconds = float(handle.json_value())
    found = Visit(milliseconds / 1000, _busy(session), _longest(page), wire)
    page.close()
    return found


def _busy(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


def _longest(page: Page) -> float:
    return float(page.evaluate("window.longest"))
