"""Changing the address of an account, which is its login."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from tests.accounts.journeys import (
    MIA,
    PASSWORD,
    TOM,
    code_in,
    confirm_by_code,
    give_password_again,
    log_in,
    log_out,
    make_user,
    sign_up,
)

pytestmark = pytest.mark.django_db

NEW = "mia@new.example"


def change(browser: Client, email: str = "Mia@New.example") -> None:
    browser.post(reverse("account_email"), {"action_add": "", "email": email})


@pytest.fixture
def mia(client: Client) -> Client:
    make_user()
    log_in(client)
    give_password_again(client)
    return client


def test_where_no_mail_arrives_a_new_address_counts_at_once(mia: Client) -> None:
    change(mia)
    assert User.objects.get().email == NEW
    assert EmailAddress.objects.get().email == NEW
    log_out(mia)
    assert log_in(mia, NEW).status_code == 302


def test_it_can_be_changed_again_and_back(mia: Client) -> None:
    for email in (NEW, "mia@other.example", MIA):
        change(mia, email)
        assert User.objects.get().email == email
    assert mia.get(reverse("account_email")).context["current_emailaddress"].email == MIA


def test_where_mail_arrives_it_counts_once_its_code_came_back(
    client: Client, settings: Settings
) -> None:
    confirm_by_code(settings)
    EmailAddress.objects.create(user=make_user(), email=MIA, primary=True, verified=True)
    log_in(client)
    give_password_again(client)
    change(client)
    assert User.objects.get().email == MIA
    (message,) = [message for message in mail.outbox if message.to == [NEW]]
    client.post(reverse("account_email_verification_sent"), {"code": code_in(message)})
    assert User.objects.get().email == NEW


def test_where_confirming_is_optional_a_link_is_sent(mia: Client, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    change(mia)
    assert User.objects.get().email == NEW
    assert mail.outbox[-1].to == [NEW]
    assert "/confirm-email/" in str(mail.outbox[-1].body)


@pytest.mark.parametrize("email", ["", "nobody", TOM, TOM.upper(), "x" * 300 + "@new.example"])
def test_what_cannot_be_the_address_changes_nothing(mia: Client, email: str) -> None:
    make_user(TOM, "Tom")
    change(mia, email)
    assert set(User.objects.values_list("email", flat=True)) == {MIA, TOM}


@pytest.mark.parametrize("action", ["action_remove", "action_primary", "action_send", "nothing"])
def test_the_only_address_cannot_be_taken_off(mia: Client, action: str) -> None:
    mia.get(reverse("account_email"))
    mia.post(reverse("account_email"), {action: "", "email": MIA})
    assert User.objects.get().email == MIA


def test_a_browser_left_open_has_to_give_the_password(client: Client) -> None:
    sign_up(client)
    change(client)
    assert User.objects.get().email == MIA
    url = reverse("account_reauthenticate") + "?next=" + reverse("account_email")
    client.post(url, {"password": PASSWORD})
    assert User.objects.get().email == NEW


def test_a_guest_has_none(client: Client) -> None:
    response = client.get(reverse("account_email"))
    assert response["location"].startswith(reverse("account_login"))
