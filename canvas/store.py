"""The log in the database, and the only writer of its numbers.

What is common to all logs (group commit, repeats, numbers) is the layer's; here is what a drawing
asks before it takes an operation.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canvas import image_files, messages
from canvas.access import Right, may_hide, right_of
from canvas.images import DIGEST_LENGTH
from canvas.log import ID_LENGTH, ITEMS, Kind, Numbered, named_ids
from canvas.models import Drawing, Operation, Participant
from canvas.strength import CLEARS, Strength
from drawnby.sockets import Later, Refused
from drawnby.sockets.appends import Appended
from drawnby.sockets.numbered import NumberedLog
from drawnby.sockets.sessions import lasting

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

    from canvas.messages import Draft

MAX_UNSAVED = 5000  # of one socket, to be sent again
AT_ONCE = 100  # operations read where nobody knows how large they are: 6 MB at most


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation on its way into a drawing's log."""

    drawing: int  # primary keys
    participant: int
    draft: Draft
    session: str | None = None  # key of the session it comes from, which must not have ended
    unsaved: set[bytes] = field(default_factory=set)
    """Ids of what the same socket was told to send again."""
    strength: Strength = field(default_factory=Strength)
    """What the same socket may change, and what is left to whoever it is in this drawing."""

    @property
    def parent(self) -> int:
        return self.drawing

    @property
    def id(self) -> UUID:
        return UUID(bytes=self.draft.id)

    @property
    def author(self) -> int:
        return self.participant

    @property
    def named(self) -> list[bytes]:
        """The operations it is about."""
        return named_ids(self.draft.kind, self.draft.body)

    @property
    def image(self) -> tuple[int, bytes] | None:
        """The drawing and the file of the picture it places there, if it does."""
        if self.draft.kind is not Kind.IMAGE:
            return None
        return self.drawing, self.draft.body[:DIGEST_LENGTH]


class Operations(NumberedLog[Entry, Operation]):
    """The logs of drawings; an instance is one transaction on them."""

    rows, parent = Operation, "drawing"
    author_field = "author_id"
    changed = ("head", "size", "drawn_at")

    def __init__(self, entries: list[Entry]) -> None:
        self.participants: dict[int, Participant] = {}
        super().__init__(entries)
        self._meet({entry.participant for entry in entries})
        self.images = image_files.known(entry.image for entry in entries if entry.image)
        self.sessions = lasting(entry.session for entry in entries if entry.session is not None)

    def lock(self, keys: Collection[Any]) -> dict[Hashable, Drawing]:
        rows = Drawing.objects.select_for_update(of=("self",), no_key=True)
        rows = rows.select_related("owner").filter(pk__in=keys).order_by("pk")
        return {drawing.pk: drawing for drawing in rows}

    def find(self, items: list[Entry]) -> dict[tuple[Hashable, UUID], Operation]:
        """Find the operations that entries repeat or refer to."""
        referred = {UUID(bytes=id) for entry in items for id in entry.named}
        found = self.find_ids(items, {entry.id for entry in items} | referred)
        self._meet({row.author_id for row in found.values()})
        return found

    def _meet(self, people: set[int]) -> None:
        """Look people up: each once, for one act may name a thousand strokes."""
        rows = Participant.objects.select_related("person__user")
        self.participants |= rows.in_bulk(people - self.participants.keys())

    @classmethod
    def query(cls) -> QuerySet[Operation]:
        # The bodies may be megabytes in all.
        return Operation.objects.defer("body").annotate(length=Length("body"))

    def admit(self, item: Entry) -> None:
        me = self.participants.get(item.participant)
        if item.drawing not in self.parents or me is None or me.drawing_id != item.drawing:
            raise Refused(_("This drawing is gone."))

    def make(self, parent: Drawing, item: Entry) -> Operation:
        me, draft = self.participants[item.participant], item.draft
        if item.session is not None and item.session not in self.sessions:
            raise Later(_("You are logged out here."))  # kept for a return
        self._check(parent, me, item)
        self._weigh(parent, item)
        parent.size += len(draft.body)
        parent.drawn_at = max(self.now, parent.drawn_at)  # wall clocks may be set back
        at = max(0, int((parent.drawn_at - parent.created_at).total_seconds() * 1000))
        return Operation(author=me, kind=draft.kind, body=draft.body, at=at)

    def _check(self, drawing: Drawing, me: Participant, entry: Entry) -> None:
        right = right_of(drawing, me)
        if right < Right.DRAW:
            raise Refused(_("You can watch this drawing, not draw in it."))
        if _is_full(drawing):
            raise Refused(_("This drawing is full."))
        if entry.draft.kind is Kind.CLEAR and right is not Right.OWN:
            raise Refused(_("Only its owner can clear a drawing."))
        if entry.image and entry.image not in self.images:
            raise Refused(_("That picture is not in this drawing. Add it again."))
        for id in entry.named:
            target = self.known.get((drawing.pk, UUID(bytes=id)))
            if target is None or not _is_about(entry.draft.kind, target.kind):
                raise Refused(_("There is no such stroke in this drawing."))
            if not may_hide(right, me, self.participants[target.author_id]):
                raise Refused(str(_NOT_YOURS[entry.draft.kind]))

    def _weigh(self, drawing: Drawing, entry: Entry) -> None:
        weight = self._weight(drawing, entry)
        if not entry.strength.does(entry.draft.id, weight, time.monotonic()):
            raise Later(_("That changes very much again and again. It goes on in a moment."))

    def _weight(self, drawing: Drawing, entry: Entry) -> int:
        """Say how many items it changes; whoever takes an act back changes all that the act did."""
        kind, named = entry.draft.kind, entry.named
        if kind is Kind.CLEAR:
            return min(drawing.head, CLEARS)
        if kind not in (Kind.HIDE, Kind.SHOW):
            return len(named)
        targets = (self.known[drawing.pk, UUID(bytes=id)] for id in named)
        return sum(_reach(target, drawing) for target in targets)

    @classmethod
    def told(cls, row: Operation) -> bytes:
        return messages.encode_operations([row.numbered(row.author.number)])

    @classmethod
    def acknowledged(cls, item: Entry, row: Operation) -> dict[str, Any]:
        item.unsaved.discard(item.draft.id)
        return messages.acknowledged(item.draft.id, row.seq, row.at)

    @classmethod
    def refused(cls, item: Entry, refusal: Refused) -> dict[str, Any]:
        """Say no, for now or for good.

        What is done to a stroke that is to be sent again is to be sent again too, after it.
        """
        id, unsaved = item.draft.id, item.unsaved
        final = not isinstance(refusal, Later) and unsaved.isdisjoint(item.named)
        if final:
            unsaved.discard(id)
        elif len(unsaved) < MAX_UNSAVED:
            unsaved.add(id)
        return messages.refused(id, refusal.reason, final=final)


_NOT_YOURS = {
    Kind.HIDE: gettext_lazy("You can only undo what you drew yourself."),
    Kind.SHOW: gettext_lazy("You can only undo what you drew yourself."),
    Kind.CHANGE: gettext_lazy("You can only change what you drew yourself."),
    Kind.REMOVE: gettext_lazy("You can only remove what you drew yourself."),
    Kind.DESCRIBE: gettext_lazy("You can only describe pictures that you added yourself."),
}


def _reach(target: Operation, drawing: Drawing) -> int:
    """Say how many items an operation is about: as many as it has ids, but for a clear."""
    if target.kind == Kind.CLEAR:
        return min(drawing.head, CLEARS)
    if target.kind in ITEMS or target.kind == Kind.DESCRIBE:
        return 1
    length: int = vars(target).get("length") or len(target.body)  # one just made has its body
    return max(1, length // ID_LENGTH)


def _is_about(kind: int, target: int) -> bool:
    """Whether such an operation may be about such another: anything can be taken back."""
    if kind == Kind.DESCRIBE:
        return target == Kind.IMAGE
    return kind in (Kind.HIDE, Kind.SHOW) or target in ITEMS


def _is_full(drawing: Drawing) -> bool:
    operations: int = settings.DRAWING_MAX_OPERATIONS
    size: int = settings.DRAWING_MAX_BYTES
    return drawing.head >= operations or drawing.size >= size


Outcome = Appended[Operation] | Refused
append = Operations.append
write = Operations.write


def read(drawing: int, after: int, limit: int) -> list[Numbered]:
    """Read at most `limit` operations of a drawing with a number above `after`, in order."""
    rows = Operation.objects.filter(drawing=drawing, seq__gt=after).order_by("seq")
    return [
        Numbered(seq, op_id.bytes, kind, author, at, bytes(body))
        for seq, op_id, kind, author, at, body in rows.values_list(
            "seq", "op_id", "kind", "author__number", "at", "body"
        )[:limit]
    ]


def read_page(drawing: int, after: int, limit: int, most: int) -> list[Numbered]:
    """Read as `read` does, but only so many as have `most` bytes; one, if there is one.

    Neither does it hold more of them on the way: of the longest operations a thousand are 60 MB.
    """
    page: list[Numbered] = []
    size = 0
    while len(page) < limit:
        wanted = min(AT_ONCE, limit - len(page))
        found = read(drawing, after, wanted)
        for operation in found:
            size += len(operation.body)
            if page and size > most:
                return page
            page.append(operation)
        if len(found) < wanted:
            break
        after = found[-1].seq
    return page
