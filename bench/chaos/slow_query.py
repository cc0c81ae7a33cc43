"""A database call that takes three seconds: who else has to wait?"""

from __future__ import annotations

import asyncio
import time
from random import Random
from statistics import median
from typing import Any

from bench.chaos.echo import Echo
from bench.chaos.figures import milliseconds
from bench.chaos.pen import random_stroke
from bench.chaos.site import Site
from bench.client import Line, Ticket
from canvas import messages
from canvas.log import Kind
from canvas.messages import Draft

SECONDS = 3.0
RATE = 50.0
ROUNDS = 3


async def slow_query(site: Site, chance: Random) -> dict[str, Any]:
    """One socket's stroke waits for a lock on its drawing; others on the server go on.

    The median of a few rounds: a machine that is busy otherwise disturbs some of them.
    """
    rounds = [await _one_round(site, chance) for _ in range(ROUNDS)]
    return {name: median(found[name] for found in rounds) for name in rounds[0]}


async def _one_round(site: Site, chance: Random) -> dict[str, float]:
    url = site.urls[0]
    slow, other = [await asyncio.to_thread(Ticket.take, url) for _ in range(2)]
    stuck = await Line.enter(url, slow)
    lines = [await Line.enter(url, other) for _ in range(2)]
    writer = await Line.enter(url, other)
    echo = Echo(lines, random_stroke(chance, 4), RATE)
    async with echo.running():
        alone = await echo.measure(SECONDS)
        held = asyncio.create_task(asyncio.to_thread(site.ledger.hold, slow.channel, SECONDS))
        await asyncio.sleep(0.1)  # for the lock to be there
        waits = asyncio.create_task(_save(stuck, chance))
        saves = asyncio.create_task(_save(writer, chance))
        beside = await echo.measure(SECONDS - 0.1)
        await held
        waited, saved = await waits, await saves
    for line in (stuck, writer, *lines):
        line.cut()
    return {
        "echo_p99_alone_ms": milliseconds([delay for _at, delay in alone], 0.99),
        "echo_p99_beside_ms": milliseconds([delay for _at, delay in beside], 0.99),
        "slow_stroke_saved_s": round(waited, 2),
        "stroke_of_another_drawing_saved_s": round(saved, 2),
    }


async def _save(line: Line, chance: Random) -> float:
    """Seconds until a stroke is acknowledged."""
    draft = Draft(chance.randbytes(16), Kind.STROKE, random_stroke(chance, 10))
    began = time.monotonic()
    await line.put(messages.encode_operation(draft))
    while (await line.expect("message")).get("id") != draft.id.hex():
        pass
    return time.monotonic() - began
