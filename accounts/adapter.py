"""Where allauth's flows meet our `User`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import MaxLengthValidator

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from accounts.models import User

_check_length = MaxLengthValidator(254)  # the database's; allauth's forms let 320 through


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> Any:
        """Keep the name that our sign-up form asks for, too."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit=commit)

    def clean_email(self, email: str) -> str:
        _check_length(email)
        return email
