"""People in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy

from accounts.models import Person, User

if TYPE_CHECKING:  # these are generic to mypy only
    UserCreation = AdminUserCreationForm[User]
    Users = UserAdmin[User]
    People = admin.ModelAdmin[Person]
    Hands = admin.TabularInline[Person, User]
else:
    UserCreation, Users = AdminUserCreationForm, UserAdmin
    People, Hands = admin.ModelAdmin, admin.TabularInline


class NewUserForm(UserCreation):
    class Meta:
        model = User
        fields = ("email", "name")


class HandInline(Hands):
    model = Person
    extra = 0
    can_delete = False
    readonly_fields = ("created_at",)


@admin.register(User)
class AccountAdmin(Users):
    add_form = NewUserForm
    ordering = ("-date_joined",)
    list_display = ("email", "name", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email", "name")
    readonly_fields = ("date_joined", "last_login")
    inlines = [HandInline]
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (
            gettext_lazy("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (gettext_lazy("Dates"), {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )


@admin.register(Person)
class PersonAdmin(People):
    list_display = ("display_name", "user", "hue", "created_at")
    list_filter = (("user", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__name", "user__email")
    raw_id_fields = ("user",)
    readonly_fields = ("created_at",)
