"""What was drawn as a guest becomes the account's, and never somebody else's."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.claiming import claim
from accounts.models import Person, User
from accounts.people import SESSION_KEY
from tests.accounts.journeys import (
    MIA,
    TOM,
    become_guest,
    current_person,
    log_in,
    log_out,
    make_user,
    person_or_nobody,
    request_of,
    sign_up,
)

pytestmark = pytest.mark.django_db


def test_signing_up_claims_the_guest(client: Client) -> None:
    guest = become_guest(client)
    assert sign_up(client).status_code == 302
    me = current_person(client)
    assert me.pk == guest.pk
    assert me.user == User.objects.get(email=MIA)
    assert me.display_name == "Mia Lindqvist"
    assert Person.objects.count() == 1


def test_signing_up_without_having_drawn_makes_no_hand_until_there_is_need(client: Client) -> None:
    sign_up(client)
    assert person_or_nobody(client) is None
    assert User.objects.get(email=MIA).hands.count() == 0


def test_logging_in_adds_the_guest_to_the_account_and_goes_on_with_that_hand(
    client: Client,
) -> None:
    user = make_user()
    first = Person.objects.create(user=user, name="Mia")
    guest = become_guest(client, "Mia on the phone")
    log_in(client)
    assert current_person(client) == guest
    assert set(user.hands.all()) == {first, guest}
    fresh = Client()
    log_in(fresh)
    assert current_person(fresh) == first


def test_a_wrong_password_claims_nothing(client: Client) -> None:
    make_user()
    guest = become_guest(client)
    log_in(client, password="not this one")
    guest.refresh_from_db()
    assert guest.is_guest


def test_after_logging_out_the_browser_is_a_new_guests(client: Client) -> None:
    become_guest(client)
    sign_up(client)
    mine = current_person(client)
    log_out(client)
    assert person_or_nobody(client) is None
    guest = become_guest(client, "Tom")
    assert guest.pk != mine.pk
    assert guest.is_guest


def test_two_accounts_in_one_browser_never_mix(client: Client) -> None:
    become_guest(client, "Mia")
    sign_up(client, MIA)
    mias = current_person(client)
    log_out(client)
    toms = become_guest(client, "Tom")
    sign_up(client, TOM, "Tom")
    assert current_person(client) == toms
    mias.refresh_from_db()
    assert mias.user == User.objects.get(email=MIA)
    log_out(client)
    log_in(client, MIA)
    assert current_person(client) == mias


def test_logging_in_over_another_account_leaves_its_hands_alone(client: Client) -> None:
    become_guest(client, "Mia")
    sign_up(client, MIA)
    mias = current_person(client)
    tom = make_user(TOM, "Tom")
    client.force_login(tom)
    assert person_or_nobody(client) is None
    mias.refresh_from_db()
    assert mias.user == User.objects.get(email=MIA)


def test_a_claimed_hand_is_never_claimed_again(client: Client) -> None:
    """Even by a session that still names it: another tab's, or one somebody made up."""
    mia, tom = make_user(), make_user(TOM, "Tom")
    hand = Person.objects.create(user=mia, name="Mia")
    request = request_of(client)
    request.session[SESSION_KEY] = hand.pk
    assert not claim(request, tom)
    hand.refresh_from_db()
    assert hand.user == mia
    assert SESSION_KEY not in request.session


def test_what_a_deleted_account_left_is_never_claimed(client: Client) -> None:
    left = Person.objects.create(name="")
    request = request_of(client)
    request.session[SESSION_KEY] = left.pk
    assert not claim(request, make_user())
    left.refresh_from_db()
    assert left.user is None


def test_claiming_twice_changes_nothing(client: Client) -> None:
    mia = make_user()
    request = request_of(client)
    guest = Person.objects.create(name="Ink Otter")
    request.session[SESSION_KEY] = guest.pk
    assert claim(request, mia)
    assert not claim(request, mia)
    assert request.session[SESSION_KEY] == guest.pk
