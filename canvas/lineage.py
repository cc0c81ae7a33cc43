"""Where a drawing comes from: "from *Harbour* by Mia & Tom", back to the first of the chain.

A branch keeps the numbers of the operations it took along. So its lineage is a list of (uid, title,
seq), oldest first, and who drew in each ancestor is read off the branch's own log: whoever has a
stroke between two of those numbers. Names stay as they are now, and credit does not hang on the
ancestor, which may be renamed, closed or deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse

from canvas import credits
from canvas.log import ITEMS
from canvas.models import Drawing, Operation, Participant
from canvas.participants import links_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import Person

LONGEST = 50  # ancestors that are remembered: beyond, the oldest become one


class Ancestor(TypedDict):
    """One drawing of the chain, as it is shown."""

    title: str
    credit: str  # "by Mia & Tom"; empty where nobody drew
    url: str | None  # only for whom it opens
    seq: int


def continued(
    lineage: Sequence[dict[str, Any]], uid: str, title: str, seq: int
) -> list[dict[str, Any]]:
    """Return the lineage of a branch taken at `seq` of a drawing that has a lineage itself.

    An ancestor the branch leaves before counts only as far as it is taken along.
    """
    kept = [{**entry, "seq": min(entry["seq"], seq)} for entry in lineage]
    return [*kept, {"uid": uid, "title": title, "seq": seq}][-LONGEST:]


def ancestors_of(drawing: Drawing, person: Person | None) -> list[Ancestor]:
    """List the drawings this one comes from, the nearest first; links only to what opens."""
    known = {row.uid: row for row in _still_here(drawing)}
    links = links_of(person, list(known.values())) if person else {}
    hands = _hands_by_ancestor(drawing)
    found = []
    for entry, drew in zip(drawing.lineage, hands, strict=True):
        ancestor = known.get(entry["uid"])
        link = links.get(ancestor.pk) if ancestor else None
        found.append(
            Ancestor(
                title=ancestor.display_title if ancestor else entry["title"],
                credit=credits.credit_line(credits.credits_of(drew)),
                url=reverse("canvas:drawing", args=[link]) if link else None,
                seq=entry["seq"],
            )
        )
    return found[::-1]


def _still_here(drawing: Drawing) -> list[Drawing]:
    uids = [entry["uid"] for entry in drawing.lineage]
    return list(Drawing.objects.select_related("owner__user").filter(uid__in=uids)) if uids else []


def _hands_by_ancestor(drawing: Drawing) -> list[list[Participant]]:
    """Find who drew in each ancestor, in the order they came: all by one question."""
    seqs = [entry["seq"] for entry in drawing.lineage]
    if not seqs:
        return []
    ancestor = Case(
        *(When(seq__lte=seq, then=Value(at)) for at, seq in enumerate(seqs)),
        output_field=IntegerField(),
    )
    rows = Operation.objects.filter(drawing=drawing, kind__in=ITEMS, seq__lte=seqs[-1])
    drew = set(rows.annotate(ancestor=ancestor).values_list("ancestor", "author").distinct())
    people = Participant.objects.select_related("person__user").filter(drawing=drawing)
    hands = list(people.order_by("number")) if drew else []
    return [[hand for hand in hands if (at, hand.pk) in drew] for at in range(len(seqs))]
