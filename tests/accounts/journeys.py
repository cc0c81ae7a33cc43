"""What people do in a browser, for the tests to say in a word."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import Person, User
from accounts.people import person_for

PASSWORD = "kaleidoscope-heron-42"
MIA = "mia@lindqvist.example"
TOM = "tom@teapot.example"


def become_guest(browser: Client, name: str = "Mia") -> Person:
    response = browser.post(reverse("accounts:profile"), {"name": name, "hue": ""})
    assert response.status_code == 302
    return current_person(browser)


def sign_up(browser: Client, email: str = MIA, name: str = "Mia Lindqvist") -> Any:
    fields = {"name": name, "email": email, "password1": PASSWORD}
    return browser.post(reverse("account_signup"), fields)


def log_in(browser: Client, email: str = MIA, password: str = PASSWORD) -> Any:
    return browser.post(reverse("account_login"), {"login": email, "password": password})


def give_password_again(browser: Client) -> None:
    """As is asked before what cannot be undone."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def log_out(browser: Client) -> None:
    browser.post(reverse("account_logout"))


def current_person(browser: Client) -> Person:
    person = person_or_nobody(browser)
    assert person is not None
    return person


def person_or_nobody(browser: Client) -> Person | None:
    """Whom the next request of this browser would come from."""
    return person_for(request_of(browser))


def request_of(browser: Client) -> HttpRequest:
    request = HttpRequest()
    request.session = browser.session
    request.user = get_user(request)
    return request


def make_user(email: str = MIA, name: str = "Mia Lindqvist") -> User:
    return User.objects.create_user(email, PASSWORD, name=name)


def confirm_by_code(settings: Settings) -> None:
    """As where EMAIL_URL is set."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True


def code_in(message: EmailMessage) -> str:
    """The code to type: a word in capitals and digits."""
    codes = re.findall(r"\b[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?\b", str(message.body))
    return str(codes[-1])
