"""Where allauth's flows meet our `User`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> Any:
        """Keep the name that our sign-up form asks for, too."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit=commit)
