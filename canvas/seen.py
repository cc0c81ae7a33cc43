"""Whose work can still be seen in a drawing: found once for each head, and kept.

Only what was done is read, not what the strokes look like. Beyond what one request may spend, all
who ever drew are credited: in the last of many drawings until a later request has found out more,
in one whose log alone costs more, for good.
"""

from __future__ import annotations

import logging
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import BinaryField, Case, F, Value, When

from canvas.log import ITEMS, Fold, Numbered
from canvas.models import Drawing, Operation, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KEPT_SECONDS = 30 * 86_400
MOST_OPERATIONS = 20_000  # folded for one request: a tenth of a second
MOST_BYTES = 4 * 2**20  # of what was done in one drawing: acts may name a thousand items each

Seen = dict[int, frozenset[int]]
"""Primary keys of participants, by that of their drawing."""

logger = logging.getLogger(__name__)


def authors_seen(drawings: Iterable[Drawing]) -> Seen:
    """Find the participants whose work can be seen, by the drawing's primary key."""
    wanted = list(drawings)
    seen = _look_up(wanted)
    missing = [drawing for drawing in wanted if drawing.pk not in seen]
    if missing:
        fresh = _fold([drawing.pk for drawing in _affordable(missing)])
        _keep({drawing: fresh[drawing.pk] for drawing in missing if drawing.pk in fresh})
        seen |= fresh
        seen |= _who_drew(drawing.pk for drawing in missing if drawing.pk not in fresh)
    return seen


def _affordable(drawings: list[Drawing]) -> Iterator[Drawing]:
    """Choose as many as can be folded at once, the short ones first."""
    budget = MOST_OPERATIONS
    for drawing in sorted(drawings, key=lambda drawing: drawing.head):
        budget -= drawing.head
        if budget < 0:
            return
        yield drawing


def _fold(drawings: list[int]) -> Seen:
    seen: Seen = dict.fromkeys(drawings, frozenset())
    for drawing, rows in groupby(_operations(drawings), itemgetter(0)):
        authors = _authors(rows)
        if authors is None:
            del seen[drawing]
        else:
            seen[drawing] = authors
    return seen


def _authors(rows: Iterable[tuple[Any, ...]]) -> frozenset[int] | None:
    """Fold one drawing; None where more was done to its items than one request may look at."""
    fold, budget = Fold(), MOST_BYTES
    for _drawing, seq, id, kind, author, body in rows:
        budget -= len(body)
        if budget < 0:
            return None
        fold.apply(Numbered(seq, id.bytes, kind, author, 0, bytes(body)))
    return frozenset(fold.authors())


def _operations(drawings: list[int]) -> Iterable[tuple[Any, ...]]:
    looks = When(kind__in=ITEMS, then=Value(b""))
    rows = Operation.objects.filter(drawing__in=drawings).order_by("drawing", "seq")
    rows = rows.annotate(done=Case(looks, default=F("body"), output_field=BinaryField()))
    return rows.values_list("drawing_id", "seq", "op_id", "kind", "author_id", "done").iterator()


def _who_drew(drawings: Iterable[int]) -> Seen:
    seen: Seen = dict.fromkeys(drawings, frozenset())
    drew = Participant.objects.filter(drawing__in=seen, operations__kind__in=ITEMS).distinct()
    for drawing, author in drew.values_list("drawing_id", "pk"):
        seen[drawing] |= {author}
    return seen


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
