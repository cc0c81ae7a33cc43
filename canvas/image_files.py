"""The files of the pictures placed in drawings: kept beside the log, in the database.

Each drawing has its own, named by what they are: so a picture placed a hundred times is there once,
nothing but the drawing's end takes it away, and that takes it away at once, whatever other drawing
has the same. What is placed without having been brought here first is refused by `store`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from canvas.files.drawnby import MAX_IMAGES
from canvas.images import DIGEST_LENGTH, digest_of
from canvas.log import Kind
from canvas.models import Drawing, ImageFile, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

CONTENT_TYPE = "image/webp"
UNPLACED = timedelta(days=1)  # longer than somebody is on the way with what they brought

COPY_FILES = """
INSERT INTO canvas_imagefile (drawing_id, digest, data, size, brought_at)
SELECT %s, digest, data, size, brought_at FROM canvas_imagefile WHERE id = %s
"""


class NoRoom(Exception):
    """A drawing has as many pictures as it may have."""


def keep(drawing: int, file: bytes) -> bytes:
    """Keep a file for a drawing; return its digest. Raises NoRoom, or Drawing.DoesNotExist."""
    digest = digest_of(file)
    with transaction.atomic():
        Drawing.objects.select_for_update(no_key=True).only("pk").get(pk=drawing)
        if not _rows(drawing).filter(digest=UUID(bytes=digest)).update(brought_at=timezone.now()):
            _make_room(drawing, len(file))
            keep_all(drawing, [file])
    return digest


def keep_all(drawing: int, files: Iterable[bytes]) -> None:
    """Keep files of which none is there, without asking how many there are."""
    for file in files:  # one at a time: all together may be large
        digest = UUID(bytes=digest_of(file))
        _rows(drawing).create(drawing_id=drawing, digest=digest, data=file, size=len(file))


def copy_placed(source: int, drawing: int) -> None:
    """Give a drawing those files of another that are placed in it, in the database."""
    placed = _placed(Operation.objects.filter(drawing=drawing))
    files = _rows(source).filter(digest__in=placed).order_by("pk").values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.executemany(COPY_FILES, [(drawing, file) for file in files])


def read(drawing: int, digest: bytes) -> bytes | None:
    """Read a file; None where the drawing has none of that name."""
    data = _rows(drawing).filter(digest=UUID(bytes=digest)).values_list("data", flat=True).first()
    return None if data is None else bytes(data)


def read_placed(drawing: int, head: int) -> dict[bytes, bytes]:
    """Read the files of the pictures placed up to `head`, by digest, as they were brought."""
    placed = _placed(Operation.objects.filter(drawing=drawing, seq__lte=head))
    rows = _rows(drawing).filter(digest__in=placed).order_by("pk").values_list("digest", "data")
    return {digest.bytes: bytes(data) for digest, data in rows} if placed else {}


def known(pairs: Iterable[tuple[int, bytes]]) -> set[tuple[int, bytes]]:
    """Say which of these drawings have which of these files."""
    asked = set(pairs)
    if not asked:
        return set()
    drawings, digests = zip(*asked, strict=True)
    rows = ImageFile.objects.filter(
        drawing__in=set(drawings), digest__in={UUID(bytes=digest) for digest in digests}
    )
    found = rows.values_list("drawing", "digest")
    return {(drawing, digest.bytes) for drawing, digest in found} & asked


def _make_room(drawing: int, size: int) -> None:
    if _is_full(drawing, size):
        _forget_unplaced(drawing)
        if _is_full(drawing, size):
            raise NoRoom


def _is_full(drawing: int, size: int) -> bool:
    most: int = settings.DRAWING_MAX_IMAGE_BYTES
    there = _rows(drawing).aggregate(size=Sum("size"))["size"] or 0
    return there + size > most or _rows(drawing).count() >= MAX_IMAGES


def _forget_unplaced(drawing: int) -> None:
    """Make room by what was brought and never placed."""
    placed = _placed(Operation.objects.filter(drawing=drawing))
    old = _rows(drawing).filter(brought_at__lt=timezone.now() - UNPLACED)
    old.exclude(digest__in=placed).delete()


def _placed(operations: QuerySet[Operation]) -> set[UUID]:
    bodies = operations.filter(kind=Kind.IMAGE).values_list("body", flat=True).iterator()
    return {UUID(bytes=bytes(body[:DIGEST_LENGTH])) for body in bodies}


def _rows(drawing: int) -> QuerySet[ImageFile]:
    return ImageFile.objects.filter(drawing=drawing)
