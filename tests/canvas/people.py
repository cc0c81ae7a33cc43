"""A drawing with people in it, for tests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from accounts.models import Person
from canvas.log import Kind
from canvas.messages import Draft
from canvas.models import Drawing, Operation
from canvas.participants import come_in
from canvas.store import Entry
from canvas.strokes import Stroke, Style, Tool, encode_stroke

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvas.models import Participant

LINE = Stroke(
    Style(Tool.PEN, 0x262833, 80, 255), x=(0, 160), y=(0, 160), pressure=(128, 200), dt=(0, 8)
)


@dataclass(frozen=True)
class Scene:
    """A drawing, its owner Mia, and Tom who came by the link."""

    drawing: Drawing
    mia: Participant
    tom: Participant


def make_scene() -> Scene:
    mia = Person.objects.create(name="Mia")
    drawing = Drawing.objects.create(owner=mia)
    tom = Person.objects.create(name="Tom")
    return Scene(
        drawing,
        come_in(drawing, mia, drawing.key),
        come_in(drawing, tom, drawing.key),
    )


def stroke_draft(id: bytes | None = None, stroke: Stroke = LINE) -> Draft:
    return Draft(id or secrets.token_bytes(16), Kind.STROKE, encode_stroke(stroke))


def hide_draft(ids: Iterable[bytes], kind: Kind = Kind.HIDE) -> Draft:
    return Draft(secrets.token_bytes(16), kind, b"".join(ids))


def clear_draft() -> Draft:
    return Draft(secrets.token_bytes(16), Kind.CLEAR, b"")


def paper_draft(color: int) -> Draft:
    return Draft(secrets.token_bytes(16), Kind.PAPER, color.to_bytes(3))


def entry(who: Participant, draft: Draft) -> Entry:
    return Entry(who.drawing_id, who.pk, draft)


def fill(who: Participant, count: int) -> None:
    """Put strokes into the log as if they had been drawn, every tenth of them taken back."""
    drawing = Drawing.objects.get(pk=who.drawing_id)
    body = encode_stroke(LINE)
    rows: list[Operation] = []
    for seq in range(drawing.head + 1, drawing.head + count + 1):
        undone = rows and seq % 10 == 0
        rows.append(
            Operation(
                drawing=drawing,
                seq=seq,
                op_id=uuid4(),
                author=who,
                kind=Kind.HIDE if undone else Kind.STROKE,
                body=rows[-1].op_id.bytes if undone else body,
                at=seq,
            )
        )
    Operation.objects.bulk_create(rows, batch_size=500)
    Drawing.objects.filter(pk=drawing.pk).update(head=drawing.head + count)
