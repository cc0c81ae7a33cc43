"""How often one address, or one browser, may do something: the RATES of the settings.

Whoever asks often makes the site work, or remember: each newcomer is a row, each drawing too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.conf import settings

from accounts.people import person_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RETRY_SECONDS = 60


def is_over(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count what is being done; whether it was done too often. `key` is whom to count beside the
    address, by default that again."""
    used = ratelimit.consume(
        request,
        app="drawnby",
        action=action,
        config=settings.RATES,
        key=key or ratelimit.get_ip(request),
        limit_get=True,
    )
    return used is None


def too_many(request: HttpRequest, action: str, key: str | None = None) -> HttpResponse | None:
    """Count what is being done; the answer for whoever did it too often, else None."""
    if not is_over(request, action, key):
        return None
    answer: HttpResponse = ratelimit.respond_429(request)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def too_many_newcomers(request: HttpRequest) -> HttpResponse | None:
    """The answer for an address that sends more newcomers than come by links, else None."""
    return too_many(request, "newcomer") if person_for(request) is None else None
