"""Two processes and a Redis between them, beside one process: what it costs to be two.

Here are two processors, and the generator needs a part of one. So two processes and Redis are given
twice the load of one process, about as much as both processors bear beside the generator with all
in time, and what counts is the processor time of a delivery, Redis' included: two processes carry
twice what one does, divided by how much dearer a delivery is. Each process stays on a processor of
its own, as the one does; on the second are the generator and Redis too. Everybody's room is spread
over both, as chance will have it. All tick as under full load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import redis

from bench.fanout import contenders
from bench.fanout.contenders import Contender
from bench.fanout.trial import Helper, Laboratory, Load, Outcome
from bench.fanout.workloads import ROOM_OF, Tell
from bench.services import Redis
from drawnby.sockets.pacing import SLOWEST

ROOMS = 200  # for each process
ROUNDS = 7
PROCESSES = 2

ONE = replace(contenders.BY_NAME["drawnby"], title="one process")
TWO = replace(
    ONE, name="two-processes", title="two processes", environment={"WEB_CONCURRENCY": "2"}
)


@dataclass(frozen=True, slots=True)
class Together:
    """µs of processor time a delivery, and the Redis messages of each process and tick."""

    rounds: Sequence[tuple[float, float]]  # of one process, and of two soon after
    published: float

    @property
    def one(self) -> float:
        return median(one for one, _ in self.rounds)

    @property
    def two(self) -> float:
        return median(two for _, two in self.rounds)

    @property
    def times_one(self) -> float:
        """What two processes carry, each with a processor to itself.

        Compared within each round: a slow minute of the machine is slow for both.
        """
        return median(PROCESSES * one / two if two else 0.0 for one, two in self.rounds)


def measure(laboratory: Laboratory, seconds: float, tell: Tell) -> Together:
    """A few rounds, in turn."""
    load, twice = (Load(ROOM_OF, ROOMS * times, seconds, most_ms=0) for times in (1, PROCESSES))
    busy = {
        **laboratory.environment,
        "DJANGO_SETTINGS_MODULE": "bench.fanout.full_tilt",
        "TICK_SECONDS": str(SLOWEST),
    }
    alone = replace(laboratory, environment=busy)
    rounds: list[tuple[Outcome, Outcome]] = []
    with running_redis(laboratory.folder) as (url, helper):
        shared = {**busy, "REDIS_URL": url}
        joined = replace(alone, environment=shared, helper=helper, spread=True)
        for _ in range(ROUNDS):
            one = observe(alone, ONE, load, tell)
            rounds.append((one, observe(joined, TWO, twice, tell)))
    return Together(
        [(one.microseconds_per_delivery, two.microseconds_per_delivery) for one, two in rounds],
        median(two.counted for _, two in rounds) * SLOWEST / PROCESSES,
    )


def observe(laboratory: Laboratory, contender: Contender, load: Load, tell: Tell) -> Outcome:
    """One trial; what it took is what counts, so nobody asks whether all came within 100 ms."""
    outcome = laboratory.try_once(contender, load)
    tell(contender, outcome)
    return outcome


@contextmanager
def running_redis(folder: Path) -> Iterator[tuple[str, Helper]]:
    server = Redis(folder)
    server.start()
    client = redis.Redis(port=server.port)

    def published() -> int:
        stats = client.info("commandstats").get("cmdstat_publish", {})
        return int(stats.get("calls", 0))

    try:
        yield server.url, Helper(server.process, published)
    finally:
        client.close()
        server.stop()
