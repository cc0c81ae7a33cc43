"""SIGTERM with a hundred sockets: everybody is told, and not all at once."""

from __future__ import annotations

import asyncio
import time
from random import Random
from typing import Any

from bench.chaos.pen import random_stroke
from bench.chaos.site import Site
from bench.client import Line, Ticket
from canvas import messages
from canvas.log import Kind
from canvas.messages import Draft

SOCKETS = 100
RESTARTING = 4012


async def farewell(site: Site, chance: Random) -> dict[str, Any]:
    """Ends the site's first server, in the middle of a stroke of every socket; starts it again."""
    server = site.servers[0]
    ticket = await asyncio.to_thread(Ticket.take, server.url)
    lines = [await Line.enter(server.url, ticket) for _ in range(SOCKETS)]
    watches = [asyncio.create_task(_watch(line)) for line in lines]
    await asyncio.gather(*(_draw(line, chance) for line in lines))
    began = time.monotonic()
    server.terminate_soon()
    gone = asyncio.create_task(asyncio.to_thread(server.wait))
    ends = await asyncio.gather(*watches)
    await gone
    seconds = time.monotonic() - began
    await asyncio.to_thread(server.start)
    there = {id for _seq, id in await asyncio.to_thread(site.ledger.log, ticket.channel)}
    acknowledged = {id for _code, _at, ids in ends for id in ids}
    times = [at for _code, at, _ids in ends]
    return {
        "sockets": SOCKETS,
        "told_4012": sum(code == RESTARTING for code, _at, _ids in ends),
        "spread_s": round(max(times) - min(times), 2),
        "gone_s": round(seconds, 2),
        "acknowledged": len(acknowledged),
        "lost": len(acknowledged - there),
    }


async def _draw(line: Line, chance: Random) -> None:
    draft = Draft(chance.randbytes(16), Kind.STROKE, random_stroke(chance, 30))
    await line.put(messages.encode_operation(draft))


async def _watch(line: Line) -> tuple[int, float, list[bytes]]:
    """The code a line was closed with, when, and what was acknowledged before."""
    acknowledged: list[bytes] = []
    try:
        while True:
            data = await line.expect("message")
            if data["type"] == "acknowledged":
                acknowledged.append(bytes.fromhex(data["id"]))
    except Exception:
        return await line.closed(), time.monotonic(), acknowledged
