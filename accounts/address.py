"""Changing the address of an account.

Where confirming is mandatory allauth asks for a code first, and the old address counts until then.
Elsewhere mail may never arrive, so a new address counts at once. That is our own: allauth would
first take an unconfirmed old address off the account, and nobody could log in to it any more.
"""

from __future__ import annotations

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User


def confirms_first() -> bool:
    return bool(settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory")


def change_address(request: HttpRequest, user: User, email: str) -> EmailAddress:
    """Make `email`, which is no other account's, the account's address now."""
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).delete()
        user.email = email
        user.save(update_fields=["email"])
        address = EmailAddress.objects.create(user=user, email=email, primary=True)
    if settings.ACCOUNT_EMAIL_VERIFICATION == "optional":
        send_verification_email_to_address(request, address)
    return address
