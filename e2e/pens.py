"""Hands: paths as people draw them, and the pens and fingers that follow them."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Iterator, Sequence

    from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True)
class Touch:
    """Where a pen or finger is, in CSS pixels, and how hard it presses, 0 to 1."""

    x: float
    y: float
    pressure: float


def word(letters: int, x: float, y: float, size: float = 26) -> list[Touch]:
    """Write a word of loops, joined as in handwriting, its pressure swelling on the way down."""
    steps = letters * 12
    return [
        Touch(
            x + size * (0.75 * t / (2 * math.pi) + 0.28 * math.sin(t)),
            y - size * 0.5 * (1 - math.cos(t)) * (1 + 0.35 * math.sin(0.7 * t)),
            0.45 + 0.3 * math.sin(t + 2),
        )
        for t in (2 * math.pi * letters * step / steps for step in range(steps + 1))
    ]


def sentence(words: Sequence[int], x: float, y: float) -> list[list[Touch]]:
    """Write words of so many letters each, one line below the other's start."""
    return [word(letters, x, y + 44 * row) for row, letters in enumerate(words)]


def wave(x: float, y: float, width: float) -> list[Touch]:
    """Draw a wavy line."""
    return [Touch(x + width * step / 30, y + 12 * math.sin(step / 3), 0.6) for step in range(31)]


def polyline(*corners: tuple[float, float], step: float = 10) -> list[Touch]:
    """Go straight from corner to corner, a point about every `step` pixels."""
    path = [Touch(*corners[0], 0.5)]
    for (x0, y0), (x1, y1) in pairwise(corners):
        count = max(1, round(math.hypot(x1 - x0, y1 - y0) / step))
        shares = [(i + 1) / count for i in range(count)]
        path += [Touch(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, 0.5) for share in shares]
    return path


def batched(events: Iterable[dict[str, object]], size: int) -> Iterator[list[dict[str, object]]]:
    """itertools has it from Python 3.12 on."""
    left = iter(events)
    while some := list(islice(left, size)):
        yield some


REPORTS = 4  # of a hand between two frames, as a good pen makes them
EVERY = 0.004  # seconds


class _Hand:
    """What is in it reports to the browser's own input pipeline, many times a frame."""

    method = "Input.dispatchMouseEvent"

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def _report(self, event: dict[str, object]) -> None:
        self.session.send(self.method, event)

    def _report_all(self, events: Iterable[dict[str, object]]) -> None:
        """Some at a time, as if each had come when its turn was."""
        for some in batched(events, REPORTS):
            now = time.time()
            for late, event in enumerate(reversed(some)):
                event["timestamp"] = now - late * EVERY
            # Playwright has no way of its own to send one before the browser has drawn the last.
            self.session._sync(_all(self.session._impl_obj.send(self.method, e) for e in some))


async def _all(sent: Iterable[Coroutine[object, object, object]]) -> None:
    await asyncio.gather(*sent)


class _Pointer(_Hand):
    """A mouse or a pen."""

    kind: str

    def down(self, at: Touch) -> None:
        self._report(self._event("mouseMoved", at, buttons=0))
        self._report(self._event("mousePressed", at, buttons=1))

    def move(self, path: Sequence[Touch]) -> None:
        self._report_all(self._event("mouseMoved", at, buttons=1) for at in path)

    def up(self, at: Touch) -> None:
        self._report(self._event("mouseReleased", at, buttons=0))

    def draw(self, path: Sequence[Touch]) -> None:
        self.down(path[0])
        self.move(path[1:])
        self.up(path[-1])

    def _event(self, type: str, at: Touch, buttons: int) -> dict[str, object]:
        return {
            "type": type,
            "x": at.x,
            "y": at.y,
            "button": "none" if type == "mouseMoved" else "left",
            "buttons": buttons,
            "clickCount": 1,
            "pointerType": self.kind,
            "force": at.pressure,
        }


class PenHand(_Pointer):
    """A stylus with pressure."""

    kind = "pen"


class MouseHand:
    """A mouse with its left button."""

    def __init__(self, page: Page) -> None:
        self.mouse = page.mouse

    def down(self, at: Touch) -> None:
        self.mouse.move(at.x, at.y)
        self.mouse.down()

    def move(self, path: Sequence[Touch]) -> None:
        for at in path:
            self.mouse.move(at.x, at.y)

    def draw(self, path: Sequence[Touch]) -> None:
        self.down(path[0])
        self.move(path[1:])
        self.mouse.up()


class FingerHand(_Hand):
    """One finger, or two."""

    method = "Input.dispatchTouchEvent"

    def down(self, *touches: Touch) -> None:
        """Put fingers down, beside those that are down already and named again."""
        self._report(self._event("touchStart", touches))

    def move(self, path: Iterable[Sequence[Touch]]) -> None:
        self._report_all(self._event("touchMove", touches) for touches in path)

    def up(self) -> None:
        self._report(self._event("touchEnd", []))

    def draw(self, path: Sequence[Touch]) -> None:
        self.down(path[0])
        self.move([at] for at in path[1:])
        self.up()

    def pinch(self, paths: Sequence[tuple[Touch, Touch]]) -> None:
        self.down(*paths[0])
        self.move(paths[1:])
        self.up()

    def _event(self, type: str, touches: Sequence[Touch]) -> dict[str, object]:
        points = [
            {"x": at.x, "y": at.y, "force": at.pressure, "id": finger}
            for finger, at in enumerate(touches)
        ]
        return {"type": type, "touchPoints": points}


def spread(x: float, y: float, start: float, end: float) -> Iterator[tuple[Touch, Touch]]:
    """Two fingers moving apart, or together, left and right of a point."""
    for step in range(11):
        half = start + (end - start) * step / 10
        yield Touch(x - half, y, 0.5), Touch(x + half, y, 0.5)
