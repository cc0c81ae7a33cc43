"""How much one person may change at once in one drawing, each socket in the order it says so."""

from __future__ import annotations

from drawnby.sockets.throttle import Bucket, Limit

# Items that acts change, each in every browser: one undo may change thousands.
CHANGES = Limit(5_000, 100_000)
CLEARS = 10_000  # items that a clear, or its undo, counts as at most: logs mark it in one place
COMES_AGAIN = 10.0  # seconds within which an act that waits is sent again, or never


class Rooms:
    """What is left to each person in one drawing, from whichever of their tabs they change things.

    Remembered until all of it is left again, though their sockets go before: who comes back finds
    what they left. Of each process: whoever has tabs on several has as much on each, as no process
    asks another.
    """

    def __init__(self, limit: Limit = CHANGES) -> None:
        self._limit = limit
        self._rooms: dict[int, Bucket] = {}

    def take(self, participant: int, weight: int, now: float) -> bool:
        """Take room of a participant, by the primary key, if there is as much.

        What weighs more than there is ever room for takes all of the room.
        """
        self._forget(now)
        room = self._rooms.setdefault(participant, Bucket(self._limit))
        return room.take(min(weight, self._limit.burst), now)

    def _forget(self, now: float) -> None:
        """Nobody is kept for longer than an empty room needs to fill, so there are never many."""
        self._rooms = {whose: room for whose, room in self._rooms.items() if not room.is_full(now)}

    def __len__(self) -> int:
        return len(self._rooms)


class Strength:
    """What a socket may change in one drawing. While an act waits, what comes after it waits too.

    Otherwise a clear that had to wait would come behind the lines drawn since, and take them away.
    """

    __slots__ = ("_participant", "_rooms", "_until", "_waiting")

    def __init__(self, rooms: Rooms | None = None, participant: int = 0) -> None:
        self._rooms = Rooms() if rooms is None else rooms
        self._participant = participant
        self._waiting: bytes | None = None
        self._until = 0.0

    def does(self, id: bytes, weight: int, now: float) -> bool:
        """Whether the act may be done now; `weight` is in items, `now` in seconds."""
        if self._waiting not in (None, id) and now < self._until:
            return False
        if weight and not self._rooms.take(self._participant, weight, now):
            self._waiting, self._until = id, now + COMES_AGAIN
            return False
        self._waiting = None
        return True
