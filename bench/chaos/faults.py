"""What is done to a site and its people, and when: all drawn from one seed."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from bench.chaos.drawer import Drawer
from bench.chaos.site import Site

PAUSES = (1.0, 3.0)  # seconds between the beginnings of two faults

FARTHEST = 3 * 86_400  # seconds by which a wall clock is wrong


@dataclass(slots=True)
class Done:
    """A fault that was injected, from its beginning to its heal."""

    kind: str
    began: float
    ended: float


@dataclass(slots=True)
class Saboteur:
    site: Site
    drawers: Sequence[Drawer]
    chance: Random
    done: list[Done] = field(default_factory=list)
    _locks: defaultdict[int, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    def kinds(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Every fault this site can have."""
        kinds: dict[str, Callable[[], Awaitable[None]]] = {
            "kill -9 of a server": self._kill_server,
            "SIGTERM of a server": self._terminate_server,
            "network cut": self._cut,
            "network silent": self._silence,
            "never reads": self._deafen,
            "browser closed": self._close_tab,
        }
        if self.site.clock.movable:
            kinds["wall clock moved"] = self._move_clock
        if self.site.redis:
            kinds["Redis killed"] = self._kill_redis
            kinds["Redis paused"] = self._pause_redis
            kinds["Redis restarted"] = self._restart_redis
        if self.site.postgresql:
            kinds["PostgreSQL crashed"] = self._crash_postgresql
        return kinds

    async def sabotage(self, seconds: float) -> None:
        """Inject faults for a while, overlapping where they hit different things; then heal."""
        until = time.monotonic() + seconds
        kinds = self.kinds()
        deck: list[str] = []
        async with asyncio.TaskGroup() as faults:
            while (left := until - time.monotonic()) > 0:
                deck = deck or self.chance.sample(list(kinds), len(kinds))
                faults.create_task(self._inject(deck[-1], kinds[deck.pop()]))
                await asyncio.sleep(min(left, self.chance.uniform(*PAUSES)))
        await self.site.healthy()

    async def _inject(self, kind: str, fault: Callable[[], Awaitable[None]]) -> None:
        began = time.monotonic()
        await fault()
        self.done.append(Done(kind, began, time.monotonic()))

    # -- servers -------------------------------------------------------------

    async def _kill_server(self) -> None:
        server = self.chance.choice(self.site.servers)
        async with self._locks[id(server)]:
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)

    async def _terminate_server(self) -> None:
        server = self.chance.choice(self.site.servers)
        async with self._locks[id(server)]:
            await asyncio.to_thread(server.terminate)
            await asyncio.to_thread(server.start)

    async def _move_clock(self) -> None:
        """As a wrong time server does: hours or days, there and back."""
        clock = self.site.clock
        async with self._locks[id(clock)]:
            clock.move(self.chance.randrange(-FARTHEST, FARTHEST))
            await asyncio.sleep(self.chance.uniform(1, 4))
            clock.move(0)

    # -- what they stand on ----------------------------------------------------

    async def _kill_redis(self) -> None:
        await self._stop_redis(signal.SIGKILL, self.chance.uniform(0.2, 2))

    async def _restart_redis(self) -> None:
        await self._stop_redis(signal.SIGTERM, 0)

    async def _stop_redis(self, number: signal.Signals, seconds: float) -> None:
        redis = self.site.redis
        assert redis
        async with self._locks[id(redis)]:
            await asyncio.to_thread(redis.stop, number)
            await asyncio.sleep(seconds)
            await asyncio.to_thread(redis.start)

    async def _pause_redis(self) -> None:
        redis = self.site.redis
        assert redis
        async with self._locks[id(redis)]:
            redis.send_signal(signal.SIGSTOP)
            await asyncio.sleep(self.chance.uniform(1, 4))
            redis.send_signal(signal.SIGCONT)

    async def _crash_postgresql(self) -> None:
        postgresql = self.site.postgresql
        assert postgresql
        async with self._locks[id(postgresql)]:
            await asyncio.to_thread(postgresql.crash)
            await asyncio.sleep(self.chance.uniform(0.2, 1.5))
            await asyncio.to_thread(postgresql.start)

    # -- people ----------------------------------------------------------------

    async def _cut(self) -> None:
        self.chance.choice(self.drawers).cut()

    async def _silence(self) -> None:
        """Nothing comes through, and nobody says so: a train in a tunnel."""
        drawer = self.chance.choice(self.drawers)
        async with self._locks[id(drawer)]:
            drawer.muted = True
            await self._unread(drawer, self.chance.uniform(3, 8))
            drawer.muted = False
            drawer.cut()

    async def _deafen(self) -> None:
        drawer = self.chance.choice(self.drawers)
        async with self._locks[id(drawer)]:
            drawer.deaf = True
            await self._unread(drawer, self.chance.uniform(8, 20))
            drawer.deaf = False

    async def _unread(self, drawer: Drawer, seconds: float) -> None:
        line = drawer.line
        if line is not None:
            line.stop_reading()
        await asyncio.sleep(seconds)
        if line is not None and line is drawer.line:
            line.read_on()

    async def _close_tab(self) -> None:
        """The browser goes with all it knows but its outbox, and opens the drawing again."""
        drawer = self.chance.choice(self.drawers)
        drawer.cut()
        drawer.journal.forget_log()
