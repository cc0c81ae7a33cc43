"""People: a `User` is an account, a `Person` is a hand that draws.

Everything drawn is credited to a person. A guest is a person without a user; signing up or logging
in puts a user behind the person, and so nothing that was drawn has to be rewritten.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.accounts import UserAccounts
from accounts.names import NAME_LENGTH

HUES = 8
"""How many hues a person can have; the interface gives each number its colour."""


class User(AbstractBaseUser, PermissionsMixin):
    """An account: a person's way back in. The e-mail address is the login."""

    email = models.EmailField(
        gettext_lazy("email"),
        unique=True,
        error_messages={"unique": gettext_lazy("This email address is taken.")},
    )
    name = models.CharField(gettext_lazy("name"), max_length=NAME_LENGTH)
    is_staff = models.BooleanField(gettext_lazy("may use the admin"), default=False)
    is_active = models.BooleanField(gettext_lazy("may log in"), default=True)
    date_joined = models.DateTimeField(gettext_lazy("joined"), default=timezone.now)

    objects: ClassVar[UserAccounts] = UserAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = gettext_lazy("account")
        verbose_name_plural = gettext_lazy("accounts")
        constraints = [
            # Stored in lower case and unique is unique whatever the case, on every database.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_lower"),
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Person(models.Model):
    """A hand. Without a user a guest's; without user and name, what a deleted account leaves."""

    user = models.ForeignKey(
        User,
        verbose_name=gettext_lazy("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hands",
    )
    name = models.CharField(gettext_lazy("name as a guest"), max_length=NAME_LENGTH, blank=True)
    hue = models.PositiveSmallIntegerField(gettext_lazy("preferred hue"), null=True, blank=True)
    created_at = models.DateTimeField(gettext_lazy("first seen"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("person")
        verbose_name_plural = gettext_lazy("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hue__isnull=True) | models.Q(hue__lt=HUES), name="hue_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name beside everything this person draws; never empty."""
        name = self.name if self.user is None else self.user.name
        return name or gettext("Someone")

    @property
    def is_guest(self) -> bool:
        return self.user_id is None
