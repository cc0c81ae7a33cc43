"""People in the admin."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person, User
from tests.accounts.journeys import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    boss = User.objects.create_superuser("boss@drawnby.example", PASSWORD, name="Boss")
    client.force_login(boss)
    return client


def test_its_login_is_the_one_with_rate_limits(client: Client) -> None:
    response = client.get(reverse("admin:login"))
    assert response["location"].startswith(reverse("account_login"))


def test_its_pages_bear_the_name_of_the_site(staff: Client) -> None:
    page = staff.get(reverse("admin:index")).content.decode()
    assert "DrawnBy" in page
    assert "Django" not in page


def test_users_do_not_get_in(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize("model", ["user", "person"])
def test_people_are_listed_searched_and_opened(staff: Client, model: str) -> None:
    person = Person.objects.create(name="Mia", user=make_user())
    listed = reverse(f"admin:accounts_{model}_changelist")
    assert staff.get(listed, {"q": "mia"}).status_code == 200
    opened = reverse(
        f"admin:accounts_{model}_change", args=[person.user_id if model == "user" else person.pk]
    )
    assert staff.get(opened).status_code == 200


@pytest.mark.parametrize("way", ["its own page", "the list"])
def test_an_account_deleted_by_an_operator_leaves_no_name_either(staff: Client, way: str) -> None:
    mia = Person.objects.create(name="Mia", user=make_user())
    if way == "the list":
        chosen = {"action": "delete_selected", "_selected_action": mia.user_id, "post": "yes"}
        staff.post(reverse("admin:accounts_user_changelist"), chosen)
    else:
        staff.post(reverse("admin:accounts_user_delete", args=[mia.user_id]), {"post": "yes"})
    mia.refresh_from_db()
    assert mia.user is None
    assert mia.display_name == "Someone"


def test_an_account_can_be_made(staff: Client) -> None:
    fields = {
        "email": "Tom@Teapot.example",
        "name": "Tom",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "hands-TOTAL_FORMS": "0",
        "hands-INITIAL_FORMS": "0",
    }
    assert staff.post(reverse("admin:accounts_user_add"), fields).status_code == 302
    assert User.objects.get(email="tom@teapot.example").check_password(PASSWORD)
