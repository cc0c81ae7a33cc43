"""Sessions end while sockets are open: whoever logs out is out, in every process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user_model, login, logout, update_session_auth_hash
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.test import override_settings

from drawnby.sockets import (
    Context,
    Socket,
    SocketRequest,
    close_user,
    identity,
    on_message,
    sessions,
)
from drawnby.sockets.hub import Hub
from drawnby.sockets.rounds import RECHECKS
from drawnby.sockets.testing import TestSocket, connect, session_cookie

pytestmark = pytest.mark.django_db(transaction=True)

WHO_CHANGED = 4003


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    made = Hub()
    yield made
    await made.close()


@pytest.fixture(autouse=True)
def hub_of_process(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """What views speak through."""
    monkeypatch.setattr("drawnby.sockets.hub._current", hub)


def log_in(request: HttpRequest, user: Any) -> None:
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])


class Browser:
    """One session of one user, as pages have it."""

    def __init__(self, name: str) -> None:
        users: Any = get_user_model().objects
        email = f"{name}@example.com"
        self.user = users.filter(email=email).first() or users.create_user(email, "1", name=name)
        self.request = HttpRequest()
        self.request.session, self.request.user = SessionStore(), self.user
        log_in(self.request, self.user)
        self.request.session.save()

    @property
    def key(self) -> str:
        return str(self.request.session.session_key)


@asynccontextmanager
async def opened(browser: Browser, hub: Hub) -> AsyncIterator[TestSocket]:
    async with connect(hub=hub, cookies=session_cookie(browser.key)) as client:
        yield client


async def browser(name: str = "anna") -> Browser:
    return await sync_to_async(Browser)(name)


async def lives(client: TestSocket) -> bool:
    return await client.settle() == [] and client.task is not None and not client.task.done()


async def test_a_logout_closes_the_sockets_of_that_browser_and_no_other(hub: Hub) -> None:
    here, elsewhere = await browser(), await browser()
    async with opened(here, hub) as one, opened(here, hub) as two, opened(elsewhere, hub) as other:
        await sync_to_async(logout)(here.request)
        assert [await one.wait_closed(), await two.wait_closed()] == [WHO_CHANGED] * 2
        assert await lives(other)


async def test_logging_in_as_somebody_else_closes_them_too(hub: Hub) -> None:
    anna, ben = await browser("anna"), await browser("ben")
    async with opened(anna, hub) as client:
        await sync_to_async(log_in)(anna.request, ben.user)
        assert await client.wait_closed() == WHO_CHANGED


async def test_a_session_deleted_in_a_transaction_ends_with_its_commit(hub: Hub) -> None:
    anna = await browser()

    def log_out(undo: bool) -> None:
        with transaction.atomic():
            SessionStore(anna.key).delete()
            transaction.set_rollback(undo)

    async with opened(anna, hub) as client:
        await sync_to_async(log_out)(undo=True)
        assert await lives(client)
        await sync_to_async(log_out)(undo=False)
        assert await client.wait_closed() == WHO_CHANGED


async def test_a_user_is_closed_in_all_browsers(hub: Hub) -> None:
    anna, again, ben = await browser("anna"), await browser("anna"), await browser("ben")
    async with opened(anna, hub) as one, opened(again, hub) as two, opened(ben, hub) as other:
        await asyncio.to_thread(close_user, anna.user.pk)
        assert [await one.wait_closed(), await two.wait_closed()] == [WHO_CHANGED] * 2
        assert await lives(other)


async def test_the_word_reaches_every_process(processes: tuple[Hub, Hub]) -> None:
    anna = await browser()
    one, other = processes
    async with opened(anna, one) as here, opened(anna, other) as there:
        await other.link.joined()
        one.close_address(sessions.session_address(anna.key))
        assert [await here.wait_closed(), await there.wait_closed()] == [WHO_CHANGED] * 2


async def test_a_process_without_sockets_says_it_through_the_layer(
    processes: tuple[Hub, Hub], monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await browser()
    _, other = processes
    async with opened(anna, other) as there:
        await other.link.joined()
        monkeypatch.setattr("drawnby.sockets.hub._current", None)
        await sync_to_async(logout)(anna.request)
        assert await there.wait_closed() == WHO_CHANGED


# -- no word comes: the layer was down


async def rounds(hub: Hub) -> None:
    """A minute of the hub's rounds."""
    for number in range(RECHECKS):
        hub.rounds.ask(number)


def end_session(browser: Browser) -> None:
    SessionStore.get_model_class().objects.filter(pk=browser.key)._raw_delete("default")


def change_password(browser: Browser) -> None:
    browser.user.set_password("2")
    browser.user.save()


def suspend(browser: Browser) -> None:
    browser.user.is_active = False
    browser.user.save()


def delete_user(browser: Browser) -> None:
    browser.user.delete()


@pytest.mark.parametrize("end", [end_session, change_password, suspend, delete_user])
async def test_within_a_minute_it_is_found_out_though_no_word_came(
    hub: Hub, end: Callable[[Browser], None]
) -> None:
    anna, ben = await browser("anna"), await browser("ben")
    async with opened(anna, hub) as client, opened(ben, hub) as other, connect(hub=hub) as stranger:
        await rounds(hub)
        assert await lives(client)
        await sync_to_async(end)(anna)
        await rounds(hub)
        assert await client.wait_closed() == WHO_CHANGED
        assert await lives(other)
        assert await lives(stranger)


async def test_whoever_changes_the_password_comes_back_and_nobody_else(hub: Hub) -> None:
    here, elsewhere = await browser(), await browser()

    def change() -> None:
        change_password(here)
        update_session_auth_hash(here.request, here.user)
        here.request.session.save()

    async with opened(here, hub) as one, opened(elsewhere, hub) as other:
        await sync_to_async(change)()
        assert await one.wait_closed() == WHO_CHANGED  # its session has another key now
        async with opened(here, hub) as again:
            await rounds(hub)
            assert await other.wait_closed() == WHO_CHANGED
            assert await lives(again)


async def test_a_new_secret_key_puts_nobody_out_of_the_old_ones_sessions(hub: Hub) -> None:
    anna = await browser()

    @on_message
    async def who(request: SocketRequest, socket: Socket, context: Context, message: Any) -> Any:
        return request.user.pk

    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        async with opened(anna, hub) as client:
            assert await client.ask(None, "who am I?") == anna.user.pk
            await rounds(hub)
            assert await lives(client)
    assert await SessionStore(anna.key).aexists(anna.key)


def test_many_sessions_are_asked_about_in_one_question(
    django_assert_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    keys = set()
    for number in range(5):
        session = SessionStore()
        session["number"] = number
        session.create()
        keys.add(str(session.session_key))
    with django_assert_num_queries(1):
        loaded = identity.load({*keys, "made up"})
    assert {key: kept["number"] for key, kept in loaded.items()} == {
        key: SessionStore(key)["number"] for key in keys
    }


async def test_where_the_database_is_down_nobody_is_put_out(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await browser()

    def fail(requests: list[SocketRequest]) -> list[SocketRequest]:
        raise ConnectionError("the database is down")

    async with opened(anna, hub) as client:
        monkeypatch.setattr("drawnby.sockets.rounds.no_longer_theirs", fail)
        await rounds(hub)
        assert await lives(client)


async def test_a_handler_that_runs_may_finish(hub: Hub) -> None:
    anna = await browser()
    running, go_on, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    @on_message
    async def work(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        running.set()
        await go_on.wait()
        done.set()

    async with opened(anna, hub) as client:
        await client.send(None, "work")
        await running.wait()
        await sync_to_async(logout)(anna.request)
        go_on.set()
        assert await client.wait_closed() == WHO_CHANGED
    assert done.is_set()


def test_lasting_sessions_are_told_from_ended_ones() -> None:
    anna, ben = Browser("anna"), Browser("ben")
    logged_out = anna.key
    logout(anna.request)
    with transaction.atomic():
        assert sessions.lasting([logged_out, ben.key, "made up"]) == {ben.key}
