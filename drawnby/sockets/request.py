"""The request a connection began with, made from its ASGI scope: handlers stay like views."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from io import BytesIO
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.utils import translation
from django.utils.module_loading import import_string

from .database import in_thread

Given = ParamSpec("Given")
Result = TypeVar("Result")
Hook = Callable[["SocketRequest"], None]

_executor = ThreadPoolExecutor(4, thread_name_prefix="sockets-connect")


class SocketRequest(ASGIRequest):
    """Has .GET .headers .COOKIES .META, and .session and .user where those apps are installed."""

    def __init__(self, scope: dict[str, Any]) -> None:
        super().__init__({**scope, "method": "GET"}, BytesIO())
        for name in ("session", "user"):  # as Channels' middleware would set them
            if name in scope:
                setattr(self, name, scope[name])


def configured_hooks() -> list[Hook]:
    """The callables of SOCKETS_REQUEST_HOOKS: each may attach things to the request."""
    return [import_string(path) for path in getattr(settings, "SOCKETS_REQUEST_HOOKS", ())]


def activate_language(request: SocketRequest) -> None:
    """Translate for this person whatever the current task says from here on."""
    if settings.USE_I18N:
        translation.activate(translation.get_language_from_request(request))


async def complete(request: SocketRequest, hooks: Iterable[Hook]) -> None:
    """Load session and user and call the hooks, once, off the event loop."""
    await off_the_loop(_complete)(request, list(hooks))


def off_the_loop(function: Callable[Given, Result]) -> Callable[Given, Awaitable[Result]]:
    """What asks who somebody is, as an awaitable, on threads kept for that."""
    return in_thread(function, _executor)


def _complete(request: SocketRequest, hooks: list[Hook]) -> None:
    if apps.is_installed("django.contrib.sessions"):
        _load_session(request)
        if apps.is_installed("django.contrib.auth"):
            _load_user(request)
    for hook in hooks:
        hook(request)


def _load_session(request: SocketRequest) -> None:
    if not hasattr(request, "session"):
        engine = import_module(settings.SESSION_ENGINE)
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = engine.SessionStore(key)
    request.session.get("", None)  # loaded here, so that nobody loads it on the event loop


def _load_user(request: SocketRequest) -> None:
    if not hasattr(request, "user"):
        request.user = user_of(request.session)


class _Session:
    """A session that is only read."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.get = session.get

    def __getitem__(self, key: str) -> Any:
        return self._session[key]

    def __setitem__(self, key: str, value: Any) -> None: ...

    def cycle_key(self) -> None: ...

    def flush(self) -> None: ...


def user_of(session: Any) -> Any:
    """Whose session it is. Asks the database.

    Where the secret key was changed, Django begins another session for the same user; a browser
    learns of that from a page's answer alone, and would be logged out.
    """
    from django.contrib.auth import get_user

    request: Any = SimpleNamespace(session=_Session(session))  # all that Django looks at
    return get_user(request)
