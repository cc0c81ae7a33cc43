"""How much one person may change at once in one drawing, each socket in the order it says so."""

from __future__ import annotations

from drawnby.sockets.throttle import Bucket, Limit

# Items that acts change, each in every browser: one undo may change thousands.
CHANGES = Limit(5_000, 100_000)
CLEARS = 10_000  # items that a clear, or its undo, counts as at most: logs mark it in one place
COMES_AGAIN = 10.0  # seconds within which an act that waits is sent again, or never


class Reserves:
    """What is left to each person in one drawing, from whichever of their tabs they change things.

    Remembered until all of it is left again, though their sockets go before: who comes back finds
    what they left. Of each process: whoever has tabs on several has as much on each, as no process
    asks another.
    """

    def __init__(self, limit: Limit = CHANGES) -> None:
        self._limit = limit
        self._left: dict[int, Bucket] = {}

    def take(self, participant: int, weight: int, now: float) -> bool:
        """Take from a participant's, by the primary key, if there is as much.

        What weighs more than anybody ever has takes all of it.
        """
        self._forget(now)
        left = self._left.setdefault(participant, Bucket(self._limit))
        return left.take(min(weight, self._limit.burst), now)

    def _forget(self, now: float) -> None:
        """Nobody is kept for longer than it takes to come back, so there are never many."""
        self._left = {whose: left for whose, left in self._left.items() if not left.is_full(now)}

    def __len__(self) -> int:
        return len(self._left)


class Strength:
    """What a socket may change in one drawing. While an act waits, what comes after it waits too.

    Otherwise a clear that had to wait would come behind the lines drawn since, and take them away.
    """

    __slots__ = ("_participant", "_reserves", "_until", "_waiting")

    def __init__(self, reserves: Reserves | None = None, participant: int = 0) -> None:
        self._reserves = Reserves() if reserves is None else reserves
        self._participant = participant
        self._waiting: bytes | None = None
        self._until = 0.0

    def does(self, id: bytes, weight: int, now: float) -> bool:
        """Whether the act may be done now; `weight` is in items, `now` in seconds."""
        if self._waiting not in (None, id) and now < self._until:
            return False
        if weight and not self._reserves.take(self._participant, weight, now):
            self._waiting, self._until = id, now + COMES_AGAIN
            return False
        self._waiting = None
        return True
