"""Group commit: what many append at the same time shares a transaction.

While one transaction is being committed, the next appends gather. An append is answered after
COMMIT, or refused: for good (Refused), or for now (Later).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext

from .database import on_database
from .exceptions import Later, Refused

logger = logging.getLogger(__name__)

MAX_WAITING = 1000  # appends a process keeps waiting before it says: later
MAX_BATCH = 200  # appends in one transaction

Item = TypeVar("Item")
Kept = TypeVar("Kept")


class Writer(Generic[Item, Kept]):
    """Hands items to `write` in the order they came, many at once, one call after the other.

    `write` runs in a database thread; it commits them together, and says of each what became of
    it. For one event loop.
    """

    def __init__(self, write: Callable[[list[Item]], Sequence[Kept | Refused]]) -> None:
        self._write = on_database(write)
        self._waiting: list[tuple[Item, asyncio.Future[Kept]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def append(self, item: Item) -> Kept:
        """Return after COMMIT. Raises Refused, also Later.

        Cancelling the wait does not keep the item from being written.
        """
        if len(self._waiting) >= MAX_WAITING:
            raise Later(gettext("Too busy to save this just now."))
        future: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())
        return await future

    async def _flush(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
                await self._commit(batch)
        finally:
            self._flushing = None

    async def _commit(self, batch: list[tuple[Item, asyncio.Future[Kept]]]) -> None:
        outcomes = await self._outcomes([item for item, _future in batch])
        for (_item, future), outcome in zip(batch, outcomes, strict=True):
            if future.done():  # whoever waited has gone
                continue
            if isinstance(outcome, Refused):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    async def _outcomes(self, items: list[Item]) -> Sequence[Kept | Refused]:
        """Write items together, or one by one where that fails, so that none spoils the others."""
        try:
            return await self._write(items)
        except Exception as error:
            if len(items) == 1:
                return [_not_now(error)]
        return await self._one_by_one(items)

    async def _one_by_one(self, items: list[Item]) -> list[Kept | Refused]:
        """Write each alone, until it is the database itself that fails: it may fail slowly."""
        outcomes: list[Kept | Refused] = []
        for item in items:
            try:
                outcomes += await self._write([item])
            except Exception as error:
                outcomes.append(_not_now(error))
                if isinstance(error, OperationalError):
                    break
        return [*outcomes, *(_later() for _item in items[len(outcomes) :])]


def _not_now(error: Exception) -> Later:
    if isinstance(error, DatabaseError):
        logger.warning("append not committed: %r", error)
    else:
        logger.exception("append failed", exc_info=error)
    return _later()


def _later() -> Later:
    return Later(gettext("This could not be saved just now."))
