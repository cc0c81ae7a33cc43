from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def picture(request: HttpRequest, key: str) -> HttpResponse:
    raise NotImplementedError


def thumbnail(request: HttpRequest, key: str) -> HttpResponse:
    raise NotImplementedError


def card(request: HttpRequest, key: str) -> HttpResponse:
    raise NotImplementedError
