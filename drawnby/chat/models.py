"""What was said: rooms, and the lines in them, numbered without gaps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext, gettext_lazy


class Room(models.Model):
    """Made when its first line is said."""

    name = models.CharField(gettext_lazy("name"), max_length=64, unique=True)
    head = models.PositiveBigIntegerField(gettext_lazy("number of the last line"), default=0)

    class Meta:
        verbose_name = gettext_lazy("room")
        verbose_name_plural = gettext_lazy("rooms")

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """Written by `log.append` only. Names and hues are as they were when it was said."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="lines")
    seq = models.PositiveBigIntegerField(gettext_lazy("number"))
    line_id = models.UUIDField(gettext_lazy("id given by the client"))
    speaker_key = models.CharField(gettext_lazy("speaker"), max_length=64)
    name = models.CharField(gettext_lazy("name"), max_length=100, blank=True)
    hue = models.PositiveSmallIntegerField(gettext_lazy("hue"))
    guest = models.BooleanField(gettext_lazy("said as a guest"))
    text = models.TextField(gettext_lazy("text"), max_length=2000)
    said_at = models.DateTimeField(gettext_lazy("said"))

    class Meta:
        verbose_name = gettext_lazy("line")
        verbose_name_plural = gettext_lazy("lines")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="chat_line_number"),
            models.UniqueConstraint(fields=["room", "line_id"], name="chat_line_once"),
        ]
        indexes = [
            models.Index(fields=["room", "speaker_key", "said_at"], name="chat_line_by_speaker"),
        ]

    def __str__(self) -> str:
        return f"{self.display_name}: {self.text}"

    @property
    def display_name(self) -> str:
        return self.name or gettext("Someone")
