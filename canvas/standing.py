"""Which acts that concern the whole drawing still stand: the last of them counts. Pure.

The twin of frontend/src/canvas/standing.ts. Whoever clears a drawing, or colours its paper, a
hundred thousand times, and takes that back in whatever order, costs nobody more than each of these
is: what is taken back stays in the heap until it would be the last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(slots=True)
class Standing:
    """The numbers of acts of one kind that are not taken back."""

    _heap: list[int] = field(default_factory=list)  # negative: the highest comes first
    _stands: dict[int, bool] = field(default_factory=dict)  # of each in the heap

    @property
    def last(self) -> int:
        """The highest, 0 where there is none."""
        heap, stands = self._heap, self._stands
        while heap and not stands[-heap[0]]:
            del stands[-heappop(heap)]
        return -heap[0] if heap else 0

    def add(self, seq: int) -> None:
        if seq not in self._stands:
            heappush(self._heap, -seq)
        self._stands[seq] = True

    def discard(self, seq: int) -> None:
        if seq in self._stands:
            self._stands[seq] = False
