"""Logs: what may not be lost is appended to one, numbered without gaps, and told after its commit.

    class Talk(NumberedLog):
        rows, parent = Line, "room"

        def make(self, room, append):
            return Line(text=append.body)

        def show(line):
            return line.text

    @on_message(channel=ROOM)
    async def talk(request, socket, context, message):
        await Talk.hear(socket, message, parent=socket.params["room"], author=context.name)

An instance lives for one transaction, as a view lives for one request: it has locked what it
writes to, so what it checks still holds at the commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from django.db import transaction
from django.utils.translation import gettext

from . import appends, frames
from .appends import Append, Appended, Entry, Since, Wish
from .broadcast import abroadcast_channel, broadcast_channel
from .database import on_database
from .exceptions import Later, Refused
from .frames import Json, Message
from .numbering import Item, Numbering, Row
from .socket import Socket
from .writer import Writer

__all__ = ["Append", "Appended", "Later", "NumberedLog", "Refused"]

PAGE_ROWS = 500  # in one answer
PAGE_BYTES = 200_000  # of one answer, so that it stays well inside the send window
MAX_APPENDS = 200  # of one socket, waiting for their commit


class NumberedLog(Numbering[Item, Row]):
    """The logs of one table. Set `rows` and `parent`; write `make` and `show`."""

    newest: int | None = None
    """Whoever has nothing yet is given only so many."""
    tells_repeats = False
    """Tell the others again of what is sent again: earlier help where a process died in between."""

    # -- appending ---------------------------------------------------------------

    @classmethod
    async def append(cls, item: Item) -> Appended[Row]:
        """Append to a log; return after COMMIT. Raises Refused, also Later.

        The same id again gives the same row: at least once and deduplicated, so effectively once.
        """
        writers = _writers.setdefault(asyncio.get_running_loop(), {})
        if cls not in writers:
            writers[cls] = Writer(cls.write_sent)
        return await writers[cls].append(item)  # type: ignore[no-any-return]  # its own kind of row

    @classmethod
    async def apublish(cls, channel: str, item: Item) -> Row:
        """publish() for the event loop."""
        appended = await cls.append(item)
        await abroadcast_channel(cls.told(appended.row), channel)
        return appended.row

    @classmethod
    def publish(cls, channel: str, item: Item) -> Row:
        """Append, and tell everybody on the channel: from a view, a task, a management command.

        Inside a transaction of the caller's they are told at its commit.
        """
        (outcome,) = cls.write([item])
        if isinstance(outcome, Refused):
            raise outcome
        transaction.on_commit(partial(broadcast_channel, cls.told(outcome.row), channel))
        return outcome.row

    @classmethod
    async def deliver(cls, socket: Socket, channel: str, item: Item) -> Appended[Row]:
        """Append what came by a socket; tell the others, then acknowledge it.

        Raises as `append`.
        """
        appended = await cls.append(item)
        if cls.tells_repeats or not appended.repeated:
            # Told before acknowledged: the acknowledgement may have to wait for a slow reader.
            await socket.broadcast_channel(cls.told(appended.row), channel)
        await socket.send(cls.acknowledged(item, appended.row), channel)
        return appended

    @classmethod
    async def submit(cls, socket: Socket, item: Item) -> None:
        """`deliver`, or say why not, aside: a slow commit holds up nothing else of this socket."""
        channel = str(socket.channel)
        under_way = _under_way.setdefault(socket, set())
        if len(under_way) >= MAX_APPENDS:
            refusal = Later(gettext("Too much at once."))
            await socket.send(cls.refused(item, refusal), channel)
            return
        task = asyncio.create_task(cls._deliver_or_refuse(socket, channel, item))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    @classmethod
    async def _deliver_or_refuse(cls, socket: Socket, channel: str, item: Item) -> None:
        try:
            await cls.deliver(socket, channel, item)
        except Refused as refusal:
            await socket.send(cls.refused(item, refusal), channel)

    @classmethod
    def read(cls, parent: Hashable, after: int, limit: int) -> list[Row]:
        """At most `limit` rows with a number above `after`, in order. Asks the database."""
        wanted = {f"{cls.parent}__{cls.key}": parent, "seq__gt": after}
        return list(cls.query().filter(**wanted).order_by("seq")[:limit])

    @classmethod
    def head(cls, parent: Hashable) -> int:
        """The number of the last entry. Asks the database."""
        heads = cls.parents_query().filter(**{cls.key: parent}).values_list("head", flat=True)
        return heads.first() or 0

    # -- the wire, as a page's NumberedChannel speaks it ------------------------------

    @staticmethod
    def show(row: Any) -> Json:
        """What everybody on the channel may know of a row."""
        raise NotImplementedError

    @classmethod
    async def hear(
        cls, socket: Socket, message: Message, parent: Any, author: Hashable = ""
    ) -> bool:
        """Answer a NumberedChannel. False: the message is not about the log.

        `author` is who this socket is, on your word; nobody else may repeat what it appended.
        """
        asked = appends.parse(message)
        key = cls.parse_key(parent)
        match asked:
            case Since(applied):
                await socket.send(await on_database(cls._page)(key, applied))
            case Wish(id, body):
                item: Any = Append(key, id, body, author)
                await cls.submit(socket, item)
        return asked is not None

    @classmethod
    def told(cls, row: Row) -> Message:
        return appends.told([cls._entry(row)])

    @classmethod
    def acknowledged(cls, item: Item, row: Row) -> Message:
        return appends.appended(cls._entry(row))

    @classmethod
    def refused(cls, item: Item, refusal: Refused) -> Message:
        return appends.refused(item.id, refusal)

    @classmethod
    def _page(cls, parent: Hashable, applied: int) -> Json:
        head = cls.head(parent)
        if applied == 0 and cls.newest is not None:
            applied = max(0, head - cls.newest)
        rows = cls.read(parent, applied, PAGE_ROWS) if applied < head else []
        return appends.page(applied, fill_page(map(cls._entry, rows)), head)

    @classmethod
    def _entry(cls, row: Row) -> Entry:
        number, id = getattr(row, "seq"), getattr(row, cls.id_field)  # noqa: B009 (a field)
        return Entry(number, id, cls.show(row))


def fill_page(entries: Iterable[Entry]) -> list[Entry]:
    """The first of the entries that fit into a page: at least one, if there is one."""
    page: list[Entry] = []
    size = 0
    for entry in entries:
        size += len(frames.dumps(entry.json))
        if page and size > PAGE_BYTES:
            break
        page.append(entry)
    return page


_writers: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[type, Writer[Any, Any]]]
_writers = WeakKeyDictionary()
_under_way: WeakKeyDictionary[Socket, set[asyncio.Task[None]]] = WeakKeyDictionary()
