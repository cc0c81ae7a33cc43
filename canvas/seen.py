"""Whose work can still be seen in a drawing: found once for each head, and kept.

However long a log is, the database counts who drew how much of it; only what takes away or brings
back (and of the items only those it names) is read and folded. Where even that is more than one
request may spend, all who ever drew are credited.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length

from canvas.log import ITEMS, Fold, Kind, Numbered, named_ids
from canvas.models import Drawing, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT_SECONDS = 30 * 86_400
DEEDS = (Kind.HIDE, Kind.SHOW, Kind.CLEAR, Kind.REMOVE)  # by which items come and go
MOST_DEEDS = 20_000  # folded for one drawing: a tenth of a second
MOST_BYTES = 2**20  # of them: each may name a thousand items
ASKED_AT_ONCE = 5000  # items looked up in one query

Seen = dict[int, frozenset[int]]
"""Primary keys of participants, by that of their drawing."""

logger = logging.getLogger(__name__)


def authors_seen(drawings: Iterable[Drawing]) -> Seen:
    """Find the participants whose work can be seen, by the drawing's primary key."""
    wanted = list(drawings)
    seen = _look_up(wanted)
    missing = [drawing for drawing in wanted if drawing.pk not in seen]
    if missing:
        tallies = _tallies([drawing.pk for drawing in missing])
        fresh = {drawing.pk: tallies[drawing.pk].seen(drawing.pk) for drawing in missing}
        _keep({drawing: fresh[drawing.pk] for drawing in missing})
        seen |= fresh
    return seen


@dataclass
class _Tally:
    """How much each participant drew in a drawing, and what became of that."""

    drew: Counter[int] = field(default_factory=Counter)
    deeds: int = 0
    size: int = 0  # of the deeds, bytes

    def seen(self, drawing: int) -> frozenset[int]:
        if not self.deeds or self.deeds > MOST_DEEDS or self.size > MOST_BYTES:
            return frozenset(self.drew)
        return frozenset(+_left(drawing, self.drew))


def _tallies(drawings: list[int]) -> dict[int, _Tally]:
    tallies = {drawing: _Tally() for drawing in drawings}
    by_author = Operation.objects.filter(drawing__in=drawings).values_list("drawing", "author")
    deeds = Q(kind__in=DEEDS)
    for drawing, author, items, count, size in by_author.annotate(
        items=Count("pk", filter=Q(kind__in=ITEMS)),
        deeds=Count("pk", filter=deeds),
        size=Sum(Length("body"), filter=deeds, default=0),
    ):
        tally = tallies[drawing]
        if items:
            tally.drew[author] = items
        tally.deeds += count
        tally.size += size
    return tallies


def _left(drawing: int, drew: Counter[int]) -> Counter[int]:
    """Count what of each participant's can be seen: all that no deed is about, if not cleared."""
    deeds = _deeds(drawing)
    named = _items(drawing, {id for deed in deeds for id in named_ids(deed.kind, deed.body)})
    fold = Fold()
    for operation in sorted(deeds + named):
        fold.apply(operation)
    left = _drawn_after(drawing, fold.cleared_at) if fold.cleared_at else Counter(drew)
    for item in named:
        left[item.author] += fold.sees(item.id) - (item.seq > fold.cleared_at)
    return left


def _deeds(drawing: int) -> list[Numbered]:
    """Read what was done to items, by the primary keys of who did it."""
    rows = Operation.objects.filter(drawing=drawing, kind__in=DEEDS)
    return [
        Numbered(seq, id.bytes, kind, author, 0, bytes(body))
        for seq, id, kind, author, body in rows.values_list(
            "seq", "op_id", "kind", "author_id", "body"
        )
    ]


def _items(drawing: int, ids: set[bytes]) -> list[Numbered]:
    """Read some items, by the primary keys of who drew them; not what they look like."""
    rows = Operation.objects.filter(drawing=drawing, kind__in=ITEMS)
    wanted = [UUID(bytes=id) for id in ids]
    return [
        Numbered(seq, id.bytes, kind, author, 0, b"")
        for start in range(0, len(wanted), ASKED_AT_ONCE)
        for seq, id, kind, author in rows.filter(
            op_id__in=wanted[start : start + ASKED_AT_ONCE]
        ).values_list("seq", "op_id", "kind", "author_id")
    ]


def _drawn_after(drawing: int, seq: int) -> Counter[int]:
    rows = Operation.objects.filter(drawing=drawing, seq__gt=seq, kind__in=ITEMS)
    return Counter(dict(rows.values_list("author").annotate(Count("pk"))))


def _key(drawing: Drawing) -> str:
    return f"seen:{drawing.uid}:{drawing.head}"


def _look_up(drawings: list[Drawing]) -> Seen:
    try:
        found = cache.get_many([_key(drawing) for drawing in drawings])
    except Exception as error:  # each cache has its own; it can be found out anew
        logger.warning("no cache for credits: %r", error)
        return {}
    return {drawing.pk: found[_key(drawing)] for drawing in drawings if _key(drawing) in found}


def _keep(seen: dict[Drawing, frozenset[int]]) -> None:
    try:
        cache.set_many({_key(drawing): who for drawing, who in seen.items()}, KEPT_SECONDS)
    except Exception as error:
        logger.warning("no cache for credits: %r", error)
