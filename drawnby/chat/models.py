"""What was said: rooms, and the lines in them, numbered without gaps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from drawnby.chat.text import TITLE_LENGTH

PREFIX = "talk-"  # of the names of rooms that everybody may enter


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
    """Written by `log.RoomLog` only. Names and hues are as they were when it was said."""

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


class OpenRoom(models.Model):
    """A room that everybody may enter, with a title; the talk in it is its room's."""

    room = models.OneToOneField(
        Room, verbose_name=gettext_lazy("room"), on_delete=models.CASCADE, related_name="open_room"
    )
    title = models.CharField(gettext_lazy("title"), max_length=TITLE_LENGTH)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("opened by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opened_at = models.DateTimeField(gettext_lazy("opened"))

    class Meta:
        verbose_name = gettext_lazy("open room")
        verbose_name_plural = gettext_lazy("open rooms")
        constraints = [models.UniqueConstraint(Lower("title"), name="chat_open_room_title")]
        permissions = [("announce", gettext_lazy("Can send system messages to rooms"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("chat:room", args=[self.key])

    @property
    def name(self) -> str:
        """The name of its room, and so of its channel."""
        return self.room.name

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return self.name.removeprefix(PREFIX)
