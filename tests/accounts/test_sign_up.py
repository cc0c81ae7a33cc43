"""Signing up: what it asks, shows and refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.guest_work import Work
from accounts.models import Person, User
from tests.accounts.journeys import (
    MIA,
    PASSWORD,
    become_guest,
    code_in,
    confirm_by_code,
    current_person,
    make_user,
    sign_up,
)

pytestmark = pytest.mark.django_db


def drawings_of(person: Person) -> Sequence[Work]:
    return [Work(title=f"{person.name}'s teapot", url="/d/1", thumbnail="/d/1/thumbnail.png")]


def test_it_asks_name_email_and_one_password(client: Client) -> None:
    form = client.get(reverse("account_signup")).context["form"]
    assert list(form.fields) == ["name", "email", "password1"]


def test_a_guest_finds_name_and_drawings_there(client: Client, settings: Settings) -> None:
    settings.ACCOUNTS_GUEST_WORK = f"{__name__}.drawings_of"
    become_guest(client, "Mia")
    context: Any = client.get(reverse("account_signup")).context
    assert context["form"].initial["name"] == "Mia"
    assert [work["title"] for work in context["guest_drawings"]] == ["Mia's teapot"]


def test_nobody_finds_none(client: Client, settings: Settings) -> None:
    settings.ACCOUNTS_GUEST_WORK = f"{__name__}.drawings_of"
    assert client.get(reverse("account_signup")).context["guest_drawings"] == []


def test_the_account_keeps_the_name_and_the_address_in_lower_case(client: Client) -> None:
    sign_up(client, "Mia@Lindqvist.Example", "  Mia\u202e Lindqvist ")
    user = User.objects.get()
    assert (user.email, user.name) == (MIA, "Mia Lindqvist")
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u202e\u200b"),
        ("name", "x" * 41),
        ("email", "no address"),
        ("email", "mia\0@lindqvist.example"),
        ("email", "x" * 300 + "@lindqvist.example"),
        ("password1", "12345678"),
        ("password1", "short"),
        ("password1", "mia@lindqvist"),
    ],
)
def test_what_it_cannot_take_is_said_beside_the_field(
    client: Client, field: str, value: str
) -> None:
    fields = {"name": "Mia", "email": MIA, "password1": PASSWORD, field: value}
    response = client.post(reverse("account_signup"), fields)
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.exists()


def test_nobody_signs_up_as_staff(client: Client) -> None:
    fields = {"name": "Eve", "email": MIA, "password1": PASSWORD, "is_staff": "1", "id": "1"}
    client.post(reverse("account_signup"), {**fields, "is_superuser": "1"})
    user = User.objects.get()
    assert not user.is_staff
    assert not user.is_superuser


def test_where_mail_arrives_a_code_comes_first_and_the_guest_is_claimed_with_it(
    client: Client, settings: Settings
) -> None:
    confirm_by_code(settings)
    guest = become_guest(client)
    response = sign_up(client)
    assert response["location"] == reverse("account_email_verification_sent")
    assert current_person(client).is_guest
    client.post(response["location"], {"code": code_in(mail.outbox[0])})
    assert current_person(client).pk == guest.pk
    assert not current_person(client).is_guest


def test_where_mail_arrives_signing_up_tells_nobody_who_has_an_account(
    client: Client, settings: Settings
) -> None:
    confirm_by_code(settings)
    make_user()
    known = sign_up(client)
    unknown = sign_up(Client(), "nobody@lindqvist.example")
    assert known.status_code == unknown.status_code == 302
    assert known["location"] == unknown["location"]
    assert User.objects.filter(email=MIA).count() == 1
    assert {message.to[0] for message in mail.outbox} == {MIA, "nobody@lindqvist.example"}
