"""The log of a drawing: numbered operations, and what can be seen after them.

The twin of frontend/src/canvas/fold.ts; tests/wire/visibility.json and changes.json hold both to
the same answers. The rule is one sentence: **about each item the latest word counts**, where the
words are the item itself, `show`, `hide`, and every `clear` that is not itself hidden. What people
do to items and to the paper (an *act*: clear, change, remove, paper, describe) is itself hidden to
take it back: a change that is hidden never was, an item is gone while any `remove` of it is not
hidden, and the paper has the colour of the latest `paper` that is not, a picture the latest words.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from canvas.changes import read_change, read_color
from canvas.descriptions import decode_description
from canvas.lying import Lying
from canvas.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvas.changes import Change
    from canvas.lying import Matter

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
    DESCRIBE = 11  # see canvas.descriptions


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

    Raises ValueError (a ChangeError or TextError, too, is one) where the body is not of its kind.
    """
    match kind:
        case Kind.HIDE | Kind.SHOW | Kind.REMOVE:
            return split_ids(body)
        case Kind.CHANGE:
            return split_ids(read_change(body)[1])
        case Kind.DESCRIBE:
            return [decode_description(body).id]
        case _:
            return []


@dataclass(slots=True)
class _Word:
    """The latest hide or show said about an item, and when it was shown last."""

    shown_at: int
    hidden: bool = False


@dataclass(slots=True)
class _Act:
    """Something done to items or to the paper, which can be taken back."""

    seq: int
    kind: int
    body: bytes
    change: Change | None = None  # None: what it names is removed
    alike: Standing | None = None  # the acts of its kind, if these concern the whole drawing
    hidden: bool = False


@dataclass(slots=True)
class Fold:
    """What can be seen after the operations applied so far, which come in the order of seq."""

    items: dict[bytes, Numbered] = field(default_factory=dict)
    _words: dict[bytes, _Word] = field(default_factory=dict)
    _acts: dict[bytes, _Act] = field(default_factory=dict)
    _clears: Standing = field(default_factory=Standing)
    _papers: Standing = field(default_factory=Standing)
    _colors: dict[int, int] = field(default_factory=dict)  # of papers, by their seq
    _done: list[_Act] = field(default_factory=list)  # changes and removes
    _done_to: dict[bytes, array[float]] = field(default_factory=dict)
    """By an item's id, eight bytes each, for a log may name items by the million: which of what was
    done, and, in 1/1024, where among the items that it named."""
    _told: list[_Act] = field(default_factory=list)  # what was said of pictures
    _lies: dict[bytes, Lying] = field(default_factory=dict)
    _shown: dict[bytes, Numbered] = field(default_factory=dict)  # changed items, as they lay last

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
        seen = [item for item in self.items.values() if self.sees(item.id)]
        if not self._done_to:
            return seen
        return [self._as_it_lies(item) for item in sorted(seen, key=self._place)]

    def sees(self, id: bytes) -> bool:
        """Say whether an item can be seen."""
        word = self._words[id]
        if word.hidden or word.shown_at <= self.cleared_at:
            return False
        lying = self._lying(id)
        return lying is None or not lying.removed

    @property
    def cleared_at(self) -> int:
        """The number of the last clear; what was drawn, or shown last, before it is gone."""
        return self._clears.last

    @property
    def paper(self) -> int | None:
        """The colour somebody gave the paper."""
        return self._colors.get(self._papers.last)

    @property
    def descriptions(self) -> dict[bytes, str]:
        """What is said of pictures, seen or not: the latest of each that is not taken back."""
        standing = (act for act in self._told if not act.hidden)
        said = dict(decode_description(act.body) for act in standing)
        return {id: words for id, words in said.items() if words}

    def _say(self, operation: Numbered) -> None:
        hidden = operation.kind == Kind.HIDE
        for id in split_ids(operation.body):
            if word := self._words.get(id):
                word.hidden = hidden
                if not hidden:
                    word.shown_at = operation.seq
            elif act := self._acts.get(id):
                self._take_back(act, hidden)

    def _take_back(self, act: _Act, hidden: bool) -> None:
        """Or do it again. A clear hides what it hid at first, not what others drew meanwhile."""
        if act.hidden == hidden:
            return
        act.hidden = hidden
        if act.kind == Kind.DESCRIBE:
            return  # nothing lies otherwise
        if act.alike is None:
            self._begin_anew(named_ids(act.kind, act.body))
        elif hidden:
            act.alike.discard(act.seq)
        else:
            act.alike.add(act.seq)

    def _begin_anew(self, ids: Iterable[bytes]) -> None:
        """Forget how some items lie: not all that was done to them still stands."""
        for id in ids:
            if lying := self._lies.get(id):
                lying.begin(self.items[id].seq)

    def _act(self, operation: Numbered) -> None:
        """Take note of an act; one of a newer version is kept in the log, without effect here."""
        act = _Act(operation.seq, operation.kind, operation.body)
        try:
            match operation.kind:
                case Kind.CLEAR:
                    act.alike = self._clears
                case Kind.PAPER:
                    self._colors[act.seq] = read_color(operation.body)
                    act.alike = self._papers
                case Kind.CHANGE:
                    act.change, ids = read_change(operation.body)
                    self._do(act, split_ids(ids))
                case Kind.REMOVE:
                    self._do(act, split_ids(operation.body))
                case Kind.DESCRIBE:
                    decode_description(operation.body)
                    self._told.append(act)
                case _:
                    return
        except ValueError:
            return
        if act.alike is not None:
            act.alike.add(act.seq)
        self._acts[operation.id] = act

    def _do(self, act: _Act, ids: list[bytes]) -> None:
        number, done_to = len(self._done), self._done_to
        for index, id in enumerate(ids):
            entries = done_to.get(id)
            if entries is None:
                if id not in self.items:
                    continue
                entries = done_to[id] = array("d")
            entries.append(number + index / MOST_IDS)
        self._done.append(act)

    def _place(self, item: Numbered) -> float:
        """Say how high in the stack an item lies: it was drawn there, or brought there last."""
        lying = self._lying(item.id)
        return item.seq if lying is None else lying.place

    def _as_it_lies(self, item: Numbered) -> Numbered:
        lying = self._lying(item.id)
        if lying is None or lying.body is item.body:
            return item
        shown = self._shown.get(item.id)
        if shown is None or shown.body is not lying.body:
            shown = self._shown[item.id] = item._replace(body=lying.body)
        return shown

    def _lying(self, id: bytes) -> Lying | None:
        """Find how an item lies to which something was done, from where it was found before on."""
        entries = self._done_to.get(id)
        if entries is None:
            return None
        lying = self._lies.get(id)
        if lying is None:
            lying = self._lies[id] = _as_made(self.items[id])
            lying.begin(self.items[id].seq)
        if lying.read < len(entries):
            done = self._done
            for entry in entries[lying.read :]:
                act = done[int(entry)]
                if not act.hidden:
                    lying.do(act.change, act.seq + entry % 1)
            lying.read = len(entries)
        return lying


def _as_made(item: Numbered) -> Lying:
    if item.kind in STROKES:
        return Lying(item.body, "stroke")
    return Lying(item.body, _MATTERS.get(item.kind))


_MATTERS: dict[int, Matter] = {Kind.TEXT: "text", Kind.IMAGE: "image"}


def fold(operations: Iterable[Numbered]) -> Fold:
    """Fold a whole log, given in the order of seq."""
    folded = Fold()
    for operation in operations:
        folded.apply(operation)
    return folded


def visible(operations: Iterable[Numbered]) -> list[Numbered]:
    """Fold a whole log into the items that can be seen, as they lie, in the order of painting."""
    return fold(operations).visible()
