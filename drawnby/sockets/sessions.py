"""Sessions end while sockets are open: by a logout, a log-in as somebody else, an operator's hand.

A socket keeps the request it began with, and with it who that was. When its session ends, or what
the user's word was worth, it is closed in every process with WHO_CHANGED; its client comes back at
once, as whoever its browser is by then. Where the word does not arrive, the hub's rounds find out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from .broadcast import close_address
from .identity import session_key, session_model, session_store
from .request import SocketRequest


def close_session(key: str) -> None:
    """Close the sockets of a session, wherever they are. Deleting a session does that by itself."""
    close_address(session_address(key))


def close_user(pk: object) -> None:
    """Close the sockets of a user: of all browsers, to ask each who it is."""
    close_address(user_address(pk))


def session_address(key: str) -> str:
    """A digest: whoever reads along in the layer must not be able to take the session."""
    return f"session-{hashlib.sha256(key.encode()).hexdigest()}"


def user_address(pk: object) -> str:
    return f"user-{pk}"


def addresses_of(request: SocketRequest) -> frozenset[str]:
    """What the sockets of a request are found by."""
    found = {session_address(key)} if (key := session_key(request)) else set()
    user = getattr(request, "user", None)
    if user is not None and user.pk is not None:
        found.add(user_address(user.pk))
    return frozenset(found)


def lasting(keys: Iterable[str]) -> set[str]:
    """Those sessions that have not ended, and will not before the caller's transaction does."""
    model = session_model()
    if model is None:
        store = session_store()
        return {key for key in keys if store(key).exists(key)}
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    with transaction.atomic(savepoint=False):
        return set(rows.values_list("pk", flat=True))


def lasts(request: SocketRequest) -> bool:
    """Whether the request's session is one of `lasting`; true of a stranger, who has none."""
    key = session_key(request)
    return not key or key in lasting([key])


# -- noticing -----------------------------------------------------------------


def watch() -> None:
    """Hear of every session that ends, where the database keeps them; else of every logout."""
    if not apps.is_installed("django.contrib.sessions"):
        return
    model = session_model()
    if model is not None:
        post_delete.connect(_row_deleted, sender=model, dispatch_uid="sockets.sessions")
    elif apps.is_installed("django.contrib.auth"):
        from django.contrib.auth.signals import user_logged_out

        user_logged_out.connect(_logged_out, dispatch_uid="sockets.sessions")


def _row_deleted(instance: Any, using: str, **_kwargs: Any) -> None:
    if instance.expire_date > timezone.now():  # what is swept up later has no sockets
        close = partial(close_session, instance.pk)
        transaction.on_commit(close, using=using, robust=True)


def _logged_out(request: Any, **_kwargs: Any) -> None:
    if key := request.session.session_key:
        close_session(key)
