"""Addresses that only do something: whoever types one, or follows a link there, meets a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

Response = HttpResponseBase | Awaitable[HttpResponseBase]


class WrongWayMiddleware:
    """Puts a page in place of Django's blank answer to a method that an address does not take.

    Scripts, which do not name HTML among what they accept, are answered as before. Belongs last:
    the page greets who is logged in.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Response]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Response:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseBase):
            return _page(request, answer) if _is_blank(request, answer) else answer
        return self._awaited(request, answer)

    async def _awaited(
        self, request: HttpRequest, coming: Awaitable[HttpResponseBase]
    ) -> HttpResponseBase:
        answer = await coming
        return await sync_to_async(_page)(request, answer) if _is_blank(request, answer) else answer


def _is_blank(request: HttpRequest, answer: HttpResponseBase) -> bool:
    wrong = answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    return wrong and "text/html" in request.headers.get("Accept", "")


def _page(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    page = render(request, "405.html", status=answer.status_code)
    page["Allow"] = answer["Allow"]
    patch_vary_headers(page, ["Accept"])
    vars(page)["_has_been_logged"] = True  # the answer before it was
    return page
