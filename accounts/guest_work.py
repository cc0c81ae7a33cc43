"""What a guest would keep by signing up: asked of the app that has it, named in the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Person


class Work(TypedDict):
    title: str
    url: str
    thumbnail: str


def guest_work(person: Person | None) -> Sequence[Work]:
    """The works of a guest, by `ACCOUNTS_GUEST_WORK`, the dotted name of callable(person)."""
    path: str = settings.ACCOUNTS_GUEST_WORK
    if person is None or not person.is_guest or not path:
        return []
    works: Sequence[Work] = import_string(path)(person)
    return works
