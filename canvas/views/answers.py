"""Answers that are no pages: files that were made for somebody, and why there is none."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, BinaryIO

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from django.http.response import HttpResponseBase

PIECE = 256 * 2**10  # bytes of a file that are in memory at a time
RETRY_SECONDS = 5


def file_answer(
    request: HttpRequest, file: BinaryIO, content_type: str, headers: Mapping[str, str]
) -> HttpResponseBase:
    """Send a file as fast as it is taken, and close it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size <= PIECE:
        with file:
            return HttpResponse(file.read(), content_type, headers=headers)
    pieces = _poured(file) if isinstance(request, ASGIRequest) else _read(file)
    headers = {**headers, "Content-Length": str(size)}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def sorry(status: int, reason: str) -> HttpResponse:
    """Say in a sentence why there is no picture or file."""
    return HttpResponse(reason, "text/plain; charset=utf-8", status)


def refused(reason: str, status: int = 400) -> JsonResponse:
    """Say no to a script, in a sentence that it shows."""
    return JsonResponse({"reason": reason}, status=status)


def busy() -> HttpResponse:
    """Say that too many ask for something at once, and when to ask again."""
    return come_again(sorry(503, _("Too many pictures at once. Try again in a moment.")))


def come_again(answer: HttpResponse) -> HttpResponse:
    """Say with an answer when to ask again."""
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


async def _poured(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
