"""Work that nobody waits for, so that processors do not doze: a dozing one wakes up late."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def awake() -> Iterator[None]:
    """Keep one processor at work meanwhile, in time that nobody else wants."""
    process = subprocess.Popen([sys.executable, "-m", "bench.exports.awake"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def main() -> None:
    with suppress(AttributeError, OSError):  # not everywhere
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    while True:
        sum(range(1000))


if __name__ == "__main__":
    main()
