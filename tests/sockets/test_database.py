"""The door from asynchronous code to the database."""

from __future__ import annotations

import threading
from contextvars import copy_context

import pytest
from asgiref.sync import SyncToAsync
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.translation import activate, get_language

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


async def test_a_thread_speaks_the_language_of_its_caller_and_leaves_nothing_behind() -> None:
    @on_database
    def speak() -> str:
        spoken = get_language()
        get_user_model().objects.exists()  # after which Django has much more in its context
        activate("fr")
        return spoken

    activate("de")
    before = copy_context()
    assert await speak() == "de"
    assert get_language() == "de"
    after = copy_context()
    anew = {kept for kept in after if kept not in before or after[kept] is not before[kept]}
    assert anew <= {SyncToAsync.deadlock_context}


async def test_what_a_query_raises_reaches_who_waits() -> None:
    @on_database
    def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await fail()
