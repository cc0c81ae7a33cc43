"""`python -m bench.chaos`: every proof, about ten minutes; CHAOS_SECONDS=60 for a short run.

CHAOS_SEED repeats a run's faults. Prints tables and, as its last line, one JSON object of all
figures; ends with 1 where a bar is missed. Servers' logs are kept in the folder CHAOS_LOGS names.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.chaos import bars
from bench.chaos.bars import Bar
from bench.chaos.farewell import farewell
from bench.chaos.never_reads import never_reads
from bench.chaos.poison import poison
from bench.chaos.site import Site, open_site
from bench.chaos.slow_query import slow_query
from bench.chaos.storm import hope, people, storm

CLIENTS, DRAWINGS = 12, 3
CLUSTER_SHARE, SQLITE_SHARE, CONTROL_SHARE = 0.55, 0.25, 0.05  # of the time; the rest is fixed
Section = Callable[[Site, Random], Awaitable[dict[str, Any]]]
Judge = Callable[[str, dict[str, Any]], list[Bar]]


@dataclass(slots=True)
class Run:
    seconds: float
    seed: int
    folder: Path
    figures: dict[str, Any] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)

    async def cluster(self) -> None:
        """Two processes on PostgreSQL and Redis."""
        async with open_site(self.folder / "cluster", 2) as site:
            await self._add("storm, two processes", site, self._storm(CLUSTER_SHARE), bars.of_storm)
            await self._add("slow query, PostgreSQL", site, slow_query, bars.of_slow_query)
            await self._add("SIGTERM, 100 sockets", site, farewell, bars.of_farewell)
            await self._add("poison, two processes", site, poison, bars.of_poison)

    async def sqlite(self) -> None:
        """One process on SQLite."""
        async with open_site(self.folder / "sqlite", 1) as site:
            await self._add("storm, one process", site, self._storm(SQLITE_SHARE), bars.of_storm)
            await self._add("control: no outbox", site, self._hope, bars.of_control)
        async with open_site(self.folder / "quiet", 1) as site:
            await self._add("a client that never reads", site, never_reads, bars.of_never_reads)
            await self._add("slow query, SQLite", site, slow_query, bars.of_slow_query)

    async def _add(self, name: str, site: Site, section: Section, judge: Judge) -> None:
        print(f"… {name}", flush=True)
        found = await section(site, Random(f"{self.seed} {name}"))
        found["tracebacks_so_far"] = site.tracebacks()
        self.figures[name] = found
        self.bars += judge(name, found)
        print(f"  {json.dumps(found)}", flush=True)

    def _storm(self, share: float) -> Section:
        async def section(site: Site, chance: Random) -> dict[str, Any]:
            drawers = await people(site, CLIENTS, DRAWINGS, chance)
            return (await storm(site, drawers, self.seconds * share, chance)).as_json()

        return section

    async def _hope(self, site: Site, chance: Random) -> dict[str, Any]:
        return await hope(site, CLIENTS, max(8, self.seconds * CONTROL_SHARE), chance)


def main() -> int:
    seconds = float(os.environ.get("CHAOS_SECONDS", "540"))
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbelow(10**6))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drawnby-chaos-") as folder:
        Path(folder).chmod(0o755)
        run = Run(seconds, seed, Path(folder))
        print(f"seed {seed}, {CLIENTS} clients in {DRAWINGS} drawings", flush=True)
        try:
            asyncio.run(run.cluster())
            asyncio.run(run.sqlite())
        finally:
            keep_logs(run.folder)
    missed = [f"{bar.section}: {bar.what}" for bar in run.bars if not bar.holds]
    print(bars.table(run.bars))
    taken = round(time.monotonic() - began)
    print(f"\n{taken} s, seed {seed}: {'every bar held' if not missed else 'MISSED a bar'}")
    print(json.dumps({"seed": seed, "seconds": taken, "missed": missed, **run.figures}))
    return 1 if missed else 0


def keep_logs(folder: Path) -> None:
    """Copy the servers' logs to where CHAOS_LOGS says, if it does."""
    if target := os.environ.get("CHAOS_LOGS"):
        for log in folder.glob("*/server-*.log"):
            Path(target).mkdir(parents=True, exist_ok=True)
            shutil.copy(log, Path(target) / f"{log.parent.name}-{log.name}")


if __name__ == "__main__":
    sys.exit(main())
