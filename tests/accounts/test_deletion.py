"""Deleting an account leaves the drawings, and no name on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.deletion import account_deleted
from accounts.models import Person, User
from tests.accounts.journeys import (
    PASSWORD,
    become_guest,
    current_person,
    give_password_again,
    log_in,
    make_user,
    person_or_nobody,
    sign_up,
)

pytestmark = pytest.mark.django_db

DELETE = "/accounts/profile/delete"


def sign_up_and_confirm(browser: Client) -> None:
    sign_up(browser)
    give_password_again(browser)


def test_the_account_goes_and_what_was_drawn_is_by_someone(client: Client) -> None:
    guest = become_guest(client)
    sign_up_and_confirm(client)
    assert client.post(DELETE)["location"] == "/"
    assert not User.objects.exists()
    left = Person.objects.get(pk=guest.pk)
    assert left.display_name == "Someone"
    assert left.user is None


def test_the_browser_is_a_new_guests_then(client: Client) -> None:
    become_guest(client)
    sign_up_and_confirm(client)
    old = current_person(client)
    client.post(DELETE)
    assert person_or_nobody(client) is None
    assert become_guest(client).pk != old.pk


def test_other_browsers_of_the_account_lose_it_too(client: Client) -> None:
    become_guest(client)
    sign_up_and_confirm(client)
    phone = Client()
    log_in(phone)
    old = current_person(phone)
    client.post(DELETE)
    assert person_or_nobody(phone) is None
    assert become_guest(phone).pk != old.pk
    sign_up(phone)
    old.refresh_from_db()
    assert old.user is None


def test_looking_at_the_page_deletes_nothing(client: Client) -> None:
    sign_up_and_confirm(client)
    assert client.get(DELETE).status_code == 200
    assert User.objects.exists()


def test_a_guest_is_sent_to_log_in(client: Client) -> None:
    become_guest(client)
    assert client.post(DELETE)["location"].startswith(reverse("account_login"))


def test_a_browser_left_open_asks_for_the_password_again(client: Client) -> None:
    client.force_login(make_user())  # long ago, as far as allauth knows
    response = client.post(DELETE)
    assert response["location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.exists()
    client.post(response["location"], {"password": "not this one"})
    assert User.objects.exists()
    client.post(response["location"], {"password": PASSWORD})
    assert not User.objects.exists()


def test_whoever_copied_the_name_is_told(client: Client) -> None:
    told: list[Any] = []

    def listen(people: list[int], **kwargs: Any) -> None:
        told.extend(people)

    account_deleted.connect(listen)
    guest = become_guest(client)
    sign_up_and_confirm(client)
    client.post(DELETE)
    account_deleted.disconnect(listen)
    assert told == [guest.pk]
