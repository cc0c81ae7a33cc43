"""A drawing's log as one client has it; the twin of frontend/src/canvas/journal.ts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from canvas.log import Numbered
from canvas.messages import Draft


@dataclass(slots=True)
class Journal:
    log: list[bytes] = field(default_factory=list)  # ids, in the order of their numbers from 1 on
    early: dict[int, bytes] = field(default_factory=dict)
    unconfirmed: dict[bytes, Draft] = field(default_factory=dict)  # in the order they were made
    twice: int = 0  # operations that came with a second number
    _known: set[bytes] = field(default_factory=set)

    @property
    def applied(self) -> int:
        return len(self.log)

    def receive(self, operations: Iterable[Numbered]) -> None:
        """Take operations in any order, again and again."""
        for operation in operations:
            self.place(operation.seq, operation.id)

    def place(self, seq: int, id: bytes) -> None:
        """Operation `id` has number `seq`: apply it, or keep it until those before it are here."""
        if seq > self.applied:
            self.early[seq] = id
        while (next := self.early.pop(self.applied + 1, None)) is not None:
            self.twice += next in self._known
            self._known.add(next)
            self.log.append(next)
            self.unconfirmed.pop(next, None)

    def forget_log(self) -> None:
        """What a closed tab leaves behind: the outbox alone."""
        self.log.clear()
        self.early.clear()
        self._known.clear()
