"""What the layer raises, and what a handler raises to refuse."""

from __future__ import annotations

from typing import Any


class EventError(Exception):
    """A mistake in our own code: a handler or call the layer cannot use. Says the remedy."""


class FrameError(ValueError):
    """A frame that breaks the rules of frames.py. `str(error)` is a reason fit for a stranger."""


class Refused(Exception):
    """Raised by a handler: the client is told the reason, and the connection lives on.

    `detail` is JSON-able and travels beside the reason: `Refused("locked", final=True)`.
    """

    def __init__(self, reason: str, **detail: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class Later(Refused):
    """Raised where a log cannot take something just now: the client keeps it, and sends it again.

    A plain Refused is for good.
    """
