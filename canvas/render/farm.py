"""Painting and writing in worker processes, so that nothing ever holds up the people who draw.

Only so many jobs may wait, and only so long may one take; then RenderBusy says to come back later,
which is better than a queue that never ends. Pictures that pages show are made in one farm, what
people take away in another, and photographs that they bring are read in a third: no thumbnail waits
for a film, or for a flood of photographs.
"""

from __future__ import annotations

import gc
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cache, partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import mkstemp
from threading import BoundedSemaphore, Lock, Thread
from typing import TYPE_CHECKING, NoReturn, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

Material = TypeVar("Material")

WORKERS = 1
WAITING = 16  # jobs accepted beyond those being painted
PATIENCE = 22.0  # seconds for one job
ANSWER = 3.0  # more in which it says that it was too long; soon after all in front of us gives up
JOBS_PER_WORKER = 200  # then a fresh process: memory returns to the system
NICENESS = 10
EXPORTS_NICENESS = 15  # whoever takes a drawing away waits a little for whoever looks at one


class RenderBusy(Exception):
    """No picture now: too many are asked for, or this one took too long. Try again later."""


class RenderTooLong(RenderBusy):
    """The painting itself took too long, and will again."""


class Farm:
    """A bounded pool of painting processes, started when first needed."""

    def __init__(
        self,
        workers: int = WORKERS,
        waiting: int = WAITING,
        patience: float = PATIENCE,
        niceness: int = NICENESS,
    ) -> None:
        self._workers = workers
        self._niceness = niceness
        self._patience = patience
        self._places = BoundedSemaphore(workers + waiting)
        self._turns = BoundedSemaphore(workers + 1)  # one more, so that no worker waits
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def submit(
        self, job: Callable[[Material], bytes], gather: Callable[[], Material]
    ) -> Future[bytes]:
        """Start a job of canvas.render.jobs; raises RenderBusy if too many wait already.

        What it paints is gathered only once it is its turn: it may be large.
        """
        if not self._places.acquire(blocking=False):
            raise RenderBusy("too many pictures at once")
        try:
            future = self._in_turn(job, gather)
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

    def _in_turn(
        self, job: Callable[[Material], bytes], gather: Callable[[], Material]
    ) -> Future[bytes]:
        if not self._turns.acquire(timeout=self._patience):
            raise RenderBusy("too many pictures before it")
        try:
            future = self._submit(job, gather())
        except BaseException:
            self._turns.release()
            raise
        future.add_done_callback(lambda _: self._turns.release())
        return future

    def _submit(self, job: Callable[[Material], bytes], material: Material) -> Future[bytes]:
        with self._lock:
            try:
                return self._running_pool().submit(_paint, job, material, self._patience)
            except BrokenProcessPool:  # a worker was killed; its successor is not to blame
                self._pool = None
                return self._running_pool().submit(_paint, job, material, self._patience)

    def _running_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=get_context("spawn"),  # threads and sockets do not survive a fork
                initializer=_settle_in,
                initargs=(self._niceness,),
                max_tasks_per_child=JOBS_PER_WORKER,
            )
        return self._pool


@cache
def farm() -> Farm:
    """Return this process's farm for what pages show."""
    return Farm()


@cache
def photos() -> Farm:
    """Return this process's farm for photographs that people bring."""
    return Farm()


@cache
def exports() -> Farm:
    """Return this process's farm for drawings that people take away, or bring."""
    return Farm(niceness=EXPORTS_NICENESS if settings.EXPORTS_GIVE_WAY else NICENESS)


def render(job: Callable[[Material], bytes], gather: Callable[[], Material]) -> bytes:
    """Run a job and wait for its picture; raises RenderBusy, or what the job raised."""
    return _result(farm().submit(job, gather))


def develop(job: Callable[[Material], bytes], gather: Callable[[], Material]) -> bytes:
    """Run a job on a photograph and wait for what is kept of it; raises as `render` does."""
    return _result(photos().submit(job, gather))


def export(job: Callable[[Material], Iterable[bytes]], gather: Callable[[], Material]) -> BinaryIO:
    """Run a job and wait for its file, which nobody else finds; raises as `render` does.

    It is written over there and read piece by piece: this process never holds all of it.
    """
    handle, name = mkstemp(prefix="drawnby-")
    os.close(handle)
    path = Path(name)
    try:
        _result(exports().submit(partial(_write, job, path), gather))
        return path.open("rb")
    finally:
        path.unlink()


def _result(future: Future[bytes]) -> bytes:
    try:
        return future.result(PATIENCE + ANSWER)
    except TimeoutError:
        future.cancel()
        raise RenderBusy("the picture took too long") from None
    except BrokenProcessPool:
        raise RenderBusy("the painter died") from None


def _write(job: Callable[[Material], Iterable[bytes]], path: Path, material: Material) -> bytes:
    """Do a job here, in the worker, that makes a file."""
    with path.open("r+b") as file:  # not made anew where it was given up meanwhile
        file.writelines(job(material))
    return b""


def _paint(job: Callable[[Material], bytes], material: Material, seconds: float) -> bytes:
    """Do a job here, in the worker: who asked has gone by the time a long one is done."""
    if not hasattr(signal, "setitimer"):
        return job(material)
    try:
        return _in_time(job, material, seconds)
    except _TimeIsUp:
        raise RenderTooLong("the picture took too long") from None


def _in_time(job: Callable[[Material], bytes], material: Material, seconds: float) -> bytes:
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return job(material)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _TimeIsUp(BaseException):
    """Passes by whoever takes any exception for damage in a stranger's file."""


def _give_up(*_: object) -> NoReturn:
    raise _TimeIsUp


def _settle_in(niceness: int) -> None:
    """Give way to the processes that serve people, and stop looking for garbage that never comes.

    Painting makes no reference cycles, but enough tuples to start the collector a thousand times.
    """
    signal.signal(signal.SIGINT, _end)  # Ctrl-C reaches all; nobody waits for a picture any more
    Thread(target=_end_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(niceness)
    if niceness > NICENESS and hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):  # not everywhere
            # A nice process still keeps one that wakes waiting for milliseconds; an idle one never.
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    gc.disable()


def _end(*_: object) -> NoReturn:
    os._exit(0)


def _end_with_server() -> None:
    """End when the server does, however it ended: a killed one cannot say goodbye."""
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(0)
