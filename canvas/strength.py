"""How much one socket may change at once, in the order in which it says so."""

from __future__ import annotations

from drawnby.sockets.throttle import Bucket, Limit

# Items that acts change, each in every browser: one undo may change thousands.
CHANGES = Limit(5_000, 100_000)
CLEARS = 10_000  # items that a clear, or its undo, counts as at most: logs mark it in one place
COMES_AGAIN = 10.0  # seconds within which an act that waits is sent again, or never


class Strength:
    """What is left to a socket. While an act waits, all that comes after it waits too.

    Otherwise a clear that had to wait would come behind the lines drawn since, and take them away.
    """

    __slots__ = ("_bucket", "_most", "_until", "_waiting")

    def __init__(self, limit: Limit = CHANGES) -> None:
        self._bucket = Bucket(limit)
        self._most = limit.burst
        self._waiting: bytes | None = None
        self._until = 0.0

    def does(self, id: bytes, weight: int, now: float) -> bool:
        """Whether the act may be done now; `weight` is in items, `now` in seconds.

        What weighs more than there is ever room for passes where all of the room is left.
        """
        if self._waiting not in (None, id) and now < self._until:
            return False
        if weight and not self._bucket.take(min(weight, self._most), now):
            self._waiting, self._until = id, now + COMES_AGAIN
            return False
        self._waiting = None
        return True
