"""What travels on a room's channel, read and written in one place.

The twin of frontend/src/chat/messages.ts; tests/wire/chat.json holds both to the same examples.
Fields that are not known are ignored, so that a newer client may say more than an older server
hears: in particular nobody can say who they are, that is the gate's to know.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

Seq = Annotated[int, Meta(ge=0, le=2**53)]
LineId = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


class Enter(msgspec.Struct, frozen=True, tag_field="type", tag="enter"):
    """I am here and have the lines up to `applied` (0: none). Answered by Entered."""

    applied: Seq


class Say(msgspec.Struct, frozen=True, tag_field="type", tag="say"):
    """Keep this line. Answered by Acknowledged or NotSaid; may be sent as often as needed."""

    id: LineId
    text: str


class Since(msgspec.Struct, frozen=True, tag_field="type", tag="since"):
    """What was said after `applied`? Answered by Lines, a page: ask again until none come."""

    applied: Seq


class Typing(msgspec.Struct, frozen=True, tag_field="type", tag="typing"):
    """I am writing something: a signal, relayed and forgotten."""


ClientMessage = Enter | Say | Since | Typing


class Line(msgspec.Struct, frozen=True):
    seq: int
    id: str
    key: str  # of the speaker
    name: str
    hue: int
    guest: bool
    text: str
    at: int  # ms since the epoch


class Entered(msgspec.Struct, frozen=True, tag_field="type", tag="entered"):
    head: int
    lines: list[Line]
    you: str  # your key
    may_speak: bool


class Lines(msgspec.Struct, frozen=True, tag_field="type", tag="lines"):
    lines: list[Line]


class Acknowledged(msgspec.Struct, frozen=True, tag_field="type", tag="acknowledged"):
    """Committed, and numbered."""

    id: str
    seq: int
    said_at: int  # ms since the epoch


class NotSaid(msgspec.Struct, frozen=True, tag_field="type", tag="refused"):
    """Not kept. `final`: it never will be; otherwise send it again in a moment."""

    id: str
    reason: str
    final: bool


class Said(msgspec.Struct, frozen=True, tag_field="type", tag="said"):
    line: Line


class IsTyping(msgspec.Struct, frozen=True, tag_field="type", tag="typing"):
    key: str
    name: str


class Announced(msgspec.Struct, frozen=True, tag_field="type", tag="announced"):
    """The people who run the site say something to everybody; on no channel, and not kept."""

    text: str


ServerMessage = Entered | Lines | Acknowledged | NotSaid | Said | IsTyping | Announced


class MessageError(ValueError):
    """A message that means nothing here; the text is for whoever sent it."""


def parse(data: object) -> ClientMessage:
    """Read what a client sent. Raises MessageError."""
    try:
        message: ClientMessage = msgspec.convert(data, ClientMessage)
    except msgspec.ValidationError as error:
        raise MessageError(str(error)) from error
    return message


def encode(message: ServerMessage) -> dict[str, Any]:
    """The message as JSON-able data."""
    encoded: dict[str, Any] = msgspec.to_builtins(message)
    return encoded
