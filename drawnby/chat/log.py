"""A room's log in the database.

What is common to all logs (numbers, repeats, group commit) is the layer's; here is what a room asks
before it takes a line. All but what the layer awaits is synchronous and asks the database; callers
on the event loop go through `on_database`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from drawnby.chat import messages
from drawnby.chat.messages import Say
from drawnby.chat.models import Line, Room
from drawnby.chat.rooms import Speaker
from drawnby.chat.text import TextRefused, clean_text
from drawnby.sockets import Later, Refused
from drawnby.sockets.numbered import NumberedLog

PAGE_LINES = 200
PAGE_CHARACTERS = 100_000  # of text in a page, so that an answer stays well inside the send window
TRANSCRIPT_LINES = 5000
TRANSCRIPT_CHARACTERS = 1_000_000
QUOTA_LINES = 20  # of one speaker in a room, within QUOTA_TIME
QUOTA_TIME = timedelta(seconds=10)


class DoorClosed(Refused):
    """The gate does not let the speaker in any more; the reason is the gate's."""


@dataclass(slots=True)
class Saying:
    """A line on its way into a room's log."""

    room: str
    say: Say
    ask_gate: Callable[[], Speaker]
    speaker: Speaker = field(init=False)

    @property
    def parent(self) -> str:
        return self.room

    @property
    def id(self) -> UUID:
        return UUID(self.say.id)

    @property
    def author(self) -> str:
        return self.speaker.key


class RoomLog(NumberedLog[Saying, Line]):
    """The logs of rooms; an instance is one transaction on them."""

    rows, parent, key = Line, "room", "name"
    id_field, author_field = "line_id", "speaker_key"
    tells_repeats = True

    def admit(self, item: Saying) -> None:
        """Ask the gate under the room's lock: its answer holds at the moment that counts."""
        try:
            item.speaker = item.ask_gate()
        except Refused as refusal:
            raise DoorClosed(refusal.reason, **refusal.detail) from refusal
        if not item.speaker.may_speak:
            raise Refused(gettext("You can read here, not write."))

    def missing(self, item: Saying) -> Room:
        """A room is made when its first line is said."""
        room, _made = Room.objects.select_for_update().get_or_create(name=item.room)
        return room

    def make(self, parent: Room, item: Saying) -> Line:
        text = _checked_text(item.say)
        self._check_quota(parent, item.speaker)
        speaker = item.speaker
        return Line(
            name=speaker.name, hue=speaker.hue, guest=speaker.guest, text=text, said_at=self.now
        )

    def _check_quota(self, room: Room, speaker: Speaker) -> None:
        recent = room.lines.filter(speaker_key=speaker.key, said_at__gt=self.now - QUOTA_TIME)
        waiting = [
            each for each in self.new if (each.room, each.speaker_key) == (room, speaker.key)
        ]
        if recent.count() + len(waiting) >= QUOTA_LINES:
            raise Later(gettext("That was a lot at once. Wait a moment."))

    @classmethod
    def told(cls, row: Line) -> dict[str, Any]:
        return messages.encode(messages.Said(as_told(row)))

    @classmethod
    def acknowledged(cls, item: Saying, row: Line) -> dict[str, Any]:
        line = as_told(row)
        return messages.encode(messages.Acknowledged(line.id, line.seq, line.at))

    @classmethod
    def refused(cls, item: Saying, refusal: Refused) -> dict[str, Any]:
        final = not isinstance(refusal, Later)
        return messages.encode(messages.NotSaid(item.say.id, refusal.reason, final))


def _checked_text(say: Say) -> str:
    try:
        return clean_text(say.text)
    except TextRefused as refusal:
        raise Refused(str(refusal)) from refusal


def as_told(line: Line) -> messages.Line:
    return messages.Line(
        seq=line.seq,
        id=line.line_id.hex,
        key=line.speaker_key,
        name=line.display_name,
        hue=line.hue,
        guest=line.guest,
        text=line.text,
        at=int(line.said_at.timestamp() * 1000),
    )


def lines_after(room_name: str, applied: int) -> list[Line]:
    """The lines after `applied`, oldest first, as many as make a page."""
    return fill_page(RoomLog.read(room_name, applied, PAGE_LINES))


def last_lines(room_name: str) -> list[Line]:
    """The newest page of lines, oldest first."""
    lines = Line.objects.filter(room__name=room_name).order_by("-seq")
    return fill_page(lines[:PAGE_LINES])[::-1]


def transcript(room_name: str) -> list[Line]:
    """All that was said, oldest first; of very long talks the newest part."""
    lines = Line.objects.filter(room__name=room_name).order_by("-seq")
    return fill_page(lines[:TRANSCRIPT_LINES], TRANSCRIPT_CHARACTERS)[::-1]


def fill_page(lines: Iterable[Line], most: int = PAGE_CHARACTERS) -> list[Line]:
    """The first of the lines whose text fits into a page: at least one, if there is one."""
    page: list[Line] = []
    characters = 0
    for line in lines:
        characters += len(line.text)
        if page and characters > most:
            break
        page.append(line)
    return page


def forget_speaker(room_name: str, speaker_key: str) -> int:
    """Take a name off everything its bearer said in a room; says off how many lines."""
    return Line.objects.filter(room__name=room_name, speaker_key=speaker_key).update(name="")


def delete_room(room_name: str) -> None:
    room = Room.objects.filter(name=room_name)
    with transaction.atomic():
        # Locked as an append locks it: a line committed half-way through would be in the way.
        room.select_for_update().first()
        room.delete()
