"""A shorter way in and out of a server than ASGI's messages, where the server offers one.

`uvicorn_door` is such a server's half. Without one, or before Python 3.12, everything takes the
ordinary way, and nothing but the processor notices.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, Protocol

EXTENSION = "drawnby.sockets"  # of the ASGI scope


class Listener(Protocol):
    """Who hears what comes. The server holds it itself, not its method: one object less to look at
    for each message."""

    def hear_at_once(self, data: bytes) -> bool:
        """Hear a binary message; False sends it through ASGI's `receive`."""


class Shortcut(Protocol):
    """What the scope's extension has to be."""

    def write(self, frame: bytes) -> bool:
        """Send an encoded frame at once; False where it has to go through ASGI's `send`."""

    def listen(self, listener: Listener) -> None:
        """Offer each binary message to it first."""


def shortcut_of(scope: dict[str, Any]) -> Shortcut | None:
    shortcut: Shortcut | None = (scope.get("extensions") or {}).get(EXTENSION)
    return shortcut


if sys.version_info >= (3, 12):

    def start(
        work: Coroutine[Any, Any, None], like: asyncio.Task[Any]
    ) -> asyncio.Task[None] | None:
        """Run `work` up to where it first waits, in the context of `like`; None if that was all."""
        loop, context = like.get_loop(), like.get_context()
        task = asyncio.Task(work, loop=loop, context=context, eager_start=True)
        done = task.done() and not task.cancelled() and task.exception() is None
        return None if done else task

    CAN_START = True
else:

    def start(
        work: Coroutine[Any, Any, None], like: asyncio.Task[Any]
    ) -> asyncio.Task[None] | None:
        raise NotImplementedError("tasks start at once since Python 3.12")

    CAN_START = False
