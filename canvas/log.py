"""The log of a drawing: numbered operations, and what can be seen after them.

The twin of frontend/src/canvas/fold.ts; tests/wire/visibility.json and changes.json hold both to
the same answers. The rule is one sentence: **about each item the latest word counts**, where the
words are the item itself, `show`, `hide`, and every `clear` that is not itself hidden. What people
do to items and to the paper (an *act*: clear, change, remove, paper) is itself hidden to take it
back: a change that is hidden never was, an item is gone while any `remove` of it is not hidden, and
the paper has the colour of the latest `paper` that is not.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from canvas.changes import Change, changed_stroke, changed_text, read_change, read_color
from canvas.strokes import StrokeError, decode_stroke, encode_stroke
from canvas.texts import TextError, decode_text, encode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ID_LENGTH = 16


class Kind(IntEnum):
    """What an operation does. Others are kept and passed on unread: newer versions know them."""

    STROKE = 1
    HIDE = 2
    SHOW = 3
    CLEAR = 4
    CHANGE = 5  # see canvas.changes
    TEXT = 6
    IMAGE = 7
    PAPER = 8  # its colour
    PENCIL = 9
    REMOVE = 10


ITEMS = frozenset({Kind.STROKE, Kind.TEXT, Kind.IMAGE, Kind.PENCIL})
"""What lies on the paper, one above the other."""

STROKES = frozenset({Kind.STROKE, Kind.PENCIL})

MOST_IDS = 1024  # that one operation names: as many places in the stack at one seq


class Numbered(NamedTuple):
    """An operation with its place in the log."""

    seq: int
    id: bytes  # 16 random bytes, chosen by the client that drew it
    kind: int
    author: int  # participant number
    at: int  # milliseconds from the drawing's creation to the commit
    body: bytes


def split_ids(body: bytes) -> list[bytes]:
    """Take the body of a hide, show or remove apart into operation ids.

    Raises ValueError where it is empty or not a whole number of ids.
    """
    if not body or len(body) % ID_LENGTH:
        raise ValueError("the body is not a list of ids")
    return [body[i : i + ID_LENGTH] for i in range(0, len(body), ID_LENGTH)]


def named_ids(kind: int, body: bytes) -> list[bytes]:
    """List the operations that one is about.

    Raises ValueError (a ChangeError, too, is one) where the body is not of its kind.
    """
    match kind:
        case Kind.HIDE | Kind.SHOW | Kind.REMOVE:
            return split_ids(body)
        case Kind.CHANGE:
            return split_ids(read_change(body)[1])
        case _:
            return []


@dataclass(slots=True)
class _Word:
    """The latest hide or show said about an operation, and when it was shown last."""

    shown_at: int
    hidden: bool = False


class _Done(NamedTuple):
    """What was done to some items."""

    act: bytes  # id of the change or remove
    seq: int
    change: Change | None  # None: removed


@dataclass(slots=True)
class Fold:
    """What can be seen after the operations applied so far, which come in the order of seq."""

    items: dict[bytes, Numbered] = field(default_factory=dict)
    _words: dict[bytes, _Word] = field(default_factory=dict)
    _clears: dict[bytes, int] = field(default_factory=dict)  # their seq
    _papers: dict[bytes, int] = field(default_factory=dict)  # their colour, the latest last
    _done: list[_Done] = field(default_factory=list)
    _done_to: dict[bytes, array[float]] = field(default_factory=dict)
    """By an item's id, eight bytes each, for a log may name items by the million: which of what was
    done, and, in 1/1024, where among the items that it named."""
    _lies: dict[bytes, tuple[list[Change], Numbered]] = field(default_factory=dict)
    """How changed items were found to lie: those who film ask again and again."""

    def apply(self, operation: Numbered) -> None:
        if operation.kind in ITEMS:
            self.items[operation.id] = operation
            self._words[operation.id] = _Word(operation.seq)
        elif operation.kind in (Kind.HIDE, Kind.SHOW):
            self._say(operation)
        else:
            self._act(operation)

    def visible(self) -> list[Numbered]:
        """List the items that can be seen, as they lie now, in the order they are painted."""
        cleared = self._cleared_at()
        seen = [item for item in self.items.values() if self._is_seen(item.id, cleared)]
        if not self._done_to:
            return seen
        return [self._as_it_lies(item) for item in sorted(seen, key=self._place)]

    def authors(self) -> set[int]:
        """Name those of whose work something can be seen."""
        cleared = self._cleared_at()
        return {item.author for item in self.items.values() if self._is_seen(item.id, cleared)}

    @property
    def paper(self) -> int | None:
        """The colour somebody gave the paper."""
        seen = [color for id, color in self._papers.items() if not self._words[id].hidden]
        return seen[-1] if seen else None

    def _say(self, operation: Numbered) -> None:
        for id in split_ids(operation.body):
            word = self._words.get(id)
            if word is None:
                continue
            word.hidden = operation.kind == Kind.HIDE
            if not word.hidden:
                word.shown_at = operation.seq

    def _act(self, operation: Numbered) -> None:
        """Take note of an act; one of a newer version is kept in the log, without effect here."""
        try:
            match operation.kind:
                case Kind.CLEAR:
                    self._clears[operation.id] = operation.seq
                case Kind.PAPER:
                    self._papers[operation.id] = read_color(operation.body)
                case Kind.CHANGE:
                    change, ids = read_change(operation.body)
                    self._do(operation, change, split_ids(ids))
                case Kind.REMOVE:
                    self._do(operation, None, split_ids(operation.body))
                case _:
                    return
        except ValueError:
            return
        self._words[operation.id] = _Word(operation.seq)

    def _do(self, act: Numbered, change: Change | None, ids: list[bytes]) -> None:
        for index, id in enumerate(ids):
            if id in self.items:
                entries = self._done_to.setdefault(id, array("d"))
                entries.append(len(self._done) + index / MOST_IDS)
        self._done.append(_Done(act.id, act.seq, change))

    def _cleared_at(self) -> int:
        # A clear shown again hides what it hid at first, not what others drew meanwhile.
        clears = self._clears.items()
        return max((seq for id, seq in clears if not self._words[id].hidden), default=0)

    def _is_seen(self, id: bytes, cleared_at: int) -> bool:
        word = self._words[id]
        if word.hidden or word.shown_at <= cleared_at:
            return False
        return id not in self._done_to or all(change for change, _ in self._standing(id))

    def _standing(self, id: bytes) -> Iterator[tuple[Change | None, float]]:
        """Yield what was done to an item and not taken back, and the place in the stack of that."""
        for entry in self._done_to.get(id, ()):
            done = self._done[int(entry)]
            if not self._words[done.act].hidden:
                yield done.change, done.seq + entry % 1

    def _place(self, item: Numbered) -> float:
        """Say how high in the stack an item lies: it was drawn there, or brought there last."""
        place = float(item.seq)
        for change, above in self._standing(item.id):
            if change is not None and change.fronted:
                place = above
        return place

    def _as_it_lies(self, item: Numbered) -> Numbered:
        changes = [
            change
            for change, _ in self._standing(item.id)
            if change is not None and (change.move or change.color is not None)
        ]
        if not changes:
            return item
        before = self._lies.get(item.id)
        if before is None or before[0] != changes:
            changed = item._replace(body=changed_body(item.kind, item.body, changes))
            before = self._lies[item.id] = changes, changed
        return before[1]


def changed_body(kind: int, body: bytes, changes: list[Change]) -> bytes:
    """Return the body of an item as it lies after some changes; as it was where we cannot tell."""
    try:
        if kind in STROKES:
            return encode_stroke(changed_stroke(decode_stroke(body), changes))
        if kind == Kind.TEXT:
            return encode_text(changed_text(decode_text(body), changes))
    except (StrokeError, TextError):  # drawn with a tool of a newer version
        pass
    return body


def fold(operations: Iterable[Numbered]) -> Fold:
    """Fold a whole log, given in the order of seq."""
    folded = Fold()
    for operation in operations:
        folded.apply(operation)
    return folded


def visible(operations: Iterable[Numbered]) -> list[Numbered]:
    """Fold a whole log into the items that can be seen, as they lie, in the order of painting."""
    return fold(operations).visible()
