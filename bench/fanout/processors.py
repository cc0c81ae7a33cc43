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
def on_processor(*numbers: int) -> Iterator[None]:
    """What is started meanwhile, with all its threads, stays on these processors."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, numbers)
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
    """Seconds processes ran, and seconds their main threads could have run but had to wait."""

    ran: float
    waited: float

    def __sub__(self, before: Taken) -> Taken:
        return Taken(self.ran - before.ran, self.waited - before.waited)


def taken(*processes: int) -> Taken:
    """By these processes and all they began, up to now; by the kernel's schedstat."""
    ran = waited = 0.0
    for process in (each for first in processes for each in family(first)):
        threads = {
            int(path.parent.name): [int(word) for word in path.read_text().split()[:2]]
            for path in Path(f"/proc/{process}/task").glob("*/schedstat")
        }
        ran += sum(numbers[0] for numbers in threads.values())
        waited += threads[process][1]
    return Taken(ran / NANOSECONDS, waited / NANOSECONDS)


def family(process: int) -> list[int]:
    """A process, its children and theirs."""
    found = [process]
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in path.read_text().split():
            found += family(int(child))
    return found
