"""One process's tie to the others: the channel layer, held with care.

The layer is a hint, not a promise: it may be down, forget a group or lose a message. Groups are
joined again until it worked, publishing is limited in time and size, and nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

Delivery = dict[str, Any]
SEND_SECONDS = 2.0
JOIN_SECONDS = 2.0  # a subscription waits for the layer
RETRY_SECONDS = 1.0
MAX_WAITING = 256  # deliveries to one group


class Link:
    """`deliver` gets what other processes publish to the groups that were joined."""

    def __init__(self, alias: str, deliver: Callable[[Delivery], None]) -> None:
        self.layer: Any = get_channel_layer(alias)  # backends differ; None if not configured
        # Whether there can be other processes at all.
        self.shared = not isinstance(self.layer, InMemoryChannelLayer | None)
        self.lost = 0  # deliveries the layer did not take
        self._deliver = deliver
        self._wanted: dict[str, asyncio.Event] = {}
        self._joined: set[str] = set()
        self._changed = asyncio.Event()
        self._waiting: dict[str, list[Delivery]] = {}
        self._to_send = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def join(self, group: str) -> None:
        if self.shared and group not in self._wanted:
            event = self._wanted[group] = asyncio.Event()
            if group in self._joined:  # left a moment ago, and not yet told to the layer
                event.set()
            self._changed.set()
            self._start()

    def leave(self, group: str) -> None:
        if self._wanted.pop(group, None):
            self._changed.set()

    async def joined(self, group: str) -> bool:
        """Wait until what others publish to the group arrives; False if the layer is down."""
        event = self._wanted.get(group)
        if event is None:
            return True
        try:
            async with asyncio.timeout(JOIN_SECONDS):
                await event.wait()
        except TimeoutError:
            return False
        return True

    def publish(self, group: str, delivery: Delivery) -> None:
        """Send to the other processes, soon; in order within a group."""
        if not self.shared:
            return
        self._start()
        waiting = self._waiting.setdefault(group, [])
        if len(waiting) >= MAX_WAITING:
            self.lost += 1
            return
        waiting.append(delivery)
        self._to_send.set()

    def renew(self) -> None:
        """Join every group again: layers forget members after a while (group_expiry)."""
        self._joined.clear()
        self._changed.set()

    async def close(self) -> None:
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self) -> None:
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._listen()),
                asyncio.create_task(self._publish()),
            ]

    async def _listen(self) -> None:
        """Receive for ever; after any failure under a new name, joining all groups again."""
        while True:
            keeper: asyncio.Task[None] | None = None
            try:
                name = await self.layer.new_channel()
                self._joined.clear()
                keeper = asyncio.create_task(self._keep_joined(name))
                while True:
                    self._hear(await self.layer.receive(name))
            except Exception as error:
                logger.warning("channel layer: receiving failed: %r", error)
                await asyncio.sleep(RETRY_SECONDS)
            finally:
                if keeper is not None:
                    keeper.cancel()

    def _hear(self, delivery: Delivery) -> None:
        try:
            self._deliver(delivery)
        except Exception:  # of a process with a newer version, say: the link must live on
            logger.exception("channel layer: a delivery was not understood")

    async def _keep_joined(self, name: str) -> None:
        """Make the groups joined those that are wanted, again and again."""
        while True:
            self._changed.clear()
            try:
                await self._join_and_leave(name)
            except Exception as error:
                logger.warning("channel layer: joining failed: %r", error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                await self._changed.wait()

    async def _join_and_leave(self, name: str) -> None:
        for group in self._wanted.keys() - self._joined:
            async with asyncio.timeout(SEND_SECONDS):
                await self.layer.group_add(group, name)
            self._joined.add(group)
            if group in self._wanted:
                self._wanted[group].set()
        for group in self._joined - self._wanted.keys():
            self._joined.discard(group)  # first: whoever joins it meanwhile has to wait
            async with asyncio.timeout(SEND_SECONDS):
                await self.layer.group_discard(group, name)

    async def _publish(self) -> None:
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            waiting, self._waiting = self._waiting, {}
            await asyncio.gather(*(self._send_all(*item) for item in waiting.items()))

    async def _send_all(self, group: str, deliveries: list[Delivery]) -> None:
        for number, delivery in enumerate(deliveries):
            if not await in_time(self.layer.group_send(group, delivery)):
                self.lost += len(deliveries) - number
                return


async def in_time(sending: Coroutine[Any, Any, None]) -> bool:
    """Await a send of the layer for a while; False, and a line in the log, if it failed."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await sending
    except Exception as error:  # each layer has its own; none may reach a socket
        logger.warning("channel layer: publishing failed: %r", error)
        return False
    return True
