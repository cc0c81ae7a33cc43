"""Rooms that everybody may enter: opened, listed, ended. Synchronous; asks the database."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from drawnby.chat.log import delete_room
from drawnby.chat.models import PREFIX, Line, OpenRoom, Room
from drawnby.chat.rooms import channel_of
from drawnby.chat.text import TextRefused, clean_title
from drawnby.sockets import recheck_channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet

KEY_BYTES = 8
ROOMS_A_DAY = 5  # opened by one account
NAME_KEPT = timedelta(days=1)  # a guest's name stays theirs in a room for so long


class RoomRefused(ValueError):
    """The room was not opened; the text is for whoever wanted it."""


def open_room(title: str, owner: AbstractBaseUser, now: datetime) -> OpenRoom:
    """Open a room for everybody. Raises RoomRefused."""
    try:
        title = clean_title(title)
    except TextRefused as refusal:
        raise RoomRefused(str(refusal)) from refusal
    today = OpenRoom.objects.filter(opened_by=owner.pk, opened_at__gt=now - timedelta(days=1))
    if today.count() >= ROOMS_A_DAY:
        raise RoomRefused(gettext("You opened many rooms today. Open the next one tomorrow."))
    try:
        with transaction.atomic():
            room = Room.objects.create(name=PREFIX + secrets.token_urlsafe(KEY_BYTES))
            return OpenRoom.objects.create(
                room=room, title=title, opened_by_id=owner.pk, opened_at=now
            )
    except IntegrityError as error:
        raise RoomRefused(gettext("There is a room of that title already.")) from error


def rooms_by_last_word() -> QuerySet[OpenRoom]:
    """All of them, the latest words first; `last_text` and its like are those words."""
    last = Line.objects.filter(room=OuterRef("room")).order_by("-seq")
    return (
        OpenRoom.objects.select_related("room", "opened_by")
        .annotate(
            last_at=Subquery(last.values("said_at")[:1]),
            last_name=Subquery(last.values("name")[:1]),
            last_hue=Subquery(last.values("hue")[:1]),
            last_text=Subquery(last.values("text")[:1]),
        )
        .order_by(Coalesce("last_at", "opened_at").desc(), "-pk")
    )


def find_open_room(name: str) -> OpenRoom | None:
    rooms = OpenRoom.objects.select_related("room", "opened_by")
    return rooms.filter(room__name=name).first()


def end_room(name: str) -> None:
    """End it, with what was said in it; who is inside has to leave, once it is so."""
    delete_room(name)
    transaction.on_commit(partial(recheck_channel, channel_of(name)))


def is_open(name: str) -> bool:
    return OpenRoom.objects.filter(room__name=name).exists()


def name_is_taken(room_name: str, name: str, now: datetime) -> bool:
    """Whether somebody spoke under that name in the room of late."""
    spoken = Line.objects.filter(room__name=room_name, said_at__gt=now - NAME_KEPT)
    names = spoken.order_by().values_list("name", flat=True).distinct()
    return name.casefold() in {each.casefold() for each in names}


def forget_speakers(keys: Iterable[str]) -> int:
    """Take the speakers' names off all they said in open rooms; says off how many lines."""
    lines = Line.objects.filter(room__open_room__isnull=False, speaker_key__in=list(keys))
    return lines.update(name="")
