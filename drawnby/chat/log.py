"""A room's log in the database, and the only writer of its numbers.

Everything here is synchronous and asks the database; callers on the event loop go through
`on_database`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from drawnby.chat.messages import Say
from drawnby.chat.models import Line, Room
from drawnby.chat.rooms import Speaker
from drawnby.chat.text import TextRefused, clean_text

PAGE_LINES = 200
PAGE_CHARACTERS = 100_000  # of text in a page, so that an answer stays well inside the send window
QUOTA_LINES = 20  # of one speaker in a room, within QUOTA_TIME
QUOTA_TIME = timedelta(seconds=10)


class SayRefused(Exception):
    """The line was not kept; the text is for whoever said it."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


def append(room_name: str, say: Say, ask_gate: Callable[[], Speaker], now: datetime) -> Line:
    """Keep a line; when this returns, it is committed.

    The right to speak is asked under the room's lock, so that it holds at the moment that counts.
    Saying the same id again gives the same line. Raises SayRefused, and what the gate raises.
    """
    with transaction.atomic():
        room = _lock(room_name)
        speaker = ask_gate()
        if not speaker.may_speak:
            raise SayRefused(gettext("You can read here, not write."), final=True)
        return _find(room, say, speaker) or _add(room, say, speaker, now)


def _lock(room_name: str) -> Room:
    """The room, ours until the transaction ends; numbers given under the lock have no gaps."""
    room, _made = Room.objects.select_for_update().get_or_create(name=room_name)
    return room


def _find(room: Room, say: Say, speaker: Speaker) -> Line | None:
    """The line that was said under this id already, if it is the speaker's own."""
    line = room.lines.filter(line_id=UUID(say.id)).first()
    if line is not None and line.speaker_key != speaker.key:
        raise SayRefused(gettext("Someone else has said this."), final=True)
    return line


def _add(room: Room, say: Say, speaker: Speaker, now: datetime) -> Line:
    text = _checked_text(say)
    _check_quota(room, speaker, now)
    room.head += 1
    room.save(update_fields=["head"])
    return room.lines.create(
        seq=room.head,
        line_id=UUID(say.id),
        speaker_key=speaker.key,
        name=speaker.name,
        hue=speaker.hue,
        guest=speaker.guest,
        text=text,
        said_at=now,
    )


def _checked_text(say: Say) -> str:
    try:
        return clean_text(say.text)
    except TextRefused as refusal:
        raise SayRefused(str(refusal), final=True) from refusal


def _check_quota(room: Room, speaker: Speaker, now: datetime) -> None:
    recent = room.lines.filter(speaker_key=speaker.key, said_at__gt=now - QUOTA_TIME)
    if recent.count() >= QUOTA_LINES:
        raise SayRefused(gettext("That was a lot at once. Wait a moment."), final=False)


def head_of(room_name: str) -> int:
    return Room.objects.filter(name=room_name).values_list("head", flat=True).first() or 0


def lines_after(room_name: str, applied: int) -> list[Line]:
    """The lines after `applied`, oldest first, as many as make a page."""
    lines = Line.objects.filter(room__name=room_name, seq__gt=applied).order_by("seq")
    return fill_page(lines[:PAGE_LINES])


def last_lines(room_name: str) -> list[Line]:
    """The newest page of lines, oldest first."""
    lines = Line.objects.filter(room__name=room_name).order_by("-seq")
    return fill_page(lines[:PAGE_LINES])[::-1]


def fill_page(lines: Iterable[Line]) -> list[Line]:
    """The first of the lines whose text fits into a page: at least one, if there is one."""
    page: list[Line] = []
    characters = 0
    for line in lines:
        characters += len(line.text)
        if page and characters > PAGE_CHARACTERS:
            break
        page.append(line)
    return page


def forget_speaker(room_name: str, speaker_key: str) -> int:
    """Take a name off everything its bearer said in a room; says off how many lines."""
    return Line.objects.filter(room__name=room_name, speaker_key=speaker_key).update(name="")


def delete_room(room_name: str) -> None:
    Room.objects.filter(name=room_name).delete()
