"""`request.person` for pages and templates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from accounts.people import person_for

Response = HttpResponseBase | Awaitable[HttpResponseBase]


class PersonMiddleware:
    """Belongs after AuthenticationMiddleware. The database is asked when somebody looks.

    `request.person` is falsy when there is nobody, but not the object None: code asks `person_for`,
    templates `{% if request.person %}`.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Response]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Response:
        request.person = SimpleLazyObject(lambda: person_for(request))  # type: ignore[attr-defined]  # Django's way to extend a request
        return self.get_response(request)
