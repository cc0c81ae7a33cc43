"""Who may come into which room, and speak there: asked of the gate that the settings name for it.

`CHAT_GATES = [(regular expression, "dotted.callable"), ...]`, matched at the beginning of the
room's name as channels are; the first match counts. A gate is called in a thread where the
database may be asked, as `gate(request, room)`; it returns a Speaker or raises Refused. A room
without a gate does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from drawnby.sockets import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

    from drawnby.sockets import SocketRequest

CHANNEL = r"^chat-(?P<room>[A-Za-z0-9_-]{1,64})\Z"


def channel_of(room: str) -> str:
    return f"chat-{room}"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in a room, as the others may know them."""

    key: str
    """Tells speakers apart and goes to everyone in the room: no secret; empty for a mere reader."""
    name: str
    hue: int
    guest: bool
    may_speak: bool
    shown: bool = False
    """Whether the others in the room see them in the list of who is here."""

    def as_seen(self) -> dict[str, Any]:
        """What the others' list of who is here says of them."""
        return {"key": self.key, "name": self.name, "hue": self.hue, "guest": self.guest}


class Gate(Protocol):
    def __call__(self, request: Any, room: str) -> Speaker: ...


class NameRefused(ValueError):
    """Nobody can come in under this name; the text is for whoever chose it."""


class Welcome(Protocol):
    """`CHAT_WELCOME` names one: it makes a visitor of an open room somebody who may speak.

    `is_taken(name)` says whether somebody is called that in the room. Raises NameRefused.
    """

    def __call__(
        self, request: HttpRequest, name: str, is_taken: Callable[[str], bool]
    ) -> None: ...


def welcome(request: HttpRequest, name: str, is_taken: Callable[[str], bool]) -> None:
    """Make a visitor somebody, or raise NameRefused."""
    greet: Welcome = import_string(settings.CHAT_WELCOME)
    greet(request, name, is_taken)


def speaker_for(request: SocketRequest | HttpRequest, room: str) -> Speaker:
    """Ask the room's gate, or raise Refused."""
    return _gate_of(room)(request, room)


def _gate_of(room: str) -> Gate:
    gates: Sequence[tuple[str, str]] = settings.CHAT_GATES
    for pattern, path in gates:
        if re.match(pattern, room):
            gate: Gate = import_string(path)
            return gate
    raise Refused(gettext("There is no such room."))
