"""Frames nobody should send (`malice.py`), beside people who draw."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any

from websockets.exceptions import WebSocketException

from bench.chaos.judge import converged, judge
from bench.chaos.malice import Frame, corpus, mutated, valid
from bench.chaos.site import Site
from bench.chaos.storm import connected, drawing, people
from bench.client import Line, Ticket

ATTACKERS = 4
BYSTANDERS = 6
FRAMES = 4000  # mutated ones, of all attackers together
AT_ONCE = 40  # frames an attacker sends on one connection


async def poison(site: Site, chance: Random) -> dict[str, Any]:
    drawers = await people(site, BYSTANDERS, 1, chance)
    ticket = await asyncio.to_thread(Ticket.take, site.urls[0], drawers[0].ticket.path)
    async with connected(drawers):
        async with drawing(drawers):
            counts = await asyncio.gather(
                *(_attack(site.urls[0], ticket, frames) for frames in _shares(ticket, chance))
            )
        seconds = await converged(site.ledger, drawers)
        alive = sum(drawer.current and not drawer.seen.closes for drawer in drawers)
        verdict = await judge(site.ledger, drawers)
    return {
        "frames": sum(counts),
        "bystanders": len(drawers),
        "alive": alive,
        "lost": verdict.lost + verdict.diverged,
        "converged_s": None if seconds is None else round(seconds, 2),
    }


def _shares(ticket: Ticket, chance: Random) -> list[list[Frame]]:
    real = valid(ticket.channel, chance)
    changed = [mutated(chance.choice(real), chance) for _ in range(FRAMES)]
    frames = [*corpus(ticket.channel), *changed]
    chance.shuffle(frames)
    return [frames[index::ATTACKERS] for index in range(ATTACKERS)]


async def _attack(server: str, ticket: Ticket, frames: Sequence[Frame]) -> int:
    """Send all frames, on a new connection whenever the server has had enough."""
    sent = 0
    while sent < len(frames):
        with suppress(OSError, TimeoutError, WebSocketException):
            sent += 1  # whatever closes a connection is not sent again
            line = await Line.enter(server, ticket)
            for frame in frames[sent - 1 : sent - 1 + AT_ONCE]:
                await line.connection.send(frame)
                sent += 1
            await _listen_a_little(line)
            await line.connection.close()
    return sent


async def _listen_a_little(line: Line) -> None:
    """Let the server come to an end with what it was sent."""
    await line.beat()
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            await line.expect("beat")
