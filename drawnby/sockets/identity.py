"""Whose a socket is: the session of the request it began with, and that session's user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from .request import SocketRequest, user_of


def session_key(request: SocketRequest) -> str | None:
    """The session's key as the browser has it, loaded or not."""
    if hasattr(request, "session"):
        key: str | None = getattr(request.session, "session_key", None)  # tests may give a dict
        return key
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME)


def no_longer_theirs(requests: Iterable[SocketRequest]) -> list[SocketRequest]:
    """Those whose session has ended, or is another user's by now.

    Asks the database for all sessions at once, and then for each user.
    """
    with_session = {
        request: key
        for request in requests
        if _is_complete(request) and (key := session_key(request))
    }
    loaded = load(set(with_session.values()))
    return [
        request
        for request, key in with_session.items()
        if key not in loaded or _user_pk(loaded[key]) != _pk(getattr(request, "user", None))
    ]


def load(keys: set[str]) -> Mapping[str, Any]:
    """What is kept in those sessions that have not ended; only to be read."""
    model, new_store = session_model(), session_store()
    if model is None:
        stores = [new_store(key) for key in keys]
        return {key: store for store in stores if _lasts(store) and (key := store.session_key)}
    rows = model.objects.filter(pk__in=keys, expire_date__gt=timezone.now())
    return {key: new_store().decode(data) for key, data in rows.values_list("pk", "session_data")}


def session_store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


def session_model() -> Any:
    """The model sessions are kept in, or None where they are kept elsewhere."""
    get_model = getattr(session_store(), "get_model_class", None)
    return get_model() if get_model else None


def _is_complete(request: SocketRequest) -> bool:
    """Whether it has a session, and has been asked whose."""
    return hasattr(request, "session") and (
        hasattr(request, "user") or not apps.is_installed("django.contrib.auth")
    )


def _lasts(store: Any) -> bool:
    store.get("")  # loads it: what has ended forgets its key
    return store.session_key is not None


def _user_pk(session: Any) -> Any:
    return _pk(user_of(session)) if apps.is_installed("django.contrib.auth") else None


def _pk(user: Any) -> Any:
    return getattr(user, "pk", None)
