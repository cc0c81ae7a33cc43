"""Logged out, or the link replaced, while one draws: what is kept after that, how long heard?

The word is given on one process and concerns a socket of another: with Redis, and with Redis down.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.chaos.pen import random_stroke
from bench.chaos.site import Site
from bench.client import Line, Ticket
from canvas import messages
from canvas.demo.visitor import Visitor
from canvas.log import Kind
from canvas.messages import Draft

PATIENCE = 70.0  # seconds until whoever is still there is not going to be sent away
BETWEEN = 0.02  # seconds between two strokes


async def dismissal(site: Site, chance: Random) -> dict[str, Any]:
    ways = {"logout": _log_out, "replaced_link": _replace_link}
    found = {name: await (await _begin(site, chance)).dismiss(way) for name, way in ways.items()}
    stages = [await _begin(site, chance) for _way in ways]
    assert site.redis
    await asyncio.to_thread(site.redis.stop)
    try:
        dismissals = map(Stage.dismiss, stages, ways.values())
        silent = await asyncio.gather(*dismissals)
    finally:
        await asyncio.to_thread(site.redis.start)
        await site.healthy()
    return found | {f"{name}_without_redis": its for name, its in zip(ways, silent, strict=True)}


@dataclass(frozen=True, slots=True)
class Stage:
    """Tom draws on Mia's drawing, on the first process; what happens to him happens on the last."""

    site: Site
    mia: Visitor
    tom: Visitor
    ticket: Ticket
    line: Line
    chance: Random

    async def dismiss(self, act: Callable[[Visitor, Visitor, str], None]) -> dict[str, float]:
        drawing = asyncio.create_task(_draw(self.line, self.chance))
        gone = asyncio.create_task(_until_gone(self.line))
        await asyncio.sleep(0.5)  # some strokes
        ledger, channel = self.site.ledger, self.ticket.channel
        await asyncio.to_thread(act, self.mia, self.tom, self.ticket.path)
        committed = time.monotonic()
        head = await asyncio.to_thread(ledger.head, channel)
        async with asyncio.timeout(PATIENCE):
            closed = await gone
        drawing.cancel()
        await asyncio.gather(drawing, return_exceptions=True)
        self.line.cut()
        kept = len(await asyncio.to_thread(ledger.log, channel))
        seconds = round(max(0, closed - committed), 2)
        return {"kept_before": head, "kept_after": kept - head, "gone_s": seconds}


async def _begin(site: Site, chance: Random) -> Stage:
    mia, tom = Visitor(site.urls[-1]), Visitor(site.urls[-1])
    path = await asyncio.to_thread(mia.start_drawing)
    await asyncio.to_thread(_sign_up, tom)
    page = await asyncio.to_thread(tom.page_data, path)
    ticket = Ticket(tom.cookie_header, page["room"], path)
    line = await Line.enter(site.urls[0], ticket)
    return Stage(site, mia, tom, ticket, line, chance)


async def _draw(line: Line, chance: Random) -> None:
    while True:
        draft = Draft(chance.randbytes(16), Kind.STROKE, random_stroke(chance, 10))
        await line.put(messages.encode_operation(draft))
        await line.beat()
        await asyncio.sleep(BETWEEN)


async def _until_gone(line: Line) -> float:
    """When the socket was closed, or put off the drawing."""
    try:
        while (await line.expect("refused"))["about"] != "subscribe":
            pass
    except Exception:
        await line.closed()
    return time.monotonic()


def _sign_up(tom: Visitor) -> None:
    name = f"tom-{secrets.token_hex(4)}"
    fields = {"name": "Tom", "email": f"{name}@example.com", "password1": secrets.token_hex(12)}
    tom.post(
        "/accounts/signup/", {**fields, "csrfmiddlewaretoken": _token(tom, "/accounts/signup/")}
    )


def _log_out(_mia: Visitor, tom: Visitor, _path: str) -> None:
    tom.post("/accounts/logout/", {"csrfmiddlewaretoken": _token(tom, "/accounts/logout/")})


def _replace_link(mia: Visitor, _tom: Visitor, path: str) -> None:
    mia.post(path + "/replace-link", {"csrfmiddlewaretoken": _token(mia, path)})


def _token(visitor: Visitor, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(path))
    assert found, f"{path} has no form"
    return found[1]
