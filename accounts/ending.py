"""The end of an account's say: deleted, suspended, or under another password.

Whatever browsers are open on it are asked at once who they are now.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from accounts.models import User

account_ended = Signal()
"""Sent after the commit with `user`, a primary key, where the account's sessions may have ended."""


def on_password_change(user: User, **_kwargs: Any) -> None:
    _tell(user.pk)


def on_save(instance: User, **_kwargs: Any) -> None:
    if not instance.is_active:
        _tell(instance.pk)


def on_delete(instance: User, **_kwargs: Any) -> None:
    _tell(instance.pk)


def _tell(user: int) -> None:
    send = partial(account_ended.send, sender=User, user=user)
    transaction.on_commit(send, robust=True)
