"""Leaving in peace: on SIGTERM live sockets are told to come back, spread over a few seconds.

Then the server's own handling of the signal runs. Nothing depends on it: a killed process is the
same to a client, only later noticed.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import threading
from contextlib import suppress
from typing import Any

from . import closing
from .hub import Hub, hub_of_process

_draining = False
_watching = False
GRACE = 2.0  # seconds for the sockets' last handlers, after the spread


def draining() -> bool:
    """Whether this process has been told to end: the health check says so."""
    return _draining


def watch() -> None:
    """Hear of SIGTERM before the server does; once, and only in the main thread."""
    global _watching
    if _watching or threading.current_thread() is not threading.main_thread():
        return
    _watching = True
    before = signal.getsignal(signal.SIGTERM)
    loop = asyncio.get_running_loop()

    def hear(*_: Any) -> None:
        global _draining
        if not _draining:  # some platforms send it twice
            _draining = True
            loop.call_soon_threadsafe(_begin, before)

    signal.signal(signal.SIGTERM, hear)


_drain: asyncio.Task[None] | None = None


def _begin(before: Any) -> None:
    global _drain
    _drain = asyncio.ensure_future(_drain_and_pass_on(before))


async def _drain_and_pass_on(before: Any) -> None:
    hub = hub_of_process()
    if hub is not None:
        await drain(hub, hub.conf.drain_seconds, random.Random())  # noqa: S311 (spreads load, keeps no secret)
    signal.signal(signal.SIGTERM, before or signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)


async def drain(hub: Hub, seconds: float, chance: random.Random) -> None:
    """Close every socket with RESTARTING at a moment of its own, and wait for them to go."""
    for connection in list(hub.connections.values()):
        hub.loop.call_later(chance.random() * seconds, connection.stop, closing.RESTARTING)
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds + GRACE):
            await hub.empty.wait()
