"""Everything that people draw with, one like the other: mouse, pen, finger and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from e2e.pens import FingerHand, MouseHand, PenHand, Touch, polyline

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

Place = tuple[float, float]  # CSS pixels; of keys: whole strides from the paper's middle
STRIDE = 32
NUDGE = 10  # of what is picked


class Hand(Protocol):
    """Something to draw with that goes straight from corner to corner."""

    def drag(self, *corners: Place) -> None: ...

    def press(self, button: Locator) -> None: ...

    def move_picked(self, start: Place, end: Place) -> None:
        """Move what is picked, and lies at `start`."""


class Dragging:
    """A hand of `pens.py`, by its corners."""

    def __init__(self, hand: MouseHand | PenHand | FingerHand) -> None:
        self.hand = hand

    def drag(self, *corners: Place) -> None:
        self.hand.draw(polyline(*corners))

    def press(self, button: Locator) -> None:
        box = button.bounding_box()
        assert box is not None
        self.hand.draw([Touch(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, 0.5)])

    def move_picked(self, start: Place, end: Place) -> None:
        self.drag(start, end)


class KeyHand:
    """Arrow keys and Enter; it begins in the middle of the paper. To point, one Enter is enough."""

    def __init__(self, page: Page) -> None:
        self.page = page
        size = page.viewport_size
        assert size is not None
        self.at: Place = (size["width"] / 2, size["height"] / 2)

    def drag(self, *corners: Place) -> None:
        self.page.locator("#paper").focus()
        self._go(corners[0])
        self.page.keyboard.press("Enter")
        for corner in corners[1:]:
            self._go(corner)
        if len(corners) > 1:
            self.page.keyboard.press("Enter")

    def press(self, button: Locator) -> None:
        button.press("Enter")

    def move_picked(self, start: Place, end: Place) -> None:
        for way, back, distance in _ways(start, end):
            for _ in range(round(abs(distance) / NUDGE)):
                self.page.keyboard.press(f"Shift+{way if distance > 0 else back}")

    def _go(self, to: Place) -> None:
        for way, back, distance in _ways(self.at, to):
            for _ in range(round(abs(distance) / STRIDE)):
                self.page.keyboard.press(f"Shift+{way if distance > 0 else back}")
        self.at = to


def _ways(start: Place, end: Place) -> tuple[tuple[str, str, float], ...]:
    """Which key leads there, which away, and how far."""
    return (
        ("ArrowRight", "ArrowLeft", end[0] - start[0]),
        ("ArrowDown", "ArrowUp", end[1] - start[1]),
    )


HANDS: dict[str, Callable[[Page], Hand]] = {
    "mouse": lambda page: Dragging(MouseHand(page)),
    "pen": lambda page: Dragging(PenHand(page)),
    "finger": lambda page: Dragging(FingerHand(page)),
    "keys": KeyHand,
}
