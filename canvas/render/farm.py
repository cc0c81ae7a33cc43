"""Painting in worker processes, so that no picture ever holds up the people who draw.

`render` waits in a thread of its own (a plain view), `arender` on the event loop. Only so many jobs
may wait; then RenderBusy says to come back later, which is better than a queue that never ends.
"""

from __future__ import annotations

import asyncio
import gc
import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")

WORKERS = 1
WAITING = 16  # jobs accepted beyond those being painted
PATIENCE = 25.0  # seconds; the request is given up soon after by everything in front of us
JOBS_PER_WORKER = 200  # then a fresh process: memory returns to the system
NICENESS = 10


class RenderBusy(Exception):
    """No picture now: too many are asked for, or this one took too long. Try again later."""


class Farm:
    """A bounded pool of painting processes, started when first needed."""

    def __init__(self, workers: int = WORKERS, waiting: int = WAITING) -> None:
        self._workers = workers
        self._places = BoundedSemaphore(workers + waiting)
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, job: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> Future[bytes]:
        """Start a job of canvas.render.jobs; raises RenderBusy if too many wait already."""
        if not self._places.acquire(blocking=False):
            raise RenderBusy("too many pictures at once")
        try:
            future = self._submit(job, *args, **kwargs)
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        """Let running jobs finish, drop waiting ones, end the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def _submit(self, job: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> Future[bytes]:
        with self._lock:
            try:
                return self._running_pool().submit(job, *args, **kwargs)
            except BrokenProcessPool:  # a worker was killed; its successor is not to blame
                self._pool = None
                return self._running_pool().submit(job, *args, **kwargs)

    def _running_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=get_context("spawn"),  # threads and sockets do not survive a fork
                initializer=_settle_in,
                max_tasks_per_child=JOBS_PER_WORKER,
            )
        return self._pool


@cache
def farm() -> Farm:
    """Return this process's farm."""
    return Farm()


def render(job: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
    """Run a job and wait for its picture; raises RenderBusy, or what the job raised."""
    future = farm().submit(job, *args, **kwargs)
    try:
        return future.result(PATIENCE)
    except TimeoutError:
        future.cancel()
        raise RenderBusy("the picture took too long") from None
    except BrokenProcessPool:
        raise RenderBusy("the painter died") from None


async def arender(job: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
    """Do what render does, without holding up the event loop."""
    future = farm().submit(job, *args, **kwargs)
    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.wrap_future(future)
    except TimeoutError:
        raise RenderBusy("the picture took too long") from None
    except BrokenProcessPool:
        raise RenderBusy("the painter died") from None


def _settle_in() -> None:
    """Give way to the processes that serve people, and stop looking for garbage that never comes.

    Painting makes no reference cycles, but enough tuples to start the collector a thousand times.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    gc.disable()
