"""`make chaos`: every proof, about ten minutes. `python -m bench.chaos --help` for parts of it.

CHAOS_SECONDS are drawn in storms (60 for a short run), CHAOS_SOAK_SECONDS in peace; CHAOS_SEED
repeats a run's faults. Prints tables and, as its last line, one JSON object of all figures; ends
with 1 where a bar is missed. Servers' logs are kept in the folder CHAOS_LOGS names.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.chaos import bars, page
from bench.chaos.bars import Bar
from bench.chaos.dismissal import dismissal
from bench.chaos.farewell import farewell
from bench.chaos.never_reads import never_reads
from bench.chaos.page import STORM_CLUSTER, STORM_SQLITE
from bench.chaos.poison import poison
from bench.chaos.site import Site, open_site
from bench.chaos.slow_query import slow_query
from bench.chaos.soak import soak
from bench.chaos.storm import hope, people, storm

CLIENTS, DRAWINGS = 12, 3
PARTS = ("cluster", "sqlite", "quiet", "soak")
CLUSTER_SHARE, SQLITE_SHARE, CONTROL_SHARE = 0.55, 0.4, 0.05  # of the storms' time
Section = Callable[[Site, Random], Awaitable[dict[str, Any]]]
Judge = Callable[[str, dict[str, Any]], list[Bar]]


@dataclass(slots=True)
class Run:
    seconds: float
    seed: int
    folder: Path
    figures: dict[str, Any] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)

    async def cluster(self) -> None:
        """Two processes on PostgreSQL and Redis."""
        async with self._open("cluster", 2) as site:
            await self._add(STORM_CLUSTER, site, self._storm(CLUSTER_SHARE), bars.of_storm)
            await self._add("slow query, PostgreSQL", site, slow_query, bars.of_slow_query)
            await self._add("SIGTERM, 100 sockets", site, farewell, bars.of_farewell)
            await self._add("poison, two processes", site, poison, bars.of_poison)
            await self._add("put out while drawing", site, dismissal, bars.of_dismissal)

    async def sqlite(self) -> None:
        """One process on SQLite."""
        async with self._open("sqlite", 1) as site:
            await self._add(STORM_SQLITE, site, self._storm(SQLITE_SHARE), bars.of_storm)
            await self._add("control: no outbox", site, self._hope, bars.of_control)

    async def quiet(self) -> None:
        """Nothing is broken but one thing, so that it is seen what that costs."""
        async with self._open("quiet", 1) as site:
            await self._add("a client that never reads", site, never_reads, bars.of_never_reads)
            await self._add("slow query, SQLite", site, slow_query, bars.of_slow_query)
        async with self._open("daphne", 1, "daphne") as site:
            await self._add("SIGTERM, 100 sockets, Daphne", site, farewell, bars.of_farewell)

    async def soak(self) -> None:
        async with self._open("soak", 2) as site:
            await self._add("soak, 50 sockets", site, soak, bars.of_soak)

    @asynccontextmanager
    async def _open(
        self, name: str, processes: int, program: str = "bin/web"
    ) -> AsyncIterator[Site]:
        async with open_site(self.folder / name, processes, program) as site:
            yield site
        self.tracebacks += site.tracebacks()

    async def _add(self, name: str, site: Site, section: Section, judge: Judge) -> None:
        print(f"… {name}", flush=True)
        try:
            found = await section(site, Random(f"{self.seed} {name}"))
        except Exception as error:  # the others are worth their figures all the same
            traceback.print_exc()
            self.figures[name] = {"failed": repr(error)}
            self.bars.append(Bar(name, "ran to its end", None))
            return
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


async def run_parts(run: Run, names: Sequence[str]) -> None:
    for name in names:
        await getattr(run, name)()
    run.bars += bars.of_logs(run.tracebacks)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    parser.add_argument("--write", action="store_true", help="docs/guarantees.md, if all held")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    seconds = float(os.environ.get("CHAOS_SECONDS", "420"))
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbelow(10**6))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drawnby-chaos-") as folder:
        Path(folder).chmod(0o755)
        run = Run(seconds, seed, Path(folder))
        print(f"seed {seed}, {CLIENTS} clients in {DRAWINGS} drawings", flush=True)
        try:
            asyncio.run(run_parts(run, arguments.only))
        finally:
            keep_logs(run.folder)
    missed = [f"{bar.section}: {bar.what}" for bar in run.bars if not bar.holds]
    print(bars.table(run.bars))
    for said, times in Counter(run.tracebacks).most_common():
        print(f"  {times} × {said}")
    taken = round(time.monotonic() - began)
    print(f"\n{taken} s, seed {seed}: {'every bar held' if not missed else 'MISSED a bar'}")
    if arguments.write and not missed:
        page.write(run.figures, run.bars, taken)
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
