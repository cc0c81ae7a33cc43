"""The answers for who starts, brings or takes away more than people do; else None."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.rates import too_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def too_many_drawings(request: HttpRequest) -> HttpResponse | None:
    return too_many(request, "new_drawing")


def too_many_exports(request: HttpRequest) -> HttpResponse | None:
    """Of a browser, or of an address."""
    return too_many(request, "export", request.session.session_key)


def too_many_images(request: HttpRequest) -> HttpResponse | None:
    """Of a browser, or of an address."""
    return too_many(request, "image", request.session.session_key)
