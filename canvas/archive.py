"""Drawings to their own files and back: what is written of the database, what is kept of a file.

A file proves nothing about who drew: anyone can write one. So whoever took part in it comes in as
an imported name and never as a person, and the drawing belongs to whoever brought it.
"""

from __future__ import annotations

from datetime import timedelta
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import HUES
from accounts.names import NAME_LENGTH, clean_line
from canvas import image_files, store
from canvas.files import drawnby
from canvas.files.incoming import PIECE, checked
from canvas.models import TITLE_LENGTH, Drawing, Operation, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Person
    from canvas.log import Numbered

TOGETHER = 2000  # operations read or written at a time: others want the database, too
HALF_WAY = timedelta(hours=1)  # longer than any import takes


def limits() -> drawnby.Limits:
    return drawnby.Limits(
        settings.DRAWING_MAX_OPERATIONS,
        settings.DRAWING_MAX_BYTES,
        settings.DRAWING_MAX_IMAGE_BYTES,
    )


def export(drawing: Drawing, head: int | None = None) -> Iterator[bytes]:
    """Yield the drawing's own file, as far as the log reaches now or to `head`."""
    head = drawing.head if head is None else head
    images = image_files.read_placed(drawing.pk, head)
    return drawnby.write_drawnby(header(drawing, head), _log(drawing, head), images.values())


def header(drawing: Drawing, head: int | None = None) -> drawnby.Header:
    """Say what the drawing's own file says besides the log, of which it holds as much."""
    head = drawing.head if head is None else head
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

    Nothing is kept of a file before all of it was checked. Raises FileRefused.
    """
    with TemporaryFile() as content:
        content.writelines(checked(file, limits()))
        content.seek(0)
        return keep(content, owner)


def keep(content: BinaryIO, owner: Person | None) -> Drawing:
    """Keep what was checked as a new drawing; while it is written others go on drawing.

    It is in no list before all of it is there. Of one that this process did not live to finish
    nothing remains once another comes.
    """
    _tidy()
    read = drawnby.Content(iter(lambda: content.read(PIECE), b""))
    drawing = _start(read.header, owner)
    try:
        _fill(drawing, read)
    except BaseException:
        drawing.delete()
        raise
    return drawing


def _tidy() -> None:
    """Delete what has operations and no head: an import was ended half-way."""
    begun = Drawing.objects.filter(head=0, drawn_at__lt=timezone.now() - HALF_WAY)
    begun.filter(operations__seq=1).delete()


def _start(header: drawnby.Header, owner: Person | None) -> Drawing:
    return Drawing.objects.create(
        owner=owner,
        title=clean_line(header.title)[:TITLE_LENGTH].strip(),
        lineage=[
            {"uid": "", "title": clean_line(entry.title)[:TITLE_LENGTH], "seq": entry.seq}
            for entry in header.lineage
        ],
    )


def _fill(drawing: Drawing, read: drawnby.Content) -> None:
    hands = {hand.number: hand for hand in _hands(drawing, read.header.people)}
    image_files.keep_all(drawing.pk, read.images())
    size = length = 0
    for batch in _batches(read.operations()):
        size += sum(len(operation.body) for operation in batch)
        length = batch[-1].at
        with transaction.atomic():
            Operation.objects.bulk_create(_row(drawing, hands, operation) for operation in batch)
    # What is drawn from now on comes after the `length` ms of the file, whatever that says.
    began = timezone.now() - timedelta(milliseconds=length)
    drawing.created_at = min(read.header.created, began)
    drawing.head, drawing.size = read.header.head, size
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
