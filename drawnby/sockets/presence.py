"""Who is here. Every process announces its own; leases make the entries of a dead one expire.

`Roster` is pure: it is told what was heard and when, and says what changed. The hub carries the
gossip over the channel layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .frames import Json

REPEATED_EVERY = 10.0  # seconds between two announcements of a process
# A silent process is thought dead after 24 s, and looked for every 10: gone within 35 of its death,
# though two announcements in a row may be lost.
LEASE_ROUNDS = 2.4
LEASE = LEASE_ROUNDS * REPEATED_EVERY


@dataclass(frozen=True, slots=True)
class Entry:
    """One socket that is present on a channel."""

    session_id: str
    number: int
    meta: Any  # JSON, as it was given to socket.track

    def as_json(self) -> dict[str, Json]:
        return {"session": self.session_id, "number": self.number, "meta": self.meta}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Entry:
        return cls(data["session"], data["number"], data["meta"])


@dataclass(slots=True)
class Diff:
    """What changed; an entry that joins twice has only changed its meta."""

    joined: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.joined or self.left)

    def as_json(self) -> dict[str, Json]:
        return {
            "joined": [entry.as_json() for entry in self.joined],
            "left": [entry.as_json() for entry in self.left],
        }


@dataclass(slots=True)
class _Lease:
    entries: dict[str, Entry] = field(default_factory=dict)
    heard_at: float = 0.0


class Roster:
    """The entries of one channel, by the process that vouches for them."""

    def __init__(self) -> None:
        self._leases: dict[str, _Lease] = {}

    def __iter__(self) -> Iterator[Entry]:
        for lease in self._leases.values():
            yield from lease.entries.values()

    def of(self, process: str) -> list[Entry]:
        lease = self._leases.get(process)
        return list(lease.entries.values()) if lease else []

    def add(self, process: str, entry: Entry, now: float) -> Diff:
        lease = self._leases.setdefault(process, _Lease())
        lease.heard_at = now
        if lease.entries.get(entry.session_id) == entry:
            return Diff()
        lease.entries[entry.session_id] = entry
        return Diff(joined=[entry])

    def remove(self, process: str, session_id: str) -> Diff:
        lease = self._leases.get(process)
        entry = lease.entries.pop(session_id, None) if lease else None
        return Diff(left=[entry]) if entry else Diff()

    def replace(self, process: str, entries: Iterable[Entry], now: float) -> Diff:
        """The process has said who all of its own are."""
        before = {entry.session_id: entry for entry in self.of(process)}
        after = {entry.session_id: entry for entry in entries}
        self._leases[process] = _Lease(after, now)
        return Diff(
            joined=[entry for entry in after.values() if before.get(entry.session_id) != entry],
            left=[entry for entry in before.values() if entry.session_id not in after],
        )

    def expire(self, now: float, keep: str, lease_seconds: float = LEASE) -> Diff:
        """Forget the processes not heard for longer than a lease, except `keep` (ourselves)."""
        diff = Diff()
        for process, lease in list(self._leases.items()):
            if process != keep and now - lease.heard_at > lease_seconds:
                diff.left += lease.entries.values()
                del self._leases[process]
        return diff
