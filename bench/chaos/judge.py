"""What was promised against what is in the database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.chaos.drawer import Drawer
from bench.chaos.ledger import Ledger

PATIENCE = 30.0  # seconds until what has not converged never will
GLANCE = 0.05  # seconds between two looks
AT_ONCE = 500  # acknowledgements checked by one query


@dataclass(slots=True)
class Auditor:
    """Looks for every operation the moment it is acknowledged: is it really committed?"""

    ledger: Ledger
    drawers: Sequence[Drawer]
    false: int = 0  # acknowledged, but not in the database, or under another number
    checked: set[bytes] = field(default_factory=set)

    async def audit(self) -> None:
        """Until cancelled."""
        while True:
            await self.glance()
            await asyncio.sleep(GLANCE)

    async def glance(self) -> None:
        """Check what was acknowledged so far and not checked yet."""
        claims = {
            id: seq
            for drawer in self.drawers
            for id, (seq, _at) in drawer.seen.acknowledged.items()
            if id not in self.checked
        }
        for start in range(0, len(claims), AT_ONCE):
            await self._check(dict(list(claims.items())[start : start + AT_ONCE]))

    async def _check(self, claims: dict[bytes, int]) -> None:
        try:
            found = await asyncio.to_thread(self.ledger.numbers, list(claims))
        except Exception:  # the database is down, as faults will have it: later, then
            return
        self.checked |= claims.keys()
        self.false += sum(found.get(id) != seq for id, seq in claims.items())


@dataclass(frozen=True, slots=True)
class Verdict:
    operations: int  # made
    acknowledged: int
    lost: int  # acknowledged, and not in the database at the end
    unsaved: int  # made, and neither in the database nor refused
    duplicates: int
    holes: int  # in the numbers of the logs
    times_back: int  # operations older than the one before them
    diverged: int  # clients whose log is not the database's
    twice: int  # operations a client was given two numbers for
    refused: dict[str, int]


async def converged(ledger: Ledger, drawers: Sequence[Drawer]) -> float | None:
    """Wait until every client has everything; seconds that took, or None if it never came."""
    began = time.monotonic()
    channels = {drawer.ticket.channel for drawer in drawers}
    while time.monotonic() - began < PATIENCE:
        heads = {channel: await asyncio.to_thread(ledger.head, channel) for channel in channels}
        if all(d.settled and d.journal.applied == heads[d.ticket.channel] for d in drawers):
            return time.monotonic() - began
        await asyncio.sleep(GLANCE)
    return None


async def judge(ledger: Ledger, drawers: Sequence[Drawer]) -> Verdict:
    """Compare what every client was told and has with the logs in the database."""
    channels = sorted({drawer.ticket.channel for drawer in drawers})
    logs = {channel: await asyncio.to_thread(ledger.log, channel) for channel in channels}
    back = [await asyncio.to_thread(ledger.times_back, channel) for channel in channels]
    ids = [id for log in logs.values() for _seq, id in log]
    there = set(ids)
    acknowledged = {id for drawer in drawers for id in drawer.seen.acknowledged}
    made = {id for drawer in drawers for id in drawer.seen.made}
    refused: dict[str, int] = {}
    for drawer in drawers:
        for reason, count in drawer.seen.refused.items():
            refused[reason] = refused.get(reason, 0) + count
    return Verdict(
        operations=len(made),
        acknowledged=len(acknowledged),
        lost=len(acknowledged - there),
        unsaved=len(made - there) - sum(refused.values()),
        duplicates=len(ids) - len(there),
        holes=sum(
            seq != expected for log in logs.values() for expected, (seq, _) in enumerate(log, 1)
        ),
        times_back=sum(back),
        diverged=sum(
            drawer.journal.log != [id for _seq, id in logs[drawer.ticket.channel]]
            for drawer in drawers
        ),
        twice=sum(drawer.journal.twice + drawer.seen.renumbered for drawer in drawers),
        refused=refused,
    )
