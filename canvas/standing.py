"""Which acts that concern the whole drawing still stand: the last of them counts. Pure.

The twin of frontend/src/canvas/standing.ts. Whoever clears a drawing, or colours its paper, a
hundred thousand times, and takes that back, costs nobody more than each of these is.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field


@dataclass(slots=True)
class Standing:
    """The numbers of acts of one kind that are not taken back."""

    _seqs: list[int] = field(default_factory=list)  # ascending

    @property
    def last(self) -> int:
        """The highest, 0 where there is none."""
        return self._seqs[-1] if self._seqs else 0

    def add(self, seq: int) -> None:
        at = bisect_left(self._seqs, seq)
        if self._seqs[at : at + 1] != [seq]:
            self._seqs.insert(at, seq)

    def discard(self, seq: int) -> None:
        at = bisect_left(self._seqs, seq)
        if self._seqs[at : at + 1] == [seq]:
            del self._seqs[at]
