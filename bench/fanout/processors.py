"""One processor for the server, another for the generator; and what a process took of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from itertools import cycle
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
    """Seconds processes ran, and seconds their main threads could have run but had to wait.

    `beside` is what their other threads ran, for which the main ones may have waited too.
    """

    ran: float
    waited: float
    beside: float

    def __sub__(self, before: Taken) -> Taken:
        mine, theirs = astuple(self), astuple(before)
        return Taken(*(now - then for now, then in zip(mine, theirs, strict=True)))

    @property
    def disturbed(self) -> float:
        """Seconds in which others had their processor, at the least."""
        return max(0.0, self.waited - self.beside)


def taken(*processes: int) -> Taken:
    """By these processes and all they began, up to now; by the kernel's schedstat."""
    everybody = [taken_alone(each) for first in processes for each in family(first)]
    return Taken(*(sum(column) for column in zip(*map(astuple, everybody), strict=True)))


def taken_alone(process: int) -> Taken:
    """By one process with all its threads."""
    threads = {
        int(path.parent.name): [int(word) / NANOSECONDS for word in path.read_text().split()[:2]]
        for path in Path(f"/proc/{process}/task").glob("*/schedstat")
    }
    ran, (main, waited) = sum(numbers[0] for numbers in threads.values()), threads[process]
    return Taken(ran, waited, beside=ran - main)


def settle(process: int, *numbers: int) -> None:
    """Keep what a process began on one processor each, in turn; those that ran most choose first.

    As an operator would who runs one for each. Of those that rest, it does not matter.
    """
    busiest_first = sorted(family(process), key=lambda each: -taken_alone(each).ran)
    for each, number in zip(busiest_first, cycle(numbers), strict=False):
        for thread in Path(f"/proc/{each}/task").iterdir():
            with suppress(OSError):  # it has just ended
                os.sched_setaffinity(int(thread.name), {number})


def family(process: int) -> list[int]:
    """A process, its children and theirs."""
    found = [process]
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in path.read_text().split():
            found += family(int(child))
    return found
