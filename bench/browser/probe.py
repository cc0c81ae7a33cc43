"""A page under measurement: what its main thread spends, what it holds, and how its frames come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from bench.browser.contenders import Contender

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WINDOW: Any = {"width": 1280, "height": 800}
MILLION = 1e6

# Notes when the condition first held; looks once a frame.
NOTE_WHEN = """
(() => {
  const look = () => {
    if ((CONDITION)()) window.shownAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""

# Notes the time of every frame until `window.frames.stop` is set.
NOTE_FRAMES = """
() => {
  const frames = (window.frames_ = []);
  const note = (time) => {
    frames.push(time);
    if (!frames.stop) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}
"""
STOP_FRAMES = "() => { window.frames_.stop = true; return window.frames_.slice(); }"

# Resolves with the milliseconds until the view is another one and three frames came in time.
UNTIL_THERE = """
(view, patience) => new Promise((there, failed) => {
  const start = performance.now();
  const before = view();
  let [since, last, calm] = [0, start, 0];
  const look = (time) => {
    const late = time - last > 50;
    last = time;
    calm = view() !== before && !late ? calm + 1 : 0;
    if (calm === 1) since = performance.now() - start;
    if (calm === 3) there(since);
    else if (performance.now() - start > patience) failed(new Error("nothing moved"));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""


@dataclass
class Spent:
    """What an exercise took: ms of the main thread for each step, and ms between its frames."""

    steps: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)

    @property
    def each(self) -> float:
        return sum(self.steps) / len(self.steps)


class Probe:
    def __init__(self, page: Page, contender: Contender) -> None:
        self.page = page
        self.contender = contender
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable")
        self.workers: list[str] = []
        self.answers: dict[int, Any] = {}
        self.session.on("Target.attachedToTarget", lambda e: self.workers.append(e["sessionId"]))
        self.session.on("Target.receivedMessageFromTarget", self._hear)
        follow = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self.session.send("Target.setAutoAttach", follow)

    def cpu(self) -> float:
        """Milliseconds that the main thread has spent so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) for m in metrics if m["name"] == "ThreadTime") * 1000

    def open(self, url: str, patience: float) -> tuple[float, float]:
        """Open the page; ms of the main thread and of the clock until the drawing is shown."""
        before = self.cpu()
        self.page.add_init_script(NOTE_WHEN.replace("CONDITION", self.contender.shown))
        self.page.goto(url)
        self.page.wait_for_function("() => window.shownAt", polling=50, timeout=patience * 1000)
        after = self.cpu()
        return after - before, float(self.page.evaluate("window.shownAt"))

    def memory(self) -> float:
        """MB of JavaScript objects and buffers that are in use, the workers' as well."""
        self.session.send("HeapProfiler.collectGarbage")
        usages = [self.session.send("Runtime.getHeapUsage")]
        usages += [self._ask_worker(worker) for worker in self.workers]
        kinds = ("usedSize", "backingStorageSize", "embedderHeapUsedSize")
        return sum(float(usage.get(kind, 0)) for usage in usages for kind in kinds) / MILLION

    def do(self, steps: int, step: Callable[[int], None]) -> Spent:
        """Take steps, each of which should be one frame."""
        spent = Spent()
        with self.frames() as frames:
            before = self.cpu()
            for index in range(steps):
                step(index)
                after = self.cpu()
                spent.steps.append(after - before)
                before = after
        spent.frames = frames
        return spent

    @contextmanager
    def frames(self) -> Iterator[list[float]]:
        """ms between the frames meanwhile, filled in at the end."""
        between: list[float] = []
        self.page.evaluate(NOTE_FRAMES)
        yield between
        times = self.page.evaluate(STOP_FRAMES)
        between += [b - a for a, b in pairwise(times)]

    def until_there(self, act: Callable[[], None], patience: float) -> float:
        """Milliseconds from doing something to seeing the picture it leads to."""
        call = f"({UNTIL_THERE})({self.contender.view}, {patience * 1000})"
        self.page.evaluate(f"() => {{ window.there_ = {call}; window.there_.catch(() => {{}}); }}")
        act()
        found: float = self.page.evaluate("() => window.there_")
        return found

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        self.session.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **more})

    def _ask_worker(self, worker: str) -> dict[str, float]:
        """Collect a worker's garbage and ask what it holds; nothing where it has gone."""
        with suppress(Error):
            self._tell_worker(worker, 1, "HeapProfiler.collectGarbage")
            self._tell_worker(worker, 2, "Runtime.getHeapUsage")
            for _ in range(100):
                if 2 in self.answers:
                    break
                self.page.wait_for_timeout(20)  # Playwright hears answers only while it waits
        return dict(self.answers.pop(2, {}))

    def _tell_worker(self, worker: str, id: int, method: str) -> None:
        message = json.dumps({"id": id, "method": method})
        self.session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})

    def _hear(self, event: dict[str, str]) -> None:
        answer = json.loads(event["message"])
        if "id" in answer:
            self.answers[answer["id"]] = answer.get("result", {})


@contextmanager
def probing(browser: Browser, contender: Contender) -> Iterator[Probe]:
    """A new person's page: nothing is cached, nothing is kept."""
    context = browser.new_context(viewport=WINDOW)
    try:
        yield Probe(context.new_page(), contender)
    finally:
        context.close()
