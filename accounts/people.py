"""Who is asking: the person behind a request, be it of a page or of a socket."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Literal, overload

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import HUES, Person, User
from accounts.names import clean_name, guest_name, is_invented

if TYPE_CHECKING:
    from collections.abc import Container

    from django.http import HttpRequest

__all__ = [
    "SESSION_KEY",
    "attach_person",
    "call_apart",
    "forget_cached_person",
    "guest_name",
    "hands_of",
    "is_shut_out",
    "person_for",
    "prefer_hue",
    "rename",
    "same_person",
]

SESSION_KEY = "person"
"""Where the session keeps the id of the hand that this browser draws with."""

_CACHE = "_person_found"
_RENEWED = "renewed"  # in the session: the day on which that was
_RENEWED_EVERY = timedelta(days=30)


@overload
def person_for(request: HttpRequest, create: Literal[True]) -> Person: ...
@overload
def person_for(request: HttpRequest, create: bool = False) -> Person | None: ...
def person_for(request: HttpRequest, create: bool = False) -> Person | None:
    """The person of this browser, or None for somebody who has not drawn or spoken yet.

    With `create` there always is one: a user's first hand, or a new guest, kept in the session.
    """
    person: Person | None = getattr(request, _CACHE, None)
    if person is None:
        person = _hand_in_session(request) or _first_hand(request)
    if person is None and create:
        person = _new_hand(request, SystemRandom())
    if person is not None:
        _renew_session(request)
    setattr(request, _CACHE, person)
    return person


def forget_cached_person(request: HttpRequest) -> None:
    """To be called when the session's person or user changes within a request."""
    setattr(request, _CACHE, None)


def attach_person(request: HttpRequest) -> None:
    """Give a socket's request its `person`, as the middleware does for pages."""
    request.person = person_for(request)  # type: ignore[attr-defined]  # Django's way to extend a request


def same_person(a: Person | None, b: Person | None) -> bool:
    """Whether two hands are the same person's: the same row, or the same user's."""
    if a is None or b is None:
        return False
    return a.pk == b.pk or (a.user_id is not None and a.user_id == b.user_id)


def is_shut_out(person: Person) -> bool:
    """Whether nobody can be this person any more: the account is deleted, or may not log in."""
    return person.name == "" if person.user is None else not person.user.is_active


def hands_of(person: Person) -> QuerySet[Person]:
    """All hands of the person's user; a guest has only this one."""
    if person.user_id is None:
        return Person.objects.filter(pk=person.pk)
    return Person.objects.filter(user_id=person.user_id)


def rename(person: Person, name: str) -> str:
    """Give the person, or the user behind the person, a new name; returns it cleaned.

    Raises ValidationError when it is no name (see `clean_name`).
    """
    cleaned = clean_name(name)
    named: Person | User = person if person.user is None else person.user
    named.name = cleaned
    named.save(update_fields=["name"])
    return cleaned


def call_apart(person: Person, taken: Container[str]) -> None:
    """Find a guest another name than those taken, which are casefolded; one they chose stays."""
    if person.is_guest and person.name.casefold() in taken and is_invented(person.name):
        rename(person, guest_name(SystemRandom(), taken))


def prefer_hue(person: Person, hue: int | None) -> None:
    """Let every hand of the person prefer a hue, 0 to 7, or none; else ValidationError."""
    if hue is not None and hue not in range(HUES):
        raise ValidationError(gettext("There is no such colour."), code="hue")
    hands_of(person).update(hue=hue)
    person.hue = hue


def _renew_session(request: HttpRequest) -> None:
    """Let the session go on, from time to time: it ends so long after it was changed last, however
    often it is used meanwhile."""
    today = timezone.now().date()
    renewed = request.session.get(_RENEWED)
    if renewed is None or today - date.fromisoformat(renewed) >= _RENEWED_EVERY:
        request.session[_RENEWED] = today.isoformat()


def _user_of(request: HttpRequest) -> User | None:
    user: User | AnonymousUser = getattr(request, "user", AnonymousUser())
    return user if isinstance(user, User) else None


def _hand_in_session(request: HttpRequest) -> Person | None:
    """The session's hand, if it is still this visitor's to use."""
    id = request.session.get(SESSION_KEY)
    if id is None:
        return None
    user = _user_of(request)
    hands = Person.objects.select_related("user").filter(pk=id, user=user)
    if user is None:
        hands = hands.exclude(name="")  # left behind by a deleted account: nobody's any more
    return hands.first()


def _first_hand(request: HttpRequest) -> Person | None:
    user = _user_of(request)
    if user is None:
        return None
    return user.hands.select_related("user").order_by("created_at", "pk").first()


def _new_hand(request: HttpRequest, random: Random) -> Person:
    user = _user_of(request)
    name = guest_name(random) if user is None else user.name
    person = Person.objects.create(user=user, name=name)
    request.session[SESSION_KEY] = person.pk
    return person
