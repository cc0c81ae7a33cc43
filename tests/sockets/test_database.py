"""The door from asynchronous code to the database."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from drawnby.sockets import on_database

pytestmark = pytest.mark.django_db(transaction=True)


@on_database
def wait_for(event: threading.Event, patience: float = 5.0) -> bool:
    return event.wait(patience)


@on_database
def add(left: int, right: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s + %s", [left, right])
        return int(cursor.fetchone()[0])


async def test_a_query_is_answered() -> None:
    assert await add(1, right=2) == 3


async def test_a_slow_query_does_not_hold_up_another() -> None:
    event = threading.Event()
    slow = wait_for(event)
    assert await add(20, 22) == 42
    event.set()
    assert await slow


async def test_what_a_query_raises_reaches_who_waits() -> None:
    @on_database
    def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await fail()
