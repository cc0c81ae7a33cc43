"""What travels between a NumberedLog and a page's NumberedChannel. No I/O.

The messages are objects whose `log` says what they are, so that others may share the channel:

    {log: "since", applied}         what came after this number?     → numbered, with after and head
    {log: "append", id, body}       keep this, under the id I gave it → appended or refused
    {log: "numbered", entries}      told to everybody after the commit
    {log: "appended", entry}        told to its author, each time it is sent
    {log: "refused", id, reason, final}

An entry is {seq, id, body}. The twin is frontend/src/sockets/numbered/messages.ts;
tests/wire/numbered.json holds both to the same examples.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from .exceptions import Later, Refused
from .frames import MAX_NUMBER, Json, Message

ID = re.compile(r"[0-9a-f]{32}")
Row = TypeVar("Row")
Item = TypeVar("Item")


class Appending(Protocol):
    """What every log needs to know of something on its way into it."""

    @property
    def parent(self) -> Hashable:
        """The primary key of what has the log."""

    @property
    def id(self) -> UUID:
        """Random, given by whoever appends it: what makes sending it twice harmless."""

    @property
    def author(self) -> Hashable:
        """Who appends it, on the server's word: nobody else may send it again."""


@dataclass(frozen=True, slots=True)
class Append:
    parent: Hashable
    id: UUID
    body: Json
    author: Hashable = ""


@dataclass(frozen=True, slots=True)
class Sent(Generic[Item]):
    """An item, and the language in which its sender is told why not."""

    item: Item
    language: str | None


@dataclass(frozen=True, slots=True)
class Appended(Generic[Row]):
    row: Row
    repeated: bool  # it was in the log already


@dataclass(frozen=True, slots=True)
class Wish:
    """A client wants something kept."""

    id: UUID
    body: Json


@dataclass(frozen=True, slots=True)
class Since:
    """A client wants what came after a number."""

    applied: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as everybody may see it."""

    seq: int
    id: UUID
    body: Json

    @property
    def json(self) -> dict[str, Json]:
        return {"seq": self.seq, "id": self.id.hex, "body": self.body}


def parse(message: Message) -> Wish | Since | None:
    """Read a client's message; None if it is about no log. Raises Refused if it means nothing."""
    match message:
        case {"log": "append", "id": str(id), "body": body} if ID.fullmatch(id):
            return Wish(UUID(id), body)
        case {"log": "since", "applied": int(applied)} if _is_number(applied):
            return Since(applied)
        case {"log": _}:
            raise Refused("not understood")
    return None


def _is_number(value: int) -> bool:
    return type(value) is int and 0 <= value <= MAX_NUMBER


def page(after: int, entries: Sequence[Entry], head: int) -> Json:
    """The entries that follow `after`, without a hole; the log ends at `head`."""
    return {**told(entries), "after": after, "head": head}


def told(entries: Sequence[Entry]) -> dict[str, Json]:
    return {"log": "numbered", "entries": [entry.json for entry in entries]}


def appended(entry: Entry) -> Json:
    return {"log": "appended", "entry": entry.json}


def refused(id: UUID, refusal: Refused) -> Json:
    final = not isinstance(refusal, Later)
    return {"log": "refused", "id": id.hex, "reason": refusal.reason, "final": final}
