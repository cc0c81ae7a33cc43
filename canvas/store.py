"""The log in the database, and the only writer of its numbers.

Appends of many people and drawings share a transaction (group commit): while one is being
committed the next ones gather. An append is answered after COMMIT, with the operation's number, or
refused: *finally* (it will never be accepted) or not (try again later).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvas.access import Right, may_hide, right_of
from canvas.log import Kind, Numbered, split_ids
from canvas.models import Drawing, Operation, Participant
from drawnby.sockets import on_database
from drawnby.sockets.sessions import lasting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from canvas.messages import Draft

logger = logging.getLogger(__name__)

MAX_WAITING = 1000  # appends a process keeps waiting before it says: try again
MAX_BATCH = 200  # appends in one transaction


class AppendRefused(Exception):
    """The operation was not appended; the text is for the person who drew it."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation on its way into a drawing's log."""

    drawing: int  # primary keys
    participant: int
    draft: Draft
    session: str | None = None  # key of the session it comes from, which must not have ended


@dataclass(frozen=True, slots=True)
class Appended:
    operation: Numbered
    repeated: bool  # it was in the log already: acknowledge it, but tell nobody again


Outcome = Appended | AppendRefused


@dataclass(slots=True)
class _Writer:
    """Gathers the appends of one event loop into transactions, one after the other."""

    waiting: list[tuple[Entry, asyncio.Future[Appended]]] = field(default_factory=list)
    flushing: asyncio.Task[None] | None = None

    async def append(self, entry: Entry) -> Appended:
        if len(self.waiting) >= MAX_WAITING:
            raise AppendRefused(_("Too busy to save this just now."), final=False)
        future: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        self.waiting.append((entry, future))
        if self.flushing is None:
            self.flushing = asyncio.create_task(self._flush())
        return await future

    async def _flush(self) -> None:
        try:
            while self.waiting:
                batch, self.waiting = self.waiting[:MAX_BATCH], self.waiting[MAX_BATCH:]
                await self._commit(batch)
        finally:
            self.flushing = None

    async def _commit(self, batch: list[tuple[Entry, asyncio.Future[Appended]]]) -> None:
        outcomes = await _outcomes([entry for entry, _future in batch])
        for (_entry, future), outcome in zip(batch, outcomes, strict=True):
            if future.done():  # whoever waited has gone; the operation is kept all the same
                continue
            if isinstance(outcome, AppendRefused):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)


async def _outcomes(entries: list[Entry]) -> Sequence[Outcome]:
    """Write entries together, or one by one where that fails, so that none spoils the others."""
    try:
        return await on_database(write)(entries)
    except Exception as error:
        if len(entries) == 1:
            return [_not_now(error)]
    return await _one_by_one(entries)


async def _one_by_one(entries: list[Entry]) -> list[Outcome]:
    """Write each entry alone, until it is the database itself that fails: it may fail slowly."""
    outcomes: list[Outcome] = []
    for entry in entries:
        try:
            outcomes += await on_database(write)([entry])
        except Exception as error:
            outcomes.append(_not_now(error))
            if isinstance(error, OperationalError):
                break
    return [*outcomes, *(_try_again() for _entry in entries[len(outcomes) :])]


def _not_now(error: Exception) -> AppendRefused:
    if isinstance(error, DatabaseError):
        logger.warning("append not committed: %r", error)
    else:
        logger.exception("append failed", exc_info=error)
    return _try_again()


def _try_again() -> AppendRefused:
    return AppendRefused(_("This could not be saved just now."), final=False)


_writers: WeakKeyDictionary[asyncio.AbstractEventLoop, _Writer] = WeakKeyDictionary()


async def append(entry: Entry) -> Appended:
    """Append an operation to its drawing's log; return after COMMIT, with its number.

    Appending the same id again by the same author returns the same number. Raises AppendRefused.
    """
    return await _writers.setdefault(asyncio.get_running_loop(), _Writer()).append(entry)


def write(entries: list[Entry]) -> list[Outcome]:
    """Append entries in one transaction, in their order. Database errors pass through."""
    with transaction.atomic():
        batch = _Batch(entries)
        outcomes = [batch.append(entry) for entry in entries]
        batch.save()
    return outcomes


class _Batch:
    """What one transaction knows of the drawings it writes to; their rows are locked."""

    def __init__(self, entries: list[Entry]) -> None:
        ids = {entry.drawing for entry in entries}
        # Locked in one order by every process, so that two batches cannot wait for each other.
        rows = Drawing.objects.select_for_update(of=("self",), no_key=True)
        rows = rows.select_related("owner").filter(pk__in=ids).order_by("pk")
        self.drawings = {drawing.pk: drawing for drawing in rows}
        self.now = timezone.now()  # under the locks: times go up with the numbers
        self.participants = _participants(entries)
        self.sessions = lasting(entry.session for entry in entries if entry.session is not None)
        self.known = _known_operations(entries)
        self.new: list[Operation] = []
        self.changed: dict[int, Drawing] = {}

    def append(self, entry: Entry) -> Outcome:
        try:
            return self._append(entry)
        except AppendRefused as refusal:
            return refusal

    def save(self) -> None:
        Operation.objects.bulk_create(self.new)
        Drawing.objects.bulk_update(self.changed.values(), ["head", "size", "drawn_at"])

    def _append(self, entry: Entry) -> Appended:
        drawing = self.drawings.get(entry.drawing)
        me = self.participants.get(entry.participant)
        if drawing is None or me is None or me.drawing_id != drawing.pk:
            raise AppendRefused(_("This drawing is gone."), final=True)
        if known := self.known.get((drawing.pk, entry.draft.id)):
            return _repeat(known, me)
        if entry.session is not None and entry.session not in self.sessions:
            raise AppendRefused(_("You are logged out here."), final=False)  # kept for a return
        self._check(drawing, me, entry.draft)
        return self._number(drawing, me, entry.draft)

    def _check(self, drawing: Drawing, me: Participant, draft: Draft) -> None:
        right = right_of(drawing, me)
        if right < Right.DRAW:
            raise AppendRefused(_("You can watch this drawing, not draw in it."), final=True)
        if _is_full(drawing):
            raise AppendRefused(_("This drawing is full."), final=True)
        if draft.kind is Kind.CLEAR and right is not Right.OWN:
            raise AppendRefused(_("Only its owner can clear a drawing."), final=True)
        if draft.kind in (Kind.HIDE, Kind.SHOW):
            self._check_hidden(drawing, me, draft, right)

    def _check_hidden(self, drawing: Drawing, me: Participant, draft: Draft, right: Right) -> None:
        for id in split_ids(draft.body):
            target = self.known.get((drawing.pk, id))
            if target is None:
                raise AppendRefused(_("There is no such stroke in this drawing."), final=True)
            if not may_hide(right, me, target.author):
                raise AppendRefused(_("You can only undo what you drew yourself."), final=True)

    def _number(self, drawing: Drawing, me: Participant, draft: Draft) -> Appended:
        drawing.head += 1
        drawing.size += len(draft.body)
        drawing.drawn_at = max(self.now, drawing.drawn_at)  # wall clocks may be set back
        operation = Operation(
            drawing=drawing,
            seq=drawing.head,
            op_id=UUID(bytes=draft.id),
            author=me,
            kind=draft.kind,
            body=draft.body,
            at=max(0, int((drawing.drawn_at - drawing.created_at).total_seconds() * 1000)),
        )
        self.known[drawing.pk, draft.id] = operation
        self.new.append(operation)
        self.changed[drawing.pk] = drawing
        return Appended(operation.numbered(me.number), repeated=False)


def _is_full(drawing: Drawing) -> bool:
    operations: int = settings.DRAWING_MAX_OPERATIONS
    size: int = settings.DRAWING_MAX_BYTES
    return drawing.head >= operations or drawing.size >= size


def _repeat(known: Operation, me: Participant) -> Appended:
    if known.author_id != me.pk:
        raise AppendRefused(_("This stroke is somebody else's."), final=True)
    return Appended(known.numbered(me.number), repeated=True)


def _participants(entries: Iterable[Entry]) -> dict[int, Participant]:
    ids = {entry.participant for entry in entries}
    return Participant.objects.select_related("person__user").in_bulk(ids)


def _known_operations(entries: Iterable[Entry]) -> dict[tuple[int, bytes], Operation]:
    """Find the operations that entries repeat or refer to, by drawing and id."""
    drawings = {entry.drawing for entry in entries}
    ids = {UUID(bytes=id) for entry in entries for id in _ids_named(entry.draft)}
    # One query for all; that it may find an id in another of the drawings does no harm.
    rows = Operation.objects.filter(drawing__in=drawings, op_id__in=ids)
    return {
        (row.drawing_id, row.op_id.bytes): row
        for row in rows.select_related("author__person__user")
    }


def _ids_named(draft: Draft) -> list[bytes]:
    hidden = split_ids(draft.body) if draft.kind in (Kind.HIDE, Kind.SHOW) else []
    return [draft.id, *hidden]


def read(drawing: int, after: int, limit: int) -> list[Numbered]:
    """Read at most `limit` operations of a drawing with a number above `after`, in order."""
    rows = Operation.objects.filter(drawing=drawing, seq__gt=after).order_by("seq")
    return [
        Numbered(seq, op_id.bytes, kind, author, at, bytes(body))
        for seq, op_id, kind, author, at, body in rows.values_list(
            "seq", "op_id", "kind", "author__number", "at", "body"
        )[:limit]
    ]
