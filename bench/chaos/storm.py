"""People draw, everything breaks, everything heals, and the judge counts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.chaos.drawer import Drawer, Hoping
from bench.chaos.faults import Done, Saboteur
from bench.chaos.figures import latencies, milliseconds, percentile, saved_within
from bench.chaos.judge import GLANCE, Auditor, Verdict, converged, judge
from bench.chaos.site import Site
from bench.client import take_tickets

CALM_SHARE = 0.15  # of the time, before the first fault: what everything is compared with


@dataclass(slots=True)
class Storm:
    """What came of one."""

    verdict: Verdict
    false: int
    audited: int
    converged: float | None
    calm: tuple[float, float]  # p50 and p99 from pen up to saved, in ms
    stormy: tuple[float, float]
    faults: list[Done]
    drawers: Sequence[Drawer] = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        seen = [drawer.seen for drawer in self.drawers]
        absences = [seconds for each in seen for seconds in each.absences[1:]]
        verdict = self.verdict
        return {
            "operations": verdict.operations,
            "acknowledged": verdict.acknowledged,
            "lost": verdict.lost,
            "unsaved": verdict.unsaved,
            "duplicates": verdict.duplicates,
            "holes": verdict.holes,
            "times_back": verdict.times_back,
            "diverged": verdict.diverged,
            "twice": verdict.twice,
            "false_acks": self.false,
            "audited": self.audited,
            "refused": verdict.refused,
            "converged_s": None if self.converged is None else round(self.converged, 2),
            "saved_ms": {"p50": self.calm[0], "p99": self.calm[1]},
            "saved_with_faults_ms": {"p50": self.stormy[0], "p99": self.stormy[1]},
            "reconnects": len(absences),
            "reconnected_s": {
                "p50": round(percentile(absences, 0.5), 2),
                "p99": round(percentile(absences, 0.99), 2),
            },
            "gaps": sum(each.gaps for each in seen),
            "gaps_asked_for": sum(each.asked for each in seen),
            "closes": _summed(each.closes for each in seen),
            "faults": self._faults(),
        }

    def _faults(self) -> dict[str, dict[str, float]]:
        """How often each kind was injected, and what share of operations was saved meanwhile."""
        seen = [drawer.seen for drawer in self.drawers]
        kinds: dict[str, dict[str, float]] = {}
        for kind in sorted({done.kind for done in self.faults}):
            spans = [done for done in self.faults if done.kind == kind]
            pairs = [saved_within(seen, done.began, done.ended) for done in spans]
            made = sum(pair[1] for pair in pairs)
            kinds[kind] = {"times": len(spans)}
            if made:
                kinds[kind]["saved_meanwhile"] = round(sum(pair[0] for pair in pairs) / made, 3)
        return kinds


def _summed(counters: Any) -> dict[str, int]:
    total: dict[str, int] = {}
    for counter in counters:
        for code, count in counter.items():
            total[str(code)] = total.get(str(code), 0) + count
    return dict(sorted(total.items()))


@asynccontextmanager
async def drawing(drawers: Sequence[Drawer]) -> AsyncIterator[None]:
    """The pens of all move; they rest afterwards."""
    pens = [asyncio.create_task(drawer.draw()) for drawer in drawers]
    try:
        yield
    finally:
        await _end(pens)


@asynccontextmanager
async def connected(drawers: Sequence[Drawer]) -> AsyncIterator[None]:
    """Everybody comes in, and stays."""
    stays = [asyncio.create_task(drawer.stay()) for drawer in drawers]
    try:
        async with asyncio.timeout(30):
            while not all(drawer.current for drawer in drawers):  # noqa: ASYNC110 - many may change it
                await asyncio.sleep(GLANCE)
        yield
    finally:
        await _end(stays)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome


async def people(site: Site, count: int, drawings: int, chance: Random) -> list[Drawer]:
    tickets = await take_tickets(site.urls[0], count, drawings)
    return [Drawer(ticket, site.urls, Random(chance.random())) for ticket in tickets]


async def storm(site: Site, drawers: Sequence[Drawer], seconds: float, chance: Random) -> Storm:
    """Draw in peace, then with faults; heal, and judge what is left."""
    auditor = Auditor(site.ledger, drawers)
    auditing = asyncio.create_task(auditor.audit())
    saboteur = Saboteur(site, drawers, chance)
    async with connected(drawers):
        began = time.monotonic()
        async with drawing(drawers):
            await asyncio.sleep(seconds * CALM_SHARE)
            broken = time.monotonic()
            await saboteur.sabotage(seconds * (1 - CALM_SHARE))
        healed = time.monotonic()
        seconds_to_converge = await converged(site.ledger, drawers)
        await _end([auditing])
        await auditor.glance()
        verdict = await judge(site.ledger, drawers)
    seen = [drawer.seen for drawer in drawers]
    calm = latencies(seen, began, broken)
    stormy = latencies(seen, broken, healed)
    return Storm(
        verdict,
        auditor.false,
        len(auditor.checked),
        seconds_to_converge,
        (milliseconds(calm, 0.5), milliseconds(calm, 0.99)),
        (milliseconds(stormy, 0.5), milliseconds(stormy, 0.99)),
        saboteur.done,
        drawers,
    )


async def hope(site: Site, count: int, seconds: float, chance: Random) -> dict[str, Any]:
    """The control: nobody keeps what is not acknowledged, so it must lose strokes."""
    tickets = await take_tickets(site.urls[0], count, 1)
    drawers = [Hoping(ticket, site.urls, Random(chance.random())) for ticket in tickets]
    saboteur = Saboteur(site, drawers, chance)
    async with connected(drawers), drawing(drawers):
        await saboteur.sabotage(seconds)
    there = {id for _seq, id in await asyncio.to_thread(site.ledger.log, tickets[0].channel)}
    drawn = {id for drawer in drawers for id in drawer.seen.made}
    sent = {id for drawer in drawers for id in drawer.seen.sent}
    return {
        "drawn": len(drawn),
        "lost": len(drawn - there),
        "sent": len(sent),
        "lost_of_sent": len(sent - there),
    }
