"""Who is asking, and what a person can change."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta

import pytest
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.middleware import PersonMiddleware
from accounts.models import Person, User
from accounts.people import (
    attach_person,
    hands_of,
    person_for,
    prefer_hue,
    rename,
    same_person,
)
from tests.accounts.journeys import MIA, become_guest, make_user, person_or_nobody, request_of

pytestmark = pytest.mark.django_db


def test_looking_makes_nobody(client: Client) -> None:
    assert person_or_nobody(client) is None
    assert not Person.objects.exists()


def test_a_guest_is_made_once_and_stays_with_the_session(client: Client) -> None:
    request = request_of(client)
    guest = person_for(request, create=True)
    assert guest.is_guest
    assert guest.display_name
    assert person_for(request) is guest
    request.session.save()
    again = request_of(client)
    again.session = request.session
    assert person_for(again) == guest
    assert Person.objects.count() == 1


def test_whoever_comes_again_and_again_keeps_their_session(client: Client) -> None:
    """It would end a year after the first stroke, and with it the way back to what was drawn."""
    become_guest(client)
    months_ago = timezone.now() - timedelta(days=60)
    session = client.session
    session["renewed"] = months_ago.date().isoformat()
    session.save()
    soon = timezone.now() + timedelta(days=300)
    Session.objects.update(expire_date=soon)
    assert settings.SESSION_COOKIE_NAME in client.get("/accounts/profile").cookies
    assert Session.objects.get().expire_date > soon + timedelta(days=60)
    assert settings.SESSION_COOKIE_NAME not in client.get("/accounts/profile").cookies


def test_somebody_looked_for_in_vain_can_still_be_made(client: Client) -> None:
    request = request_of(client)
    assert person_for(request) is None
    assert person_for(request, create=True) is not None


def test_a_user_draws_with_the_first_hand_in_a_fresh_browser(client: Client) -> None:
    user = make_user()
    first = Person.objects.create(user=user, name="Mia")
    Person.objects.create(user=user, name="Mia on the phone")
    client.force_login(user)
    assert person_or_nobody(client) == first


def test_a_user_without_a_hand_gets_one(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    hand = person_for(request_of(client), create=True)
    assert hand.user == user
    assert hand.display_name == "Mia Lindqvist"


@pytest.mark.parametrize("forged", ["1", -1, 2**62, "'; DROP TABLE", None])
def test_a_session_that_names_nobody_is_nobodys(client: Client, forged: object) -> None:
    request = request_of(client)
    request.session["person"] = forged
    try:
        found = person_for(request)
    except ValueError:  # what a session holds is ours; that it is no number is a bug
        return
    assert found is None


def test_a_session_cannot_draw_with_a_users_hand(client: Client) -> None:
    hand = Person.objects.create(user=make_user(), name="Mia")
    request = request_of(client)
    request.session["person"] = hand.pk
    assert person_for(request) is None


def test_a_session_cannot_draw_with_what_a_deleted_account_left(client: Client) -> None:
    left = Person.objects.create(name="")
    request = request_of(client)
    request.session["person"] = left.pk
    assert person_for(request) is None


def test_a_socket_gets_its_person(client: Client) -> None:
    request = request_of(client)
    guest = person_for(request, create=True)
    attach_person(request)
    assert request.person == guest  # type: ignore[attr-defined]  # attached above


async def test_an_asynchronous_page_gets_its_person_without_leaving_the_event_loop() -> None:
    async def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    middleware = PersonMiddleware(page)
    assert iscoroutinefunction(middleware)
    request = HttpRequest()
    response = middleware(request)
    assert isinstance(response, Awaitable)
    assert (await response).status_code == 200
    assert hasattr(request, "person")


def test_hands_of_a_user_are_the_same_person() -> None:
    user = make_user()
    left, right = (Person.objects.create(user=user, name=name) for name in ("left", "right"))
    guest, other_guest = Person.objects.create(name="A"), Person.objects.create(name="B")
    assert same_person(left, right)
    assert same_person(guest, guest)
    assert not same_person(guest, other_guest)
    assert not same_person(guest, left)
    assert not same_person(None, guest)
    assert not same_person(None, None)
    assert set(hands_of(left)) == {left, right}
    assert set(hands_of(guest)) == {guest}


def test_the_users_name_stands_beside_what_every_hand_drew() -> None:
    hand = Person.objects.create(user=make_user(), name="Ink Otter")
    assert hand.display_name == "Mia Lindqvist"
    assert Person(name="").display_name == "Someone"


def test_renaming_a_guest_and_a_user() -> None:
    guest = Person.objects.create(name="Ink Otter")
    assert rename(guest, " Tom ") == "Tom"
    guest.refresh_from_db()
    assert guest.display_name == "Tom"

    hand = Person.objects.create(user=make_user(), name="Mia")
    rename(hand, "Mia L.")
    assert User.objects.get(email=MIA).name == "Mia L."


def test_a_bad_name_changes_nothing() -> None:
    guest = Person.objects.create(name="Ink Otter")
    with pytest.raises(ValidationError):
        rename(guest, "\u202e")
    guest.refresh_from_db()
    assert guest.name == "Ink Otter"


def test_all_hands_prefer_the_same_hue() -> None:
    user = make_user()
    left, right = (Person.objects.create(user=user, name=name) for name in ("left", "right"))
    prefer_hue(left, 3)
    right.refresh_from_db()
    assert (left.hue, right.hue) == (3, 3)
    prefer_hue(left, None)
    assert left.hue is None


@pytest.mark.parametrize("hue", [-1, 8, 10**9])
def test_a_hue_that_is_none_is_refused(hue: int) -> None:
    guest = Person.objects.create(name="Ink Otter")
    with pytest.raises(ValidationError):
        prefer_hue(guest, hue)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="Ink Otter", hue=8)


def test_an_address_has_one_account_whatever_its_case() -> None:
    assert make_user("Mia@Lindqvist.Example").email == MIA
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("MIA@lindqvist.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Tom@teapot.example", name="Tom")
    assert User.objects.get_by_natural_key("MIA@LINDQVIST.EXAMPLE").email == MIA
