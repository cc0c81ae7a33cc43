"""One processor for the server, another for the generator; and what a process took of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NANOSECONDS = 1e9
HURRY = -10  # a nice value


def choose() -> tuple[int, int]:
    """The server's and the generator's. Raises SystemExit where there are not two."""
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise SystemExit("The server and the load generator need a processor each.")
    return allowed[0], allowed[-1]


@contextmanager
def on_processor(number: int) -> Iterator[None]:
    """What is started meanwhile, with all its threads, stays on this processor."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {number})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def hurry(process: int) -> None:
    """Let a process, begun in a session of its own, go before others, where we may.

    Linux weighs sessions before it weighs the processes in them.
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, HURRY)
        Path(f"/proc/{process}/autogroup").write_text(str(HURRY))


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds a process ran, and seconds its main thread could have run but had to wait."""

    ran: float
    waited: float

    def __sub__(self, before: Taken) -> Taken:
        return Taken(self.ran - before.ran, self.waited - before.waited)


def taken(process: int) -> Taken:
    """Up to now; by the kernel's schedstat."""
    threads = {
        int(path.parent.name): [int(word) for word in path.read_text().split()[:2]]
        for path in Path(f"/proc/{process}/task").glob("*/schedstat")
    }
    ran = sum(numbers[0] for numbers in threads.values())
    return Taken(ran / NANOSECONDS, threads[process][1] / NANOSECONDS)
