"""What the layer raises, and what a handler raises to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import Promise


class EventError(Exception):
    """A mistake in our own code: a handler or call the layer cannot use. Says the remedy."""


class FrameError(ValueError):
    """A frame that breaks the rules of frames.py. `str(error)` is a reason fit for a stranger."""


class Refused(Exception):
    """Raised by a handler: the client is told the reason, and the connection lives on.

    A reason of gettext_lazy is in the language of whoever it is raised for. `detail` is JSON-able
    and travels beside it: `Refused("locked", final=True)`.
    """

    def __init__(self, reason: str | Promise, **detail: Any) -> None:
        self.reason = str(reason)
        super().__init__(self.reason)
        self.detail = detail


class Later(Refused):
    """Raised where a log cannot take something just now: the client keeps it, and sends it again.

    A plain Refused is for good.
    """
