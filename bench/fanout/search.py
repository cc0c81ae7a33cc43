"""The most that still passes, found with few trials. No I/O."""

from __future__ import annotations

GROWTH = 1.25
TOLERANCE = 0.05


class Search:
    """Ask `next`, try that many, `tell`; until `next` is None, when `most` is the answer.

    The machine is shared and may hiccup, so a level has failed only when it failed twice.
    """

    def __init__(self, start: int, least: int = 2, limit: int = 10**6) -> None:
        self.least = least
        self.limit = limit  # of what can be tried at all
        self.most = 0  # the highest level that passed
        self._too_many: int | None = None  # the lowest that failed
        self._suspected: int | None = None  # failed once
        self._level = max(least, min(start, limit))

    @property
    def next(self) -> int | None:
        if self._suspected is not None:
            return self._suspected
        if self._too_many is None:
            return self._level if self._level > self.most else None
        lowest = max(self.most, self.least - 1)
        settled = self._too_many - lowest <= max(1, TOLERANCE * self._too_many)
        return None if settled else self._level

    def tell(self, passed: bool) -> None:
        """What came of the level that `next` said."""
        level = self.next
        if level is None:
            raise ValueError("The search is over.")
        if passed:
            self._suspected = None
            self.most = max(self.most, level)
        elif self._suspected is None:
            self._suspected = level
            return
        else:
            self._suspected = None
            self._too_many = level
        self._level = self._choose()

    def _choose(self) -> int:
        if self._too_many is None:
            return min(self.limit, max(self.most + 1, round(self.most * GROWTH)))
        if self.most == 0:
            return max(self.least, round(self._too_many / GROWTH))
        return (self.most + self._too_many) // 2
