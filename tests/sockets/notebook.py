"""A log for tests, as the guide's reader would write one: books, and the notes in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models

from drawnby.sockets import (
    Context,
    Later,
    Message,
    Refused,
    Socket,
    SocketRequest,
    on_message,
    on_subscribe,
)
from drawnby.sockets.frames import Json
from drawnby.sockets.models import Headed, Numbered
from drawnby.sockets.numbered import Append, NumberedLog

BOOK = r"^book-(?P<book>\d{1,9})$"


class Book(Headed):
    objects: models.Manager[Book]

    class Meta:
        app_label = "notebook"


class Note(Numbered):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    text = models.CharField(max_length=100)
    objects: models.Manager[Note]

    class Meta:
        app_label = "notebook"
        constraints = [
            models.UniqueConstraint(fields=["book", "seq"], name="note_seq"),
            models.UniqueConstraint(fields=["book", "op_id"], name="note_once"),
        ]


class Notes(NumberedLog[Append, Note]):
    rows, parent = Note, "book"

    def make(self, book: Book, item: Append) -> Note:
        match item.body:
            case "busy":
                raise Later("Not now.")
            case {"crash": _}:
                raise RuntimeError("a mistake in make()")
            case str(text) if text:
                return Note(text=text)
        raise Refused("A note is a text.")

    @staticmethod
    def show(note: Note) -> Json:
        return note.text


def note(book: Book, text: Json, author: str = "mia", id: UUID | None = None) -> Append:
    return Append(book.pk, id or uuid4(), text, author)


@contextmanager
def notebook() -> Iterator[Book]:
    """The tables, for as long as a test; and an empty book."""
    with connection.schema_editor() as editor:
        editor.create_model(Book)
        editor.create_model(Note)
    try:
        yield Book.objects.create()
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Note)
            editor.delete_model(Book)


def register_handlers() -> None:
    """Readers and writers of a book; who they are stands in the query string."""

    @on_subscribe(channel=BOOK)
    async def open_book(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None:
        context.name = request.GET.get("as", "")

    @on_message(channel=BOOK)
    async def write(
        request: SocketRequest, socket: Socket, context: Context, message: Message
    ) -> Any:
        book = socket.params["book"]
        if not await Notes.hear(socket, message, parent=book, author=context.name):
            return "not about the log"
        return None
