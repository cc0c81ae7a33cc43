"""Drawings to their own files and back: what is written of the database, what is kept of a file.

A file proves nothing about who drew: anyone can write one. So whoever took part in it comes in as
an imported name and never as a person, and the drawing belongs to whoever brought it.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import HUES
from accounts.names import NAME_LENGTH, clean_line
from canvas import store
from canvas.files import drawnby, png
from canvas.files.drawnby import FileRefused, Reason
from canvas.models import TITLE_LENGTH, Drawing, Operation, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Person
    from canvas.log import Numbered

TOGETHER = 2000  # operations read or written at a time: others want the database, too
PIECE = 1 << 16


def limits() -> drawnby.Limits:
    return drawnby.Limits(settings.DRAWING_MAX_OPERATIONS, settings.DRAWING_MAX_BYTES)


def export(drawing: Drawing, head: int | None = None) -> Iterator[bytes]:
    """Yield the drawing's own file, as far as the log reaches now or to `head`."""
    head = drawing.head if head is None else head
    return drawnby.write_drawnby(_header(drawing, head), _log(drawing, head))


def _header(drawing: Drawing, head: int) -> drawnby.Header:
    drew = Operation.objects.filter(drawing=drawing, seq__lte=head).values("author")
    hands = drawing.participants.select_related("person__user").filter(pk__in=drew)
    return drawnby.Header(
        title=drawing.title,
        created=drawing.created_at,
        head=head,
        people=[
            drawnby.Hand(hand.number, hand.imported_name or hand.display_name, hand.hue % HUES)
            for hand in hands.order_by("number")
        ],
        lineage=[drawnby.Ancestor(entry["title"], entry["seq"]) for entry in drawing.lineage],
    )


def _log(drawing: Drawing, head: int) -> Iterator[Numbered]:
    for after in range(0, head, TOGETHER):
        yield from store.read(drawing.pk, after, min(TOGETHER, head - after))


def import_file(file: BinaryIO, owner: Person | None) -> Drawing:
    """Keep a drawing's own file, or a picture that carries one, as a new drawing.

    It is read twice: nothing is kept of a file before all of it was checked, and while it is
    written others go on drawing. Raises FileRefused.
    """
    file = _own_file(file)
    length = 0
    for operation in _reader(file).operations():
        length = operation.at
    reader = _reader(file)
    drawing = _start(reader.header, length, owner)
    try:
        _keep(drawing, reader)
    except BaseException:
        drawing.delete()
        raise
    return drawing


def _own_file(file: BinaryIO) -> BinaryIO:
    """Unwrap a picture."""
    start = file.read(len(png.SIGNATURE))
    file.seek(0)
    if start != png.SIGNATURE:
        return file
    try:
        inside = png.drawing_in(file.read())
    except png.NoPicture as error:
        raise FileRefused(Reason.DAMAGED, str(error)) from error
    if inside is None:
        raise FileRefused(Reason.STRANGE, "a picture without its drawing")
    return BytesIO(inside)


def _reader(file: BinaryIO) -> drawnby.Reader:
    file.seek(0)
    return drawnby.Reader(iter(lambda: file.read(PIECE), b""), limits())


def _start(header: drawnby.Header, length: int, owner: Person | None) -> Drawing:
    drawing = Drawing.objects.create(
        owner=owner,
        title=clean_line(header.title)[:TITLE_LENGTH].strip(),
        lineage=[
            {"uid": "", "title": clean_line(entry.title)[:TITLE_LENGTH], "seq": entry.seq}
            for entry in header.lineage
        ],
    )
    # What is drawn from now on comes after the `length` ms of the file, whatever that says.
    drawing.created_at = min(header.created, timezone.now() - timedelta(milliseconds=length))
    return drawing


def _keep(drawing: Drawing, reader: drawnby.Reader) -> None:
    hands = {hand.number: hand for hand in _hands(drawing, reader.header.people)}
    size = 0
    for batch in _batches(reader.operations()):
        size += sum(len(operation.body) for operation in batch)
        with transaction.atomic():
            Operation.objects.bulk_create(_row(drawing, hands, operation) for operation in batch)
    drawing.head, drawing.size = reader.header.head, size
    drawing.save(update_fields=["head", "size", "created_at"])


def _hands(drawing: Drawing, people: Iterable[drawnby.Hand]) -> list[Participant]:
    return Participant.objects.bulk_create(
        Participant(
            drawing=drawing,
            number=hand.number,
            hue=hand.hue,
            imported_name=clean_line(hand.name)[:NAME_LENGTH].strip() or "?",
        )
        for hand in people
    )


def _row(drawing: Drawing, hands: dict[int, Participant], operation: Numbered) -> Operation:
    return Operation(
        drawing=drawing,
        seq=operation.seq,
        op_id=UUID(bytes=operation.id),
        author=hands[operation.author],
        kind=operation.kind,
        body=operation.body,
        at=operation.at,
    )


def _batches(operations: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    for operation in operations:
        batch.append(operation)
        if len(batch) == TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch
