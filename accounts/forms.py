"""What people fill in about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.address import change_address, confirms_first
from accounts.models import Person, User
from accounts.names import NAME_LENGTH, clean_name
from accounts.people import prefer_hue, rename

HUE_CHOICES = [
    ("", gettext_lazy("Any colour")),
    (0, gettext_lazy("Rose")),
    (1, gettext_lazy("Blue")),
    (2, gettext_lazy("Violet")),
    (3, gettext_lazy("Green")),
    (4, gettext_lazy("Teal")),
    (5, gettext_lazy("Ochre")),
    (6, gettext_lazy("Olive")),
    (7, gettext_lazy("Slate")),
]


class NameField(forms.CharField):
    """A display name, cleaned."""

    def __init__(self, **kwargs: Any) -> None:
        # No max_length: what counts is the length of what is left after cleaning.
        widget = forms.TextInput(attrs={"autocomplete": "name", "maxlength": NAME_LENGTH})
        super().__init__(**{"label": gettext_lazy("Your name"), "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        return clean_name(super().clean(value))


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    """Name, email and one password, in that order."""

    name = NameField(help_text=gettext_lazy("Shown beside everything you draw."))

    field_order = ("name", "email", "password1")


PASSWORD_LABELS = {
    "oldpassword": gettext_lazy("Current password"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("New password again"),
}


class PlainLabels(forms.Form):
    """Passwords named as all other fields are: allauth begins each word with a capital."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = PASSWORD_LABELS.get(name, field.label)


class NewPasswordForm(PlainLabels, ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Another password for somebody who knows the one there is."""


class ForgottenPasswordForm(PlainLabels, ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """Another password for somebody who was sent a link."""


class AddressForm(AddEmailForm):  # type: ignore[misc]  # allauth ships no types
    """A new address for the account; with which certainty it is one, see address.py."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not confirms_first() and User.objects.filter(email=email).exists():
            raise forms.ValidationError(gettext("This email address is taken."), code="taken")
        return email

    def save(self, request: HttpRequest) -> Any:
        if confirms_first():
            return super().save(request)
        return change_address(request, self.user, self.cleaned_data["email"])


class ProfileForm(forms.Form):
    name = NameField(help_text=gettext_lazy("Shown beside everything you draw."))
    hue = forms.TypedChoiceField(
        label=gettext_lazy("Your colour"),
        help_text=gettext_lazy("The colour of your cursor, where nobody else has it yet."),
        choices=HUE_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(person: Person | None) -> dict[str, Any]:
        if person is None:
            return {"hue": ""}
        return {"name": person.display_name, "hue": "" if person.hue is None else person.hue}

    def save(self, person: Person) -> None:
        rename(person, self.cleaned_data["name"])
        prefer_hue(person, self.cleaned_data["hue"])
