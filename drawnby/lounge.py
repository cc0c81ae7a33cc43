"""Where talk and people meet: who somebody is in the rooms that are open to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from accounts.deletion import account_deleted
from accounts.models import HUES
from accounts.names import clean_name
from accounts.people import hands_of, is_shut_out, person_for, rename
from accounts.rates import is_over
from drawnby.chat.open_rooms import forget_speakers, is_open
from drawnby.chat.rooms import NameRefused, Speaker
from drawnby.sockets import Refused
from drawnby.sockets.sessions import lasts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest

    from accounts.models import Person
    from drawnby.sockets import SocketRequest


def lounge_gate(request: SocketRequest, room: str) -> Speaker:
    """Let everybody in; whoever has given a name, here or beside a drawing, may speak."""
    if not is_open(room):
        raise Refused(gettext("This room is closed."))
    # An account that never drew has no hand yet, and a name already.
    person = person_for(request, create=request.user.is_authenticated)
    if person is None:
        return Speaker("", gettext("Guest"), hue=0, guest=True, may_speak=False)
    first = _first_hand(person)
    if first is None or is_shut_out(first) or not lasts(request):
        raise Refused(gettext("You are logged out."))
    return Speaker(
        key=_key(first.pk),
        name=first.display_name,
        hue=first.hue if first.hue is not None else first.pk % HUES,
        guest=first.is_guest,
        may_speak=True,
        shown=True,
    )


def welcome(request: HttpRequest, name: str, is_taken: Callable[[str], bool]) -> None:
    """Make a stranger somebody, under a name nobody has in the room. Raises NameRefused."""
    try:
        cleaned = clean_name(name)
    except ValidationError as error:
        raise NameRefused(error.messages[0]) from error
    if is_taken(cleaned):
        raise NameRefused(gettext("Somebody here is called that. Take another name."))
    if is_over(request, "newcomer"):
        raise NameRefused(gettext("Many people came just now. Try again in a minute."))
    rename(person_for(request, create=True), cleaned)


def connect() -> None:
    """Let names in open rooms go with their accounts."""
    account_deleted.connect(_take_names_off, dispatch_uid="lounge")


def _first_hand(person: Person) -> Person | None:
    """One of a user's hands speaks for all, so that nobody is here twice; as it is now."""
    return hands_of(person).select_related("user").order_by("created_at", "pk").first()


def _key(hand: int) -> str:
    return f"person-{hand}"


def _take_names_off(people: Iterable[int], **_kwargs: Any) -> None:
    forget_speakers(map(_key, people))
