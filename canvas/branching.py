"""A new drawing that begins where another was at some moment: its log up to there, and its people.

The copied operations keep their numbers, ids and times, so that the branch replays from the first
stroke, and each is credited to whoever drew it. Nobody comes along as more than a name: the links
of the people copied stay behind, and open nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Length

from canvas import image_files, lineage
from canvas.models import Drawing, Operation, Participant

if TYPE_CHECKING:
    from accounts.models import Person

COPY_OPERATIONS = """
INSERT INTO canvas_operation (drawing_id, seq, op_id, author_id, kind, body, at)
SELECT %s, source.seq, source.op_id, mine.id, source.kind, source.body, source.at
FROM canvas_operation source
JOIN canvas_participant author ON author.id = source.author_id
JOIN canvas_participant mine ON mine.drawing_id = %s AND mine.number = author.number
WHERE source.drawing_id = %s AND source.seq <= %s
"""


def branch(source: Drawing, seq: int, owner: Person) -> Drawing:
    """Start a drawing with the first `seq` operations of another; whoever asks may do so.

    Raises Drawing.DoesNotExist where the other is deleted meanwhile.
    """
    with transaction.atomic():
        drawing = Drawing.objects.create(
            owner=owner,
            title=source.title,
            head=seq,
            lineage=lineage.continued(source.lineage, source.uid, source.display_title, seq),
        )
        _copy_people(source, drawing, seq)
        with connection.cursor() as cursor:
            cursor.execute(COPY_OPERATIONS, [drawing.pk, drawing.pk, source.pk, seq])
        image_files.copy_placed(source.pk, drawing.pk)
        _take_measure(drawing, source)
    return drawing


def _copy_people(source: Drawing, drawing: Drawing, seq: int) -> None:
    drew = Operation.objects.filter(drawing=source, seq__lte=seq).values("author")
    Participant.objects.bulk_create(
        Participant(
            drawing=drawing,
            person_id=hand.person_id,
            number=hand.number,
            hue=hand.hue,
            imported_name=hand.imported_name,
        )
        for hand in source.participants.filter(pk__in=drew).order_by("number")
    )


def _take_measure(drawing: Drawing, source: Drawing) -> None:
    """Note the copy's size, and when its first stroke's clock began."""
    copied = Operation.objects.filter(drawing=drawing)
    total = copied.aggregate(count=Count("pk"), size=Sum(Length("body")))
    if total["count"] != drawing.head:
        raise Drawing.DoesNotExist
    drawing.size = total["size"] or 0
    drawing.created_at = source.created_at
    drawing.save(update_fields=["size", "created_at"])
