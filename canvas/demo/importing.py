"""*Harbour at six* as a real drawing by four people, put straight into the log."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal

from accounts.models import Person, User
from canvas import store
from canvas.demo.harbour import harbour, moments
from canvas.log import Kind
from canvas.messages import Draft
from canvas.models import Access, Drawing, Operation
from canvas.participants import come_in
from canvas.strokes import encode_stroke
from drawnby.sockets import Refused
from drawnby.sockets.writer import MAX_BATCH

if TYPE_CHECKING:
    from canvas.models import Participant

harbour_imported = Signal()
"""Sent with `drawing` and its `hands`, in the order of the harbour's people."""

UID = "Harbour-at-six-by-four"  # as long as any other uid; it grants nothing


def find_harbour() -> Drawing | None:
    """Find the house drawing, if it was imported."""
    return Drawing.objects.filter(uid=UID).first()


def import_harbour() -> Drawing:
    """Import the house drawing, once; everyone with the link may watch it."""
    if found := find_harbour():
        _pace(found)
        _introduce(found)
        return found
    drawing = Drawing.objects.create(uid=UID, title=harbour().title)
    hands = [_join(drawing, name) for name in harbour().people]
    for start in range(0, len(harbour().strokes), MAX_BATCH):
        part = harbour().strokes[start : start + MAX_BATCH]
        for outcome in store.write(
            [_entry(hands[d.author], encode_stroke(d.stroke)) for d in part]
        ):
            if isinstance(outcome, Refused):
                raise outcome
    Drawing.objects.filter(pk=drawing.pk).update(access=Access.WATCH, owner=hands[0].person)
    _pace(drawing)
    _introduce(drawing)
    drawing.refresh_from_db()
    harbour_imported.send(Drawing, drawing=drawing, hands=hands)
    return drawing


def _pace(drawing: Drawing) -> None:
    """Give the strokes the times they were drawn at, from 17:41 on, unless they have them."""
    strokes = list(drawing.operations.order_by("seq"))
    times = moments()
    if len(strokes) != len(times) or strokes[-1].at == times[-1]:
        return
    for stroke, at in zip(strokes, times, strict=True):
        stroke.at = at
    Operation.objects.bulk_update(strokes, ["at"], batch_size=100)
    began = drawing.created_at.replace(hour=17, minute=41, second=0, microsecond=0)
    if began > drawing.created_at:
        began -= timedelta(days=1)
    Drawing.objects.filter(pk=drawing.pk).update(created_at=began)


def _introduce(drawing: Drawing) -> None:
    """Give those who drew it accounts, by which nobody can log in: they are no guests here.

    They came first. Whoever came later only looks on, and stays who they are.
    """
    hands = drawing.participants.filter(number__lte=len(harbour().people), person__user=None)
    for person in Person.objects.filter(participations__in=hands):
        address = f"{secrets.token_hex(8)}@harbour.invalid"  # that nobody can have taken before
        with transaction.atomic():
            person.user = User.objects.create_user(address, name=person.name, is_active=False)
            person.save(update_fields=["user"])


def _join(drawing: Drawing, name: str) -> Participant:
    return come_in(drawing, Person.objects.create(name=name.split()[0]), drawing.key)


def _entry(hand: Participant, body: bytes) -> store.Entry:
    draft = Draft(secrets.token_bytes(16), Kind.STROKE, body)
    return store.Entry(hand.drawing_id, hand.pk, draft)
