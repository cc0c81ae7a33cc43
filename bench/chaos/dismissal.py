"""Logged out, or the link replaced, while one draws: what is kept after that, how long heard?

The word is given on one process and concerns a socket of another: with Redis, and with Redis down.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable
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
    found = {"logout": await _dismiss(site, chance, _log_out)}
    found["replaced_link"] = await _dismiss(site, chance, _replace_link)
    assert site.redis
    await asyncio.to_thread(site.redis.stop)
    try:
        silent = [_dismiss(site, chance, how) for how in (_log_out, _replace_link)]
        found["logout_without_redis"], found["replaced_link_without_redis"] = await asyncio.gather(
            *silent
        )
    finally:
        await asyncio.to_thread(site.redis.start)
        await site.healthy()
    return found


async def _dismiss(
    site: Site, chance: Random, act: Callable[[Visitor, Visitor, str], None]
) -> dict[str, float]:
    """Tom draws on the first process, without a rest; it happens on the last one."""
    first, last = site.urls[0], site.urls[-1]
    mia, tom = Visitor(last), Visitor(last)
    path = await asyncio.to_thread(mia.start_drawing)
    await asyncio.to_thread(_sign_up, tom)
    page = await asyncio.to_thread(tom.page_data, path)
    ticket = Ticket(tom.cookie_header, page["room"], path)
    line = await Line.enter(first, ticket)
    drawing = asyncio.create_task(_draw(line, chance))
    gone = asyncio.create_task(_until_gone(line))
    await asyncio.sleep(0.5)  # some strokes
    await asyncio.to_thread(act, mia, tom, path)
    committed = time.monotonic()
    head = await asyncio.to_thread(site.ledger.head, ticket.channel)
    async with asyncio.timeout(PATIENCE):
        closed = await gone
    drawing.cancel()
    await asyncio.gather(drawing, return_exceptions=True)
    line.cut()
    log = await asyncio.to_thread(site.ledger.log, ticket.channel)
    return {"kept_before": head, "kept_after": len(log) - head, "gone_s": closed - committed}


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
