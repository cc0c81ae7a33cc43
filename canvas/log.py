"""The log of a drawing: numbered operations, and what can be seen after them.

The twin of frontend/src/canvas/journal.ts; tests/wire/visibility.json holds both to the same
answers. The rule is one sentence: **about each stroke the latest word counts**, where the words are
the stroke itself, `show`, `hide`, and every `clear` that is not itself hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ID_LENGTH = 16


class Kind(IntEnum):
    """What an operation does. Others are kept and passed on unread: newer versions know them."""

    STROKE = 1
    HIDE = 2
    SHOW = 3
    CLEAR = 4


class Numbered(NamedTuple):
    """An operation with its place in the log."""

    seq: int
    id: bytes  # 16 random bytes, chosen by the client that drew it
    kind: int
    author: int  # participant number
    at: int  # milliseconds from the drawing's creation to the commit
    body: bytes


def split_ids(body: bytes) -> list[bytes]:
    """Take the body of a hide or show apart into operation ids.

    Raises ValueError where it is empty or not a whole number of ids.
    """
    if not body or len(body) % ID_LENGTH:
        raise ValueError("the body is not a list of ids")
    return [body[i : i + ID_LENGTH] for i in range(0, len(body), ID_LENGTH)]


@dataclass(slots=True)
class _Word:
    """The latest hide or show said about an operation, and when it was shown last."""

    shown_at: int
    hidden: bool = False


@dataclass(slots=True)
class Fold:
    """What can be seen after the operations applied so far, which come in the order of seq."""

    strokes: dict[bytes, Numbered] = field(default_factory=dict)
    _words: dict[bytes, _Word] = field(default_factory=dict)
    _clears: dict[bytes, int] = field(default_factory=dict)  # their seq

    def apply(self, operation: Numbered) -> None:
        match operation.kind:
            case Kind.STROKE:
                self.strokes[operation.id] = operation
                self._words[operation.id] = _Word(operation.seq)
            case Kind.CLEAR:
                self._clears[operation.id] = operation.seq
                self._words[operation.id] = _Word(operation.seq)
            case Kind.HIDE | Kind.SHOW:
                self._say(operation)
            case _:
                pass  # of a newer version: kept in the log, without effect here

    def visible(self) -> list[Numbered]:
        """List the strokes that can be seen, in the order they are painted."""
        cleared = self._cleared_at()
        return [stroke for stroke in self.strokes.values() if self._is_seen(stroke.id, cleared)]

    def _say(self, operation: Numbered) -> None:
        for id in split_ids(operation.body):
            word = self._words.get(id)
            if word is None:
                continue
            word.hidden = operation.kind == Kind.HIDE
            if not word.hidden:
                word.shown_at = operation.seq

    def _cleared_at(self) -> int:
        # A clear shown again hides what it hid at first, not what others drew meanwhile.
        clears = self._clears.items()
        return max((seq for id, seq in clears if not self._words[id].hidden), default=0)

    def _is_seen(self, id: bytes, cleared_at: int) -> bool:
        word = self._words[id]
        return not word.hidden and word.shown_at > cleared_at


def visible(operations: Iterable[Numbered]) -> list[Numbered]:
    """Fold a whole log, given in the order of seq, into the strokes that can be seen."""
    fold = Fold()
    for operation in operations:
        fold.apply(operation)
    return fold.visible()
