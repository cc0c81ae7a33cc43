"""The most that still passes, found with few trials. No I/O."""

from __future__ import annotations

TOLERANCE = 0.05
WIDE = 0.25  # the first step, as a share, from where a trial says that the end is far


class Search:
    """Ask `next`, try that many, `tell`; until `next` is None, when `most` is the answer.

    The machine is shared and may hiccup, so a level has failed only when it failed twice, or
    clearly. Steps begin small, as `start` is a good guess, and double until there is a level that
    passed and one that failed; then what is between them is halved.
    """

    def __init__(self, start: int, least: int = 2, limit: int = 10**6) -> None:
        self.least = least
        self.limit = limit  # of what can be tried at all
        self.most = 0  # the highest level that passed
        self._too_many: int | None = None  # the lowest that failed
        self._suspected: int | None = None  # failed once
        self._level = max(least, min(start, limit))
        self._step = TOLERANCE

    @property
    def next(self) -> int | None:
        if self._suspected is not None:
            return self._suspected
        if self._too_many is None:
            return self._level if self._level > self.most else None
        lowest = max(self.most, self.least - 1)
        settled = self._too_many - lowest <= max(1, TOLERANCE * self._too_many)
        return None if settled else self._level

    def tell(self, passed: bool, clear: bool = False) -> None:
        """What came of the level that `next` said; `clear` if it was nowhere near the other."""
        level = self.next
        if level is None:
            raise ValueError("The search is over.")
        if not passed and not clear and self._suspected is None:
            self._suspected = level
            return
        self._suspected = None
        if passed:
            self.most = max(self.most, level)
        else:
            self._too_many = level
        self._level = self._choose(max(self._step, WIDE) if clear else self._step)

    def _choose(self, step: float) -> int:
        if self._too_many is not None and self.most:
            return (self.most + self._too_many) // 2
        self._step = step * 2
        if self._too_many is None:
            return min(self.limit, max(self.most + 1, int(self.most * (1 + step))))
        return max(self.least, min(self._too_many - 1, round(self._too_many / (1 + step))))
