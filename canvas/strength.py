"""How much one person may change at once, each socket in the order in which it says so."""

from __future__ import annotations

from weakref import WeakValueDictionary

from drawnby.sockets.throttle import Bucket, Limit

# Items that acts change, each in every browser: one undo may change thousands.
CHANGES = Limit(5_000, 100_000)
CLEARS = 10_000  # items that a clear, or its undo, counts as at most: logs mark it in one place
COMES_AGAIN = 10.0  # seconds within which an act that waits is sent again, or never


class Room(Bucket):
    """What is left to one person, from whichever of their tabs they change things."""

    __slots__ = ("__weakref__", "most")

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit)
        self.most = limit.burst


class Rooms:
    """The room of everybody who changes something here; it goes with the last of their sockets.

    Of each process: whoever has tabs on several has as much on each, as no process asks another.
    """

    def __init__(self, limit: Limit = CHANGES) -> None:
        self._limit = limit
        self._rooms: WeakValueDictionary[int, Room] = WeakValueDictionary()

    def of(self, participant: int) -> Room:
        """Return the room of a participant, by the primary key."""
        room = self._rooms.get(participant)
        if room is None:
            room = self._rooms[participant] = Room(self._limit)
        return room

    def __len__(self) -> int:
        return len(self._rooms)


class Strength:
    """What a socket may change. While an act waits, all that comes after it waits too.

    Otherwise a clear that had to wait would come behind the lines drawn since, and take them away.
    """

    __slots__ = ("_room", "_until", "_waiting")

    def __init__(self, room: Room | None = None) -> None:
        self._room = room or Room(CHANGES)
        self._waiting: bytes | None = None
        self._until = 0.0

    def does(self, id: bytes, weight: int, now: float) -> bool:
        """Whether the act may be done now; `weight` is in items, `now` in seconds.

        What weighs more than there is ever room for passes where all of the room is left.
        """
        if self._waiting not in (None, id) and now < self._until:
            return False
        if weight and not self._room.take(min(weight, self._room.most), now):
            self._waiting, self._until = id, now + COMES_AGAIN
            return False
        self._waiting = None
        return True
