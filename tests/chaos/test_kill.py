"""The short form of `make chaos`: one process on SQLite, killed while people draw."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from bench.chaos.drawer import Drawer, Hoping
from bench.chaos.judge import Auditor, converged, judge
from bench.chaos.site import Site, open_site
from bench.chaos.storm import connected, drawing, people

pytestmark = pytest.mark.skipif(
    "REDIS_URL" in os.environ, reason="brings a database of its own; once is enough"
)

CHANCE = Random(4)  # noqa: S311 (keeps no secret)
PEOPLE, DRAWINGS = 6, 2
STROKES = 40  # before the server is killed, and again after it came back


async def kill_while_drawing(site: Site, drawers: Sequence[Drawer]) -> None:
    server = site.servers[0]
    async with drawing(drawers):
        await until_made(drawers, STROKES)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        await until_made(drawers, STROKES + made(drawers))


async def until_made(drawers: Sequence[Drawer], count: int) -> None:
    """Let people draw until there are so many operations."""
    async with asyncio.timeout(20):
        while made(drawers) < count:  # noqa: ASYNC110 (many change it)
            await asyncio.sleep(0.01)


def made(drawers: Sequence[Drawer]) -> int:
    return sum(len(drawer.seen.made) for drawer in drawers)


async def test_a_killed_server_loses_nothing_of_those_with_an_outbox_and_some_of_those_without(
    tmp_path: Path,
) -> None:
    async with open_site(tmp_path / "site", 1) as site:
        careful = await people(site, PEOPLE, DRAWINGS, CHANCE)
        hoping = [Hoping(drawer.ticket, site.urls, CHANCE) for drawer in careful]
        auditor = Auditor(site.ledger, careful)
        async with connected([*careful, *hoping]):
            await kill_while_drawing(site, [*careful, *hoping])
            assert await converged(site.ledger, careful) is not None
        await auditor.glance()
        verdict = await judge(site.ledger, careful)
        channels = {drawer.ticket.channel for drawer in careful}
        there = {id for channel in channels for _seq, id in site.ledger.log(channel)}
    assert verdict.acknowledged >= STROKES // 2
    assert auditor.false == 0
    assert (verdict.lost, verdict.unsaved, verdict.duplicates, verdict.holes) == (0, 0, 0, 0)
    assert (verdict.diverged, verdict.twice, verdict.refused) == (0, 0, {})
    # The proof that the above can fail:
    assert {id for drawer in hoping for id in drawer.seen.made} - there
