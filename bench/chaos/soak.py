"""Fifty people draw for a while, and now and then a connection breaks: what grows, what stays open?

CHAOS_SOAK_SECONDS says how long: a minute by default, half an hour where it matters.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from random import Random
from typing import Any

from bench.chaos.drawer import Drawer
from bench.chaos.judge import converged, judge
from bench.chaos.site import Site
from bench.chaos.storm import connected, drawing, people

SECONDS = float(os.environ.get("CHAOS_SOAK_SECONDS", "60"))
SOCKETS, DRAWINGS = 50, 10
PACE = (1.0, 3.0)  # seconds between two strokes of one person
BREAK_EVERY = 2.0  # seconds
WARM_SHARE = 0.3  # of the time, until what a process needs anyway is there
LOOK_EVERY = 0.5

Sample = tuple[float, float]  # seconds, MB


async def soak(site: Site, chance: Random) -> dict[str, Any]:
    drawers = await people(site, SOCKETS, DRAWINGS, chance)
    for drawer in drawers:
        drawer.pace = PACE
    open_before = [server.open_files() for server in site.servers]
    async with connected(drawers):
        async with drawing(drawers):
            samples = await _watch(site, drawers, chance)
        seconds = await converged(site.ledger, drawers)
        verdict = await judge(site.ledger, drawers)
    await asyncio.sleep(1)  # for the servers to notice that all are gone
    heard = sum(drawer.journal.applied for drawer in drawers)
    left_open = [server.open_files() for server in site.servers]
    return {
        "seconds": SECONDS,
        "sockets": SOCKETS,
        "operations": verdict.operations,
        "lost": verdict.lost + verdict.unsaved + verdict.diverged,
        "converged_s": None if seconds is None else round(seconds, 2),
        "memory_mb": round(max(each[-1][1] for each in samples)),
        "memory_slope_mb_per_minute": round(max(map(slope, samples)) * 60, 2),
        "files_left_open": max(
            after - before for before, after in zip(open_before, left_open, strict=True)
        ),
        "gaps_per_thousand": round(1000 * sum(d.seen.gaps for d in drawers) / max(1, heard), 2),
        "asked_per_thousand": round(1000 * sum(d.seen.asked for d in drawers) / max(1, heard), 2),
        "reconnects": sum(len(drawer.seen.absences) - 1 for drawer in drawers),
    }


async def _watch(site: Site, drawers: Sequence[Drawer], chance: Random) -> list[list[Sample]]:
    """Each server's memory over time, once it is warm; breaks connections meanwhile."""
    samples: list[list[Sample]] = [[] for _server in site.servers]
    began = broke = time.monotonic()
    while (now := time.monotonic()) - began < SECONDS:
        if now - broke > BREAK_EVERY:
            chance.choice(drawers).cut()
            broke = now
        if now - began > SECONDS * WARM_SHARE:
            for each, server in zip(samples, site.servers, strict=True):
                each.append((now, server.memory()))
        await asyncio.sleep(LOOK_EVERY)
    return samples


def slope(samples: Sequence[Sample]) -> float:
    """Growth a second, by least squares."""
    if len(samples) < 2:
        return 0.0
    middle = sum(at for at, _value in samples) / len(samples)
    spread = sum((at - middle) ** 2 for at, _value in samples)
    return sum((at - middle) * value for at, value in samples) / spread
