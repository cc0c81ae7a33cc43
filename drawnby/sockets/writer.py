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
from django.utils.translation import get_language, gettext, override

from .appends import Sent
from .database import on_database
from .exceptions import Later, Refused

logger = logging.getLogger(__name__)

MAX_WAITING = 1000  # appends a process keeps waiting before it says: later
MAX_BATCH = 200  # appends in one transaction

Item = TypeVar("Item")
Kept = TypeVar("Kept")
Waiting = tuple[Sent[Item], asyncio.Future[Kept]]


class Writer(Generic[Item, Kept]):
    """Hands items to `write` in the order they came, many at once, one call after the other.

    `write` runs in a database thread; it commits them together, and says of each what became of
    it, in its sender's language. For one event loop.
    """

    def __init__(self, write: Callable[[list[Sent[Item]]], Sequence[Kept | Refused]]) -> None:
        self._write = on_database(write)
        self._waiting: list[Waiting[Item, Kept]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def append(self, item: Item) -> Kept:
        """Return after COMMIT. Raises Refused, also Later.

        Cancelling the wait does not keep the item from being written.
        """
        if len(self._waiting) >= MAX_WAITING:
            raise Later(gettext("Too busy to save this just now."))
        future: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((Sent(item, get_language()), future))
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

    async def _commit(self, batch: list[Waiting[Item, Kept]]) -> None:
        outcomes = await self._outcomes([sent for sent, _future in batch])
        for (_sent, future), outcome in zip(batch, outcomes, strict=True):
            if future.done():  # whoever waited has gone
                continue
            if isinstance(outcome, Refused):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    async def _outcomes(self, batch: list[Sent[Item]]) -> Sequence[Kept | Refused]:
        """Write items together, or one by one where that fails, so that none spoils the others."""
        try:
            return await self._write(batch)
        except Exception as error:
            if len(batch) == 1:
                _log(error)
                return [_not_now(batch[0])]
        return await self._one_by_one(batch)

    async def _one_by_one(self, batch: list[Sent[Item]]) -> list[Kept | Refused]:
        """Write each alone, until it is the database itself that fails: it may fail slowly."""
        outcomes: list[Kept | Refused] = []
        for sent in batch:
            try:
                outcomes += await self._write([sent])
            except Exception as error:
                _log(error)
                outcomes.append(_not_now(sent))
                if isinstance(error, OperationalError):
                    break
        return [*outcomes, *map(_not_now, batch[len(outcomes) :])]


def _log(error: Exception) -> None:
    if isinstance(error, DatabaseError):
        logger.warning("append not committed: %r", error)
    else:
        logger.exception("append failed", exc_info=error)


def _not_now(sent: Sent[Item]) -> Later:
    with override(sent.language):
        return Later(gettext("This could not be saved just now."))
