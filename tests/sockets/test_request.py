"""The request a handler sees: like a view's, and loaded without holding anybody up."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils.translation import get_language
from pytest_django import Settings

from drawnby.sockets import Context, Socket, SocketRequest, on_connect, on_database, on_message
from drawnby.sockets.testing import connect, session_cookie

seen_by_hook: list[Any] = []


def note(request: SocketRequest) -> None:
    """A SOCKETS_REQUEST_HOOKS callable: it may use the database, and attach what it likes."""
    request.note = "attached"  # type: ignore[attr-defined]  # that is what hooks are for
    seen_by_hook.append(threading.current_thread().name)


@pytest.fixture
def requests(settings: Settings) -> list[SocketRequest]:
    settings.SOCKETS_REQUEST_HOOKS = []
    seen: list[SocketRequest] = []

    @on_connect
    async def come(request: SocketRequest, socket: Socket, context: Context) -> None:
        seen.append(request)

    return seen


pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_request_is_like_a_views(requests: list[SocketRequest]) -> None:
    async with connect(
        query="as=anna&n=1", headers={"User-Agent": "a browser"}, cookies={"theme": "dark"}
    ):
        (request,) = requests
    assert isinstance(request, HttpRequest)
    assert request.GET["as"] == "anna"
    assert request.headers["user-agent"] == "a browser"
    assert request.COOKIES["theme"] == "dark"
    assert request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert request.get_host() == "testserver"


async def test_a_stranger_has_an_empty_session_and_is_anonymous(
    requests: list[SocketRequest],
) -> None:
    async with connect():
        (request,) = requests
    assert isinstance(request.user, AnonymousUser)
    assert request.session.is_empty()


def log_in() -> tuple[Any, str]:
    user = get_user_model().objects.create_user(email="anna@example.com", password="secret")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["colour"] = "green"
    session.save()
    return user, str(session.session_key)


async def test_session_and_user_are_loaded_from_the_cookie(
    requests: list[SocketRequest], settings: Settings
) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    user, key = await on_database(log_in)()
    async with connect(cookies=session_cookie(key)):
        (request,) = requests
    assert request.session["colour"] == "green"
    assert request.user == user


async def test_a_test_may_bring_its_user_and_session(requests: list[SocketRequest]) -> None:
    user = get_user_model()(email="anna@example.com")
    async with connect(user=user, session={"colour": "green"}):
        (request,) = requests
    assert request.user is user
    assert request.session["colour"] == "green"


async def test_hooks_run_once_off_the_event_loop(
    requests: list[SocketRequest], settings: Settings
) -> None:
    settings.SOCKETS_REQUEST_HOOKS = [f"{__name__}.note"]
    seen_by_hook.clear()
    extra: list[str] = []
    async with connect(hooks=[lambda request: extra.append(request.path)]):
        (request,) = requests
    assert request.note == "attached"  # type: ignore[attr-defined]  # by the hook
    assert len(seen_by_hook) == 1
    assert seen_by_hook[0].startswith("sockets-connect")
    assert extra == ["/socket"]


async def test_a_hook_that_fails_is_our_fault(requests: list[SocketRequest]) -> None:
    def fail(request: SocketRequest) -> None:
        raise ZeroDivisionError

    from drawnby.sockets.consumer import SocketConsumer
    from drawnby.sockets.hub import current_hub
    from drawnby.sockets.testing import TestSocket, make_scope

    hub = current_hub()
    client = TestSocket(SocketConsumer(hub, [fail]), make_scope({}), 0)
    with pytest.raises(Exception, match="4500"):
        await client.open()
    await client.close()
    await hub.close()
    assert requests == []


async def test_handlers_work_in_the_database_of_the_test(requests: list[SocketRequest]) -> None:
    @on_message
    async def count(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.send(await on_database(get_user_model().objects.count)())

    async with connect() as client:
        await client.send(None, "how many?")
        assert (await client.receive()).data == 0
        await on_database(log_in)()
        await client.send(None, "how many now?")
        assert (await client.receive()).data == 1


async def test_handlers_speak_the_language_of_the_browser(
    requests: list[SocketRequest], settings: Settings
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "German"), ("fr", "French")]

    @on_message
    async def which(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.send(get_language())

    async with (
        connect(headers={"Accept-Language": "de"}) as german,
        connect(headers={"Accept-Language": "fr"}) as french,
    ):
        for client, language in ((german, "de"), (french, "fr"), (german, "de")):
            await client.send(None, "which?")
            assert (await client.receive()).data == language
