"""Logging in, and getting back in without the password."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.journeys import (
    MIA,
    PASSWORD,
    TOM,
    become_guest,
    current_person,
    log_in,
    make_user,
)

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "periwinkle-badger-77"


def test_the_address_is_the_login_whatever_its_case(client: Client) -> None:
    make_user()
    assert log_in(client, "MIA@Lindqvist.example").status_code == 302
    assert client.session["_auth_user_id"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    make_user()
    wrong = log_in(client, password="not this one")
    unknown = log_in(client, TOM)
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_what_went_wrong_is_said_in_our_words(client: Client) -> None:
    make_user()
    answer = log_in(client, password="not this one").content.decode()
    assert "No account has this email and this password. Check both." in answer


def test_passwords_are_asked_for_in_our_words(client: Client) -> None:
    client.force_login(make_user())
    form = client.get(reverse("account_change_password")).context["form"]
    labels = [str(field.label) for field in form.visible_fields()]
    assert labels == ["Current password", "New password", "New password again"]


def test_logging_out_says_so(client: Client) -> None:
    client.force_login(make_user())
    answer = client.post(reverse("account_logout"), follow=True)
    assert "You are logged out." in answer.content.decode()


def test_guessing_is_slowed_down(client: Client) -> None:
    make_user()
    for _ in range(5):
        log_in(client, password="not this one")
    assert "_auth_user_id" not in client.session
    log_in(client)
    assert "_auth_user_id" not in client.session


def test_a_login_leads_nowhere_but_home(client: Client) -> None:
    make_user()
    url = reverse("account_login") + "?next=https://evil.example/"
    fields = {"login": MIA, "password": PASSWORD, "next": "https://evil.example/"}
    assert "evil" not in client.post(url, fields)["location"]


def test_logging_out_takes_more_than_a_link(client: Client) -> None:
    client.force_login(make_user())
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session


def test_a_forgotten_password_is_replaced_by_mail(client: Client) -> None:
    make_user()
    guest = become_guest(client)
    client.post(reverse("account_reset_password"), {"email": MIA.upper()})
    (message,) = mail.outbox
    assert message.to == [MIA]
    (link,) = re.findall(r"https?://[^/\s]+(/\S+)", str(message.body))
    form_page = client.get(link, follow=True)
    client.post(
        form_page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert log_in(client, password=PASSWORD).status_code == 200
    assert log_in(client, password=NEW_PASSWORD).status_code == 302
    assert current_person(client) == guest


def test_a_reset_link_works_once(client: Client) -> None:
    make_user()
    client.post(reverse("account_reset_password"), {"email": MIA})
    (link,) = re.findall(r"https?://[^/\s]+(/\S+)", str(mail.outbox[0].body))
    user = User.objects.get()
    user.set_password(NEW_PASSWORD)
    user.save()
    assert client.get(link, follow=True).context["token_fail"]


def test_asking_for_a_reset_tells_nobody_who_has_an_account(client: Client) -> None:
    make_user()
    known = client.post(reverse("account_reset_password"), {"email": MIA})
    unknown = client.post(reverse("account_reset_password"), {"email": TOM})
    assert known.status_code == unknown.status_code == 302
    assert known["location"] == unknown["location"]
