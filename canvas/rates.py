"""How often one address, or one browser, may do something: the rates of CANVAS_RATES."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def is_over(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count what is being done; whether it was done too often. `key` is whom to count beside the
    address, by default that again."""
    used = ratelimit.consume(
        request,
        app="canvas",
        action=action,
        config=settings.CANVAS_RATES,
        key=key or ratelimit.get_ip(request),
        limit_get=True,
    )
    return used is None
