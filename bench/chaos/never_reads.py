"""A client that comes in and never reads: what it costs the server, and its neighbours."""

from __future__ import annotations

import asyncio
import time
from random import Random
from typing import Any

from bench.chaos.echo import Echo, usual_p95
from bench.chaos.pen import random_stroke
from bench.chaos.site import Site
from bench.client import Line, Ticket

NEIGHBOURS = 4
RATE = 20.0  # pieces of POINTS a second each: about 160 KB a second for everyone
POINTS = 500
BASELINE_SECONDS = 5.0
DROPPED_WITHIN = 35.0  # seconds: a full window, and the 15 s it is given


async def never_reads(site: Site, chance: Random) -> dict[str, Any]:
    server = site.servers[0]
    ticket = await asyncio.to_thread(Ticket.take, server.url)
    lines = [await Line.enter(server.url, ticket) for _ in range(NEIGHBOURS)]
    echo = Echo(lines, random_stroke(chance, POINTS), RATE)
    async with echo.running():
        await echo.measure(1)  # warm
        alone = await echo.measure(BASELINE_SECONDS)
        before = server.memory()
        beside, growth, dropped = await _with_victim(echo, site, ticket, before)
        alone += await echo.measure(BASELINE_SECONDS)
    for line in lines:
        line.cut()
    return {
        "growth_mb": round(growth, 1),
        "dropped_after_s": dropped,
        "neighbours_p95_alone_ms": round(usual_p95(alone) * 1000, 2),
        "neighbours_p95_beside_ms": round(usual_p95(beside) * 1000, 2),
        "delivered_alone": len(alone),
        "delivered_beside": len(beside),
    }


async def _with_victim(
    echo: Echo, site: Site, ticket: Ticket, before: float
) -> tuple[list[tuple[float, float]], float, float | None]:
    """Delays of the neighbours, MB the server grew, seconds until it got rid of the victim."""
    victim = await Line.enter(site.urls[0], ticket)
    victim.stop_reading()
    began = time.monotonic()
    echo.forget()
    growth = 0.0
    while not echo.somebody_left() and time.monotonic() - began < DROPPED_WITHIN:
        await asyncio.sleep(0.1)
        growth = max(growth, site.servers[0].memory() - before)
    delays = list(echo.delays)
    victim.cut()
    left_at = echo.somebody_left()
    return delays, growth, round(left_at - began, 1) if left_at else None
