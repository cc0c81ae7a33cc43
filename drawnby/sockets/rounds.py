"""What a process does again and again: says who is here, and asks who may stay.

That something changed is told when it does. The word may be lost, so every socket is asked again
once in six rounds, which is a minute: a few at a time, or the questions would hold everybody up.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from itertools import count
from typing import Protocol

from . import closing
from .batch import Frame
from .channel import Channel
from .database import on_database
from .gossip import Gossip
from .identity import no_longer_theirs
from .link import Link
from .request import SocketRequest

logger = logging.getLogger(__name__)

RENEWED_EVERY = 3600.0  # seconds; layers forget group members after a day
SLICES = 32  # of a round
RECHECKS = 6  # rounds in which every socket is asked once


class Connection(Protocol):
    """What a process needs of a live connection beside its memberships."""

    request: SocketRequest
    addresses: frozenset[str]  # what it is closed by, see sessions.py

    def push(self, frame: Frame) -> None: ...
    def recheck(self, channel: str) -> None: ...
    def stop(self, code: int) -> None: ...


class Rounds:
    """Begins with the first connection, and goes on for as long as the process lives."""

    def __init__(
        self,
        connections: Mapping[str, Connection],
        channels: Mapping[str, Channel],
        gossip: Gossip,
        link: Link,
        seconds: float,
    ) -> None:
        self._connections = connections
        self._channels = channels
        self._gossip = gossip
        self._link = link
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None
        self._asking: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._go_round())

    def close(self) -> None:
        for task in (self._task, *self._asking):
            if task is not None:
                task.cancel()

    def ask(self, number: int, parts: int = RECHECKS) -> None:
        """Ask a part of the sockets again whose they are, and whether they may stay."""
        asked = [
            connection
            for session_id, connection in self._connections.items()
            if hash(session_id) % parts == number % parts
        ]
        if asked:
            task = asyncio.create_task(self._close_strangers(asked))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        for name, channel in self._channels.items():
            for member in channel.members:
                connection = self._connections.get(member.session_id)
                if connection is not None and member.number % parts == number % parts:
                    connection.recheck(name)

    async def _close_strangers(self, connections: list[Connection]) -> None:
        """Close those who are no longer who they were; where nobody knows, that is asked again."""
        try:
            gone = await on_database(no_longer_theirs)([each.request for each in connections])
        except Exception as error:
            logger.warning("not known whose sockets these are: %r", error)
            return
        for connection in connections:
            if connection.request in gone:
                connection.stop(closing.WHO_CHANGED)

    async def _go_round(self) -> None:
        loop = asyncio.get_running_loop()
        renewed_at = loop.time()
        for number in count(1):
            await asyncio.sleep(self._seconds / SLICES)
            self.ask(number, RECHECKS * SLICES)
            if number % SLICES:
                continue
            self._gossip.repeat(self._channels.values(), loop.time())
            if loop.time() - renewed_at > RENEWED_EVERY:
                renewed_at = loop.time()
                self._link.renew()
