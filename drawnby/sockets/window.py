"""What was sent to a socket and not yet reported as received: backpressure. No I/O.

Servers hide how much waits in their buffers (Daphne altogether), so the client counts what it
receives and reports it with its beats.
"""

from __future__ import annotations

from dataclasses import dataclass

from .exceptions import FrameError

LIMIT = 1024 * 1024  # bytes unreported, beyond which nothing more is pushed
PATIENCE = 15.0  # seconds a full window may go without any progress


@dataclass(slots=True)
class Window:
    """`sent` and `received` are bytes since the connection began; times come from one clock."""

    limit: int = LIMIT
    patience: float = PATIENCE
    sent: int = 0
    received: int = 0
    waiting_since: float | None = None  # when it last refused or filled up without progress since

    @property
    def full(self) -> bool:
        return self.sent - self.received >= self.limit

    def take(self, size: int, droppable: bool, now: float) -> bool:
        """Count a broadcast, if it may leave; what may be dropped has only half the window."""
        ahead = self.sent - self.received
        if ahead >= (self.limit >> 1 if droppable else self.limit):
            self._wait(now)
            return False
        self.sent += size
        if ahead + size >= self.limit:
            self._wait(now)
        return True

    def push(self, size: int, now: float) -> None:
        """Count a frame that leaves in any case."""
        self.sent += size
        if self.full:
            self._wait(now)

    def report(self, received: int, now: float) -> None:
        """The client's count, or FrameError if it claims more than was ever sent."""
        if received > self.sent:
            raise FrameError("received more than was sent")
        if received > self.received:
            self.received = received
            self.waiting_since = now if self.full else None

    def stalled(self, now: float) -> bool:
        """Whether it has been in the way for longer than anybody waits."""
        return self.waiting_since is not None and now - self.waiting_since >= self.patience

    def _wait(self, now: float) -> None:
        if self.waiting_since is None:
            self.waiting_since = now
