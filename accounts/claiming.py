"""Claiming: what was drawn as a guest becomes the account's at sign-up and log-in.

One update puts the user behind the person; operations and credits name the person and stay as they
are. A person who has a user is never claimed again, whoever logs in next in the same browser.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts.models import Person, User
from accounts.people import SESSION_KEY, forget_cached_person


def claim_at_login(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Receive Django's `user_logged_in`, which every way in ends with, sign-up too."""
    claim(request, user)


def claim(request: HttpRequest, user: User) -> bool:
    """Put the user behind this browser's guest, if there is one; says whether there was.

    The browser goes on drawing with that hand, so undo still reaches what the guest drew.
    """
    forget_cached_person(request)
    id = request.session.get(SESSION_KEY)
    if id is None:
        return False
    # The condition and the change are one statement: of two accounts claiming at once, one gets it.
    guests = Person.objects.filter(pk=id, user=None).exclude(name="")
    if guests.update(user=user):
        return True
    if not user.hands.filter(pk=id).exists():
        del request.session[SESSION_KEY]
    return False
