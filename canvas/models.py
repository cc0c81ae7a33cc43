"""Drawings, the people who take part in them, and the log of what they drew."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.names import NAME_LENGTH
from canvas.log import Kind, Numbered

KEY_LENGTH = 22  # 128 random bits in URL-safe base 64
TITLE_LENGTH = 80


def random_key() -> str:
    """Make an unguessable name: 128 random bits, 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


class Access(models.TextChoices):
    """What people with the link may do."""

    DRAW = "draw", _("Can draw")
    WATCH = "watch", _("Can watch")
    CLOSED = "closed", _("Only me")


class Drawing(models.Model):
    """A drawing. Its `key` is its link; its `uid` names its channel and grants nothing."""

    uid = models.CharField(max_length=KEY_LENGTH, unique=True, default=random_key, editable=False)
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=random_key)
    watch_key = models.CharField(max_length=KEY_LENGTH, unique=True, default=random_key)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    owner = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.SET_NULL, related_name="owned_drawings"
    )
    access = models.CharField(max_length=6, choices=Access.choices, default=Access.DRAW)
    branchable = models.BooleanField(default=True, db_default=True)  # by whoever it opens to
    lineage = models.JSONField(  # of drawings it began in, oldest first; see canvas/lineage.py
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    head = models.BigIntegerField(default=0, editable=False)  # number of the last operation
    size = models.BigIntegerField(default=0, editable=False)  # bytes of all operations
    created_at = models.DateTimeField(auto_now_add=True)
    drawn_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.display_title

    def get_absolute_url(self) -> str:
        return reverse("canvas:drawing", args=[self.key])

    @property
    def display_title(self) -> str:
        return self.title or gettext("Untitled drawing")

    @property
    def channel(self) -> str:
        """Name of its channel in the events layer, and of its chat room."""
        return f"drawing-{self.uid}"


class Participant(models.Model):
    """A person in one drawing: the number and hue their strokes are credited under."""

    drawing = models.ForeignKey(Drawing, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.SET_NULL, related_name="participations"
    )
    number = models.PositiveIntegerField()  # 1 for whoever came first
    hue = models.PositiveSmallIntegerField()  # 0 to 7, see the look's people hues
    link = models.CharField(max_length=KEY_LENGTH, blank=True)  # the link last come in by
    imported_name = models.CharField(  # what the file said of a hand that nobody here has proven
        max_length=NAME_LENGTH, blank=True, default="", db_default=""
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["drawing", "person"], name="participant_once_per_drawing"
            ),
            models.UniqueConstraint(
                fields=["drawing", "number"], name="participant_number_once_per_drawing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} (#{self.number})"

    @property
    def display_name(self) -> str:
        if self.imported_name:
            return gettext("%(name)s (imported)") % {"name": self.imported_name}
        return self.person.display_name if self.person else gettext("Someone")

    @property
    def is_guest(self) -> bool:
        if self.imported_name:
            return False  # a guest of elsewhere, perhaps
        return self.person is None or self.person.is_guest


class Operation(models.Model):
    """One entry of a drawing's log. Never changed, never deleted while the drawing lives."""

    drawing = models.ForeignKey(Drawing, on_delete=models.CASCADE, related_name="operations")
    seq = models.BigIntegerField()
    op_id = models.UUIDField()
    author = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="operations")
    kind = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    at = models.BigIntegerField()  # milliseconds from the drawing's creation to the commit

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drawing", "seq"], name="operation_seq_once"),
            models.UniqueConstraint(fields=["drawing", "op_id"], name="operation_id_once"),
        ]
        indexes: ClassVar = [  # few are: found without a look at all the others
            models.Index(
                fields=["drawing", "seq"],
                condition=models.Q(kind=Kind.IMAGE.value),
                name="operation_places_image",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} {self.seq}"

    @property
    def kind_name(self) -> str:
        known = {kind.value: kind.name.lower() for kind in Kind}
        return known.get(self.kind, str(self.kind))

    def numbered(self, author: int) -> Numbered:
        """Take the row as the log knows it; `author` is its participant's number."""
        return Numbered(self.seq, self.op_id.bytes, self.kind, author, self.at, bytes(self.body))


class Chunk(models.Model):
    """A thousand operations of a log, compressed: a cache, see `canvas.chunks`."""

    # The database deletes it with its drawing, whoever deletes that: an older version, running
    # beside this one, knows no chunks.
    drawing = models.ForeignKey(
        Drawing, on_delete=models.DO_NOTHING, db_index=False, related_name="chunks"
    )
    number = models.PositiveIntegerField()  # from 0
    format = models.PositiveSmallIntegerField()
    data = models.BinaryField()
    size = models.PositiveIntegerField()  # bytes, and their sum, before they were compressed
    checksum = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drawing", "number", "format"], name="chunk_once"),
        ]

    def __str__(self) -> str:
        return f"chunk {self.number}"


class ImageFile(models.Model):
    """The file of a picture that may be placed in a drawing: see `canvas.image_files`."""

    # Deleted by the database, as chunks are.
    drawing = models.ForeignKey(
        Drawing, on_delete=models.DO_NOTHING, db_index=False, related_name="image_files"
    )
    digest = models.UUIDField()  # the beginning of the SHA-256 of the data
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drawing", "digest"], name="image_file_once"),
        ]

    def __str__(self) -> str:
        return f"image {self.digest.hex}"
