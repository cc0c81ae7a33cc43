"""Who drew what: the names that stand under a drawing wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import people
from accounts.names import name_list
from canvas.log import ITEMS
from canvas.models import Drawing, Operation, Participant
from canvas.participants import links_of
from canvas.seen import authors_seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from accounts.models import Person


class Credit(TypedDict):
    """One hand, as credits show it."""

    name: str
    hue: int
    guest: bool
    you: bool


class GuestWork(TypedDict):
    """A drawing made as a guest, as the sign-up page shows it."""

    title: str
    url: str
    thumbnail: str


def hands_in(drawings: Iterable[Drawing]) -> dict[int, list[Participant]]:
    """Find whose work can be seen in each drawing, by its primary key, in the order they came."""
    seen = authors_seen(drawings)
    hands: dict[int, list[Participant]] = {drawing: [] for drawing in seen}
    rows = Participant.objects.filter(pk__in=frozenset().union(*seen.values()))
    for row in rows.select_related("person__user").order_by("number"):
        hands[row.drawing_id].append(row)
    return hands


def credits_of(hands: Iterable[Participant], me: Person | None = None) -> list[Credit]:
    """Credit participants by name; several hands of the same user are credited once."""
    credits: dict[object, Credit] = {}
    for hand in hands:
        person = hand.person
        key = ("user", person.user_id) if person and person.user_id else ("hand", hand.pk)
        you = person is not None and me is not None and people.same_person(person, me)
        credit = Credit(name=hand.display_name, hue=hand.hue, guest=hand.is_guest, you=you)
        credits.setdefault(key, credit)
    return list(credits.values())


def credited(drawing: Drawing) -> list[Credit]:
    """Credit whoever's work can be seen in one drawing, for anyone: as they are called now."""
    return credits_of(hands_in([drawing])[drawing.pk])


def credit_line(credits: list[Credit]) -> str:
    """Write the credit of a drawing: "by you, Tom & Aiko"; empty where nobody drew yet."""
    names = [_("you") if credit["you"] else credit["name"] for credit in credits]
    return _("by %(names)s") % {"names": name_list(names)} if names else ""


def credit_of(drawing: Drawing) -> str:
    """Write the credit of a drawing for anyone."""
    return credit_line(credited(drawing))


def drawings_of(person: Person) -> QuerySet[Drawing]:
    """All drawings a person started or drew in, under any of their hands, newest first."""
    hands = people.hands_of(person)
    drew = Operation.objects.filter(author=OuterRef("pk"), kind__in=ITEMS)
    joined = Participant.objects.filter(Exists(drew), person__in=hands).values("drawing")
    started = Drawing.objects.filter(owner__in=hands, head__gt=0).values("pk")
    return Drawing.objects.filter(pk__in=joined.union(started)).order_by("-drawn_at", "-pk")


def open_drawings_of(person: Person) -> list[tuple[Drawing, str]]:
    """Those of a person's drawings that still open to them, each with the link that opens it.

    It is the link they hold themselves: whoever replaced it did not mean to hand out the new one.
    """
    drawings = list(drawings_of(person).select_related("owner__user").defer("lineage"))
    links = links_of(person, drawings)
    return [(drawing, links[drawing.pk]) for drawing in drawings if drawing.pk in links]


def guest_work(person: Person) -> list[GuestWork]:
    """List what a guest would keep by signing up."""
    return [
        GuestWork(
            title=drawing.display_title,
            url=reverse("canvas:drawing", args=[link]),
            thumbnail=reverse("canvas:thumbnail", args=[link]),
        )
        for drawing, link in open_drawings_of(person)
    ]
