"""The test kit is a product too: what it says of handlers is true."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.test import TestCase

from drawnby.sockets import (
    Context,
    Later,
    Message,
    Refused,
    Socket,
    SocketRequest,
    on_connect,
    on_database,
    on_message,
    on_subscribe,
)
from drawnby.sockets.testing import connect
from tests.sockets.notebook import Book, notebook, register_handlers


class TestsInATransaction(TestCase):
    """Django's own TestCase, whose rows nobody else sees."""

    async def test_handlers_see_the_rows_of_a_test_case(self) -> None:
        await Group.objects.acreate(name="readers")

        @on_connect
        async def come(request: SocketRequest, socket: Socket, context: Context) -> None:
            await socket.send(await on_database(Group.objects.count)())

        async with connect() as client:
            assert (await client.receive()).data == 1


@pytest.fixture
def book(transactional_db: None) -> Iterator[Book]:
    register_handlers()
    with notebook() as book:
        yield book


async def test_a_client_appends_as_a_page_does(book: Book) -> None:
    channel = f"book-{book.pk}"
    async with connect(query="as=mia") as mia, connect(query="as=tom") as tom:
        for client in (mia, tom):
            await client.subscribe(channel)
        entry = await mia.append(channel, "one", UUID(int=1))
        assert entry == {"seq": 1, "id": UUID(int=1).hex, "body": "one"}
        assert (await tom.append(channel, "two"))["seq"] == 2
        with pytest.raises(Refused, match="A note is a text"):
            await mia.append(channel, "")
        with pytest.raises(Later, match="Not now"):
            await mia.append(channel, "busy")
        assert (await tom.receive()).data["entries"] == [entry]  # what others hear is still there


async def test_an_append_that_its_handler_refuses_is_refused() -> None:
    @on_subscribe(channel="^book-")
    async def open_book(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    @on_message(channel="^book-")
    async def write(
        request: SocketRequest, socket: Socket, context: Context, message: Message
    ) -> None:
        raise Refused("Read only.")

    async with connect() as client:
        await client.subscribe("book-1")
        with pytest.raises(Refused, match="Read only"):
            await client.append("book-1", "one")
