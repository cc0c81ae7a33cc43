"""One process's tie to the others: the channel layer, held with care.

All processes are in one group, and each sends it one message at a time, however many channels have
something to say. To read what is for none of one's own costs a microsecond or two. A group for each
channel would cost a publication each, of which we bear some thousands a second, and an answer of
Redis before a socket may subscribe; telling each other who wants to hear what would cost an answer
too, or messages. As it is, a process that is in the group misses nothing from then on, whatever
channel its sockets join.

The layer is a hint, not a promise: it may be down, forget the group or lose a message. The group is
joined again until it worked, publishing is limited in time, and nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from traceback import format_exception_only
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

Delivery = dict[str, Any]
# Has another name whenever what is told there has another form (tests/sockets/test_releases.py):
# "everybody", "processes" and "peers" were of versions that speak otherwise.
GROUP = "sockets.neighbours"
SEND_SECONDS = 2.0
JOIN_SECONDS = 2.0  # a subscription waits for the layer
RETRY_SECONDS = 1.0


class Link:
    """`deliver` gets what other processes published; `collect` is asked what to publish next.

    It is asked when the message before has left: the slower the layer, the fuller each message.
    """

    def __init__(
        self,
        alias: str,
        deliver: Callable[[Delivery], None],
        collect: Callable[[], Delivery | None],
    ) -> None:
        self.layer: Any = get_channel_layer(alias)  # backends differ; None if not configured
        # Whether there can be other processes at all.
        self.shared = is_shared(self.layer)
        self.published = 0  # messages the layer took
        self.lost = 0  # and those it did not take
        self._lost_at_a_stretch = 0
        self._deliver = deliver
        self._collect = collect
        self._in_group = asyncio.Event()
        self._to_join = asyncio.Event()
        self._to_send = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def join(self) -> None:
        """Begin to hear the others, and go on for as long as the process lives."""
        if self.shared and not self._tasks:
            self._to_join.set()
            self._tasks = [
                asyncio.create_task(self._listen()),
                asyncio.create_task(self._publish()),
            ]

    async def joined(self) -> bool:
        """Wait until what others publish arrives; False if the layer is down."""
        if not self.shared or self._in_group.is_set():
            return True
        try:
            async with asyncio.timeout(JOIN_SECONDS):
                await self._in_group.wait()
        except TimeoutError:
            return False
        return True

    def wake(self) -> None:
        """There is something to collect."""
        if self.shared:
            self.join()
            self._to_send.set()

    def renew(self) -> None:
        """Join again: layers forget members after a while (group_expiry)."""
        self._to_join.set()

    async def close(self) -> None:
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        """Receive for ever; after any failure under a new name, which joins anew."""
        while True:
            keeper: asyncio.Task[None] | None = None
            try:
                name = await self.layer.new_channel()
                self._to_join.set()
                keeper = asyncio.create_task(self._keep_joined(name))
                while True:
                    self._hear(await self.layer.receive(name))
            except Exception as error:
                complain("receiving", error)
                self._in_group.clear()
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
        while True:
            await self._to_join.wait()
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    await self.layer.group_add(GROUP, name)
            except Exception as error:
                complain("joining", error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self._to_join.clear()
                self._in_group.set()

    async def _publish(self) -> None:
        """One message after another: what one process says is heard in order."""
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            while (delivery := self._collect()) is not None:
                self._note(await in_time(self.layer.group_send(GROUP, delivery)))

    def _note(self, failure: Exception | None) -> None:
        """An outage is one line in the log when it begins, and one when it is over."""
        if failure is None:
            self.published += 1
            if self._lost_at_a_stretch:
                again = "channel layer: publishing works again; lost meanwhile: %d"
                logger.warning(again, self._lost_at_a_stretch)
                self._lost_at_a_stretch = 0
        else:
            self.lost += 1
            if not self._lost_at_a_stretch:
                complain("publishing", failure)
            self._lost_at_a_stretch += 1


def is_shared(layer: object) -> bool:
    return not isinstance(layer, InMemoryChannelLayer | None)


async def in_time(sending: Coroutine[Any, Any, None]) -> Exception | None:
    """Await a send of the layer for a while; returns why it failed, if it did."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await sending
    except Exception as error:  # each layer has its own; none may reach a socket
        return error
    return None


def complain(what: str, error: Exception) -> None:
    # As a traceback ends: the repr of an error of Redis leaves out what is the matter.
    why = format_exception_only(error)[-1].strip()
    logger.warning("channel layer: %s failed: %s", what, why)
