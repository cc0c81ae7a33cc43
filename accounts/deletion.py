"""Deleting an account: the user goes, what was drawn stays, by "Someone"."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import Signal

from accounts.models import Person, User

account_deleted = Signal()
"""Sent with `people`, the ids of the account's hands, inside the transaction that deletes it.

For whoever has copied a person's name elsewhere and has to take it off there.
"""


def delete_account(user: User) -> None:
    """Remove the user for good, and the name from every hand."""
    with transaction.atomic():
        user.delete()


def take_names_off(instance: User, **_kwargs: Any) -> None:
    """Receive Django's `pre_delete`: operators delete accounts, too, and not by `delete_account`.

    A hand without user and name is nobody's: no session can draw with it or claim it any more.
    """
    people = list(instance.hands.values_list("pk", flat=True))
    Person.objects.filter(pk__in=people).update(name="")
    account_deleted.send(sender=User, people=people)
