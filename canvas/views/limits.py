"""How often strangers may make us work, or remember: each newcomer is a row, each drawing too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit

from accounts.people import person_for
from canvas.rates import is_over

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RETRY_SECONDS = 60


def too_many_drawings(request: HttpRequest) -> HttpResponse | None:
    """The answer for an address that starts drawings faster than people do, else None."""
    return _limit(request, "new_drawing")


def too_many_newcomers(request: HttpRequest) -> HttpResponse | None:
    """The answer for an address that sends more newcomers than come by links, else None."""
    return _limit(request, "newcomer") if person_for(request) is None else None


def too_many_exports(request: HttpRequest) -> HttpResponse | None:
    """The answer for a browser, or an address, that takes away more than people do, else None."""
    return _limit(request, "export", request.session.session_key)


def too_many_images(request: HttpRequest) -> HttpResponse | None:
    """The answer for who brings more pictures than people do, else None: by browser and address."""
    return _limit(request, "image", request.session.session_key)


def _limit(request: HttpRequest, action: str, key: str | None = None) -> HttpResponse | None:
    if not is_over(request, action, key):
        return None
    answer: HttpResponse = ratelimit.respond_429(request)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
