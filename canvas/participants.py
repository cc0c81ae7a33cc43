"""Taking part in a drawing: coming in by a link, and the seat a socket holds while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts import people
from accounts.models import HUES
from canvas import messages
from canvas.access import Right, owns, right_by_link, right_of
from canvas.models import Drawing, Operation, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accounts.models import Person

CROWD = 500  # the last who came: from these a newcomer is to be told apart


@dataclass(frozen=True, slots=True)
class Seat:
    """What the events need to know of a person in a drawing, without asking the database again."""

    drawing: int  # primary keys
    participant: int
    number: int
    right: Right
    session: str | None = None  # key of the session it holds for


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Whoever watches by a link alone, in a frame of another site say: nobody here knows them."""

    drawing: int
    number: int = 0  # nobody's
    right: Right = Right.WATCH


def come_in(drawing: Drawing, person: Person, link: str) -> Participant:
    """Take part in a drawing by a link, or again by another one.

    The better link is kept, also while both allow the same: the owner may open the drawing later.
    """
    mine = _hand_of(person, drawing) or _join(drawing, person, link)
    better = mine.link != drawing.key and right_by_link(drawing, link) is not Right.NONE
    if better and mine.link != link:
        # As it is by now: another tab may have come by the better one meanwhile.
        Participant.objects.filter(pk=mine.pk).exclude(link=drawing.key).update(link=link)
        mine.refresh_from_db(fields=["link"])
    return mine


def _hand_of(person: Person, drawing: Drawing) -> Participant | None:
    return Participant.objects.filter(drawing=drawing, person=person).first()


def _join(drawing: Drawing, person: Person, link: str) -> Participant:
    """Come in for the first time; only these wait for each other, and for whoever draws."""
    with transaction.atomic():
        # The lock keeps two newcomers from taking the same number.
        Drawing.objects.select_for_update(no_key=True).only("pk").get(pk=drawing.pk)
        return _hand_of(person, drawing) or _take_number(drawing, person, link)


def _take_number(drawing: Drawing, person: Person, link: str) -> Participant:
    here = drawing.participants.order_by("-number")
    rows = list(here.values_list("number", "hue", "person__name", "person__user__name")[:CROWD])
    hue = choose_hue([hue for _, hue, *_ in rows], person.hue)
    if not person.participations.exists():
        taken = {(account or guest or "").casefold() for *_, guest, account in rows}
        _make_known(person, taken, hue)
    number = rows[0][0] + 1 if rows else 1
    return Participant.objects.create(
        drawing=drawing, person=person, number=number, hue=hue, link=link
    )


def _make_known(person: Person, taken: set[str], hue: int) -> None:
    """Name and hue of their first drawing are what people have in others, where they are free."""
    people.call_apart(person, taken)
    if person.hue is None:
        people.prefer_hue(person, hue)


def choose_hue(taken: list[int], preferred: int | None) -> int:
    """Choose a hue for a newcomer: the preferred one if free, else the least used, lowest first."""
    if preferred is not None and preferred not in taken:
        return preferred
    return min(range(HUES), key=lambda hue: (taken.count(hue), hue))


def links_of(person: Person, drawings: Sequence[Drawing]) -> dict[int, str]:
    """Find the link by which each drawing opens to a person, by the drawing's primary key.

    Owners hold the drawing's own; what does not open any more is left out.
    """
    held: dict[int, list[str]] = {}
    rows = Participant.objects.filter(person__in=people.hands_of(person), drawing__in=drawings)
    for drawing, link in rows.values_list("drawing_id", "link"):
        held.setdefault(drawing, []).append(link)
    found = {
        drawing.pk: drawing.key
        if owns(drawing, person)
        else _best_link(drawing, held.get(drawing.pk, []))
        for drawing in drawings
    }
    return {drawing: link for drawing, link in found.items() if link}


def _best_link(drawing: Drawing, links: list[str]) -> str:
    """Choose the link that allows most; empty if none opens the drawing."""
    best = max(links, key=lambda link: right_by_link(drawing, link), default="")
    return best if right_by_link(drawing, best) is not Right.NONE else ""


_FOR_SEATS = (  # all that a right depends on
    "number",
    "link",
    "person__name",
    "person__user__is_active",
    "drawing__uid",
    "drawing__access",
    "drawing__key",
    "drawing__watch_key",
    "drawing__owner__user",
)


def find_seat(uid: str, person: Person | None) -> Seat | None:
    """Look up where a person sits in the drawing `uid`; None where they may not even watch."""
    return find_seats([(uid, person)])[0] if person is not None else None


def find_seats(asked: Sequence[tuple[str, Person]]) -> list[Seat | None]:
    """Look up many seats at once, each of a person in a drawing."""
    rows = Participant.objects.select_related("drawing__owner", "person__user").only(*_FOR_SEATS)
    uids, people = {uid for uid, _ in asked}, {person.pk for _, person in asked}
    found = {
        (row.drawing.uid, row.person_id): _seat_of(row)
        for row in rows.filter(drawing__uid__in=uids, person__in=people)
    }
    return [found.get((uid, person.pk)) for uid, person in asked]


def _seat_of(mine: Participant) -> Seat | None:
    right = right_of(mine.drawing, mine)
    if right is Right.NONE:
        return None
    return Seat(mine.drawing.pk, mine.pk, mine.number, right)


def find_onlooker(uid: str, link: str) -> Onlooker | None:
    """Look up what a link shows of the drawing `uid`; None where it opens something else."""
    drawing = Drawing.objects.filter(uid=uid).first()
    if drawing is None or right_by_link(drawing, link) is Right.NONE:
        return None
    return Onlooker(drawing.pk)


def describe(participant: Participant) -> dict[str, Any]:
    """Describe a participant as others see them."""
    return messages.participant(
        participant.number, participant.display_name, participant.hue, participant.is_guest
    )


def list_participants(drawing: int, here: Iterable[int]) -> list[dict[str, Any]]:
    """Describe everyone who drew something, and those whose numbers are in `here`."""
    drew = Exists(Operation.objects.filter(author=OuterRef("pk")))
    rows = Participant.objects.filter(Q(drew) | Q(number__in=list(here)), drawing=drawing)
    return [describe(row) for row in rows.select_related("person__user").order_by("number")]


def list_numbered(drawing: int, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Describe those of the numbers that are anybody's."""
    rows = Participant.objects.filter(drawing=drawing, number__in=list(numbers))
    return [describe(row) for row in rows.select_related("person__user").order_by("number")]


def introduce(participant: int, change: messages.Introduce) -> dict[str, Any]:
    """Change a participant's name or hue; return how others see them now.

    Raises ValidationError where the name is none.
    """
    mine = Participant.objects.select_related("person__user").get(pk=participant)
    if change.name is not None and mine.person is not None:
        people.rename(mine.person, change.name)
    if change.hue is not None:
        mine.hue = change.hue
        mine.save(update_fields=["hue"])
        if mine.person is not None:
            people.prefer_hue(mine.person, change.hue)
    return describe(mine)
