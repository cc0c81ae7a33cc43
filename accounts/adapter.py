"""Where allauth's flows meet our `User`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from accounts.models import User

_check_length = MaxLengthValidator(254)  # the database's; allauth's forms let 320 through


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account cannot log in any more."),
        "email_password_mismatch": _("No account has this email and this password. Check both."),
        "enter_current_password": _("Write the password you have now."),
        "incorrect_code": _("This is not the code. Check the mail."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was too often. Try again in a while."),
        "too_many_login_attempts": _("That was tried too often. Try again in a while."),
    }

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> Any:
        """Keep the name that our sign-up form asks for, too."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit=commit)

    def clean_email(self, email: str) -> str:
        _check_length(email)
        return email
