"""Two processes and a Redis between them, beside one process: what it costs to be two.

Here are two processors, and the generator needs one. So both processes and Redis share the other,
under a load it bears, and what counts is the processor time of a delivery, Redis' included: with a
processor each, two processes carry twice what one does, divided by how much dearer a delivery is.
Everybody's room is spread over both, as chance will have it. All tick as under full load.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import redis

from bench.fanout import contenders, processors
from bench.fanout.contenders import Contender
from bench.fanout.trial import Helper, Laboratory, Load, Outcome
from bench.fanout.workloads import ROOM_OF, Tell
from bench.services import Redis
from drawnby.sockets.pacing import SLOWEST

ROOMS = 120
ROUNDS = 3
PROCESSES = 2

ONE = replace(contenders.BY_NAME["drawnby"], title="one process")
TWO = replace(
    ONE, name="two-processes", title="two processes", environment={"WEB_CONCURRENCY": "2"}
)


@dataclass(frozen=True, slots=True)
class Together:
    """µs of processor time a delivery, and the Redis messages of each process and tick."""

    one: float
    two: float
    published: float

    @property
    def times_one(self) -> float:
        """What two processes carry, each with a processor to itself."""
        return PROCESSES * self.one / self.two if self.two else 0.0


def measure(laboratory: Laboratory, seconds: float, tell: Tell) -> Together:
    """The medians of a few rounds."""
    load = Load(ROOM_OF, ROOMS, seconds)
    busy = {
        **laboratory.environment,
        "DJANGO_SETTINGS_MODULE": "bench.fanout.full_tilt",
        "TICK_SECONDS": str(SLOWEST),
    }
    alone = replace(laboratory, environment=busy)
    rounds: list[tuple[Outcome, Outcome]] = []
    with running_redis(laboratory.folder) as (url, helper):
        joined = replace(alone, environment={**busy, "REDIS_URL": url}, helper=helper)
        for _ in range(ROUNDS):
            rounds.append((judge(alone, ONE, load, tell), judge(joined, TWO, load, tell)))
    return Together(
        median(one.microseconds_per_delivery for one, _ in rounds),
        median(two.microseconds_per_delivery for _, two in rounds),
        median(two.counted for _, two in rounds) * SLOWEST / PROCESSES,
    )


def judge(laboratory: Laboratory, contender: Contender, load: Load, tell: Tell) -> Outcome:
    outcome = laboratory.judge(contender, load)
    tell(contender, outcome)
    return outcome


@contextmanager
def running_redis(folder: Path) -> Iterator[tuple[str, Helper]]:
    server = Redis(folder)
    with processors.on_processor(processors.choose()[0]):
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
