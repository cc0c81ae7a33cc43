"""The profile: a person's name and colour."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from accounts.models import Person, User
from tests.accounts.journeys import become_guest, current_person, sign_up

pytestmark = pytest.mark.django_db

PROFILE = "/accounts/profile"


def test_it_is_where_the_links_say() -> None:
    assert reverse("accounts:profile") == PROFILE


def test_looking_at_it_makes_nobody(client: Client) -> None:
    response = client.get(PROFILE)
    assert response.context["guest"]
    assert response.context["person"] is None
    assert not Person.objects.exists()


def test_a_guest_changes_name_and_colour(client: Client) -> None:
    become_guest(client, "Mia")
    response = client.post(PROFILE, {"name": "Mia L.", "hue": "4"}, follow=True)
    assert response.context["guest"]
    assert current_person(client).display_name == "Mia L."
    assert current_person(client).hue == 4
    assert response.context["form"].initial == {"name": "Mia L.", "hue": 4}


def test_a_user_changes_the_name_everywhere(client: Client) -> None:
    become_guest(client)
    sign_up(client)
    client.post(PROFILE, {"name": "Mia again", "hue": ""})
    assert User.objects.get().name == "Mia again"
    assert current_person(client).display_name == "Mia again"
    assert not client.get(PROFILE).context["guest"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 41), ("name", "\0"), ("hue", "8"), ("hue", "-1"), ("hue", "red")],
)
def test_what_it_cannot_take_changes_nothing(client: Client, field: str, value: str) -> None:
    become_guest(client, "Mia")
    response = client.post(PROFILE, {"name": "Tom", "hue": "1", field: value})
    assert list(response.context["form"].errors) == [field]
    assert current_person(client).name == "Mia"
    assert current_person(client).hue is None


def test_it_is_no_way_to_make_people_without_end(settings: LazySettings) -> None:
    settings.RATES = {"newcomer": "1/m/ip"}
    answers = [Client().post(PROFILE, {"name": "Mia", "hue": ""}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 429]
    assert Person.objects.count() == 1


def test_a_bad_form_makes_nobody(client: Client) -> None:
    client.post(PROFILE, {"name": "", "hue": ""})
    assert not Person.objects.exists()


def test_another_site_cannot_fill_it_in() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PROFILE, {"name": "Eve", "hue": ""}).status_code == 403


def test_the_page_knows_its_person_by_the_request(client: Client) -> None:
    become_guest(client, "Mia")
    request = client.get(PROFILE).wsgi_request
    assert request.person.name == "Mia"  # type: ignore[attr-defined]  # by the middleware
