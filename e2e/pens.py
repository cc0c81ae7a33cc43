"""Hands: paths as people draw them, and the pens and fingers that follow them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class PenHand:
    """A stylus with pressure, by the browser's own input pipeline."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def down(self, at: Touch) -> None:
        self._send("mouseMoved", at, buttons=0)
        self._send("mousePressed", at, buttons=1)

    def move(self, path: Sequence[Touch]) -> None:
        for at in path:
            self._send("mouseMoved", at, buttons=1)

    def up(self, at: Touch) -> None:
        self._send("mouseReleased", at, buttons=0)

    def draw(self, path: Sequence[Touch]) -> None:
        self.down(path[0])
        self.move(path[1:])
        self.up(path[-1])

    def _send(self, type: str, at: Touch, buttons: int) -> None:
        event = {
            "type": type,
            "x": at.x,
            "y": at.y,
            "button": "none" if type == "mouseMoved" else "left",
            "buttons": buttons,
            "clickCount": 1,
            "pointerType": "pen",
            "force": at.pressure,
        }
        self.session.send("Input.dispatchMouseEvent", event)


class FingerHand:
    """One finger, or two."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def down(self, *touches: Touch) -> None:
        """Put fingers down, beside those that are down already and named again."""
        self._send("touchStart", touches)

    def move(self, path: Iterable[Sequence[Touch]]) -> None:
        for touches in path:
            self._send("touchMove", touches)

    def up(self) -> None:
        self._send("touchEnd", [])

    def draw(self, path: Sequence[Touch]) -> None:
        self.down(path[0])
        self.move([at] for at in path[1:])
        self.up()

    def pinch(self, paths: Sequence[tuple[Touch, Touch]]) -> None:
        self.down(*paths[0])
        self.move(paths[1:])
        self.up()

    def _send(self, type: str, touches: Sequence[Touch]) -> None:
        points = [
            {"x": at.x, "y": at.y, "force": at.pressure, "id": finger}
            for finger, at in enumerate(touches)
        ]
        self.session.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": points})


def spread(x: float, y: float, start: float, end: float) -> Iterator[tuple[Touch, Touch]]:
    """Two fingers moving apart, or together, left and right of a point."""
    for step in range(11):
        half = start + (end - start) * step / 10
        yield Touch(x - half, y, 0.5), Touch(x + half, y, 0.5)
