"""A drawing's log over HTTP, some thousands of operations at a time; the socket sends what follows.

An address always answers with the same operations, so browsers keep them. Full chunks are served as
they are kept, compressed already.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canvas import chunks
from canvas.views.doors import LinkRefused, drawing_to_watch, refuse_plainly
from drawnby.sockets import on_database

if TYPE_CHECKING:
    from canvas.chunks import Span

FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
async def span(request: HttpRequest, key: str, span: Span) -> HttpResponse:
    """Full chunks of the log, or its tail, for whoever may watch the drawing."""
    return await _span(request, key, span)


@on_database  # its threads keep what a page's would have to open anew
def _span(request: HttpRequest, key: str, span: Span) -> HttpResponse:
    try:
        drawing = drawing_to_watch(key, request)
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    if not chunks.is_span(span, drawing.head):
        return _not_here()
    etag = f'"{drawing.uid}.{span.first}-{span.last}.{chunks.FORMAT}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        data = chunks.read(drawing.pk, span)
    except chunks.TooLarge:
        return _not_here()
    return _answer(request, data, etag)


def _answer(request: HttpRequest, data: bytes, etag: str) -> HttpResponse:
    headers = {"Cache-Control": FOR_EVER, "ETag": etag, "Vary": "Accept-Encoding"}
    if "deflate" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "deflate"
    else:
        data = zlib.decompress(data)
    return HttpResponse(data, "application/octet-stream", headers=headers)


def _not_here() -> HttpResponse:
    """There is no such part of the log, or none that is to be had here: the socket has all."""
    reason = _("Ask the drawing itself for this part of it.")
    answer = HttpResponse(reason, "text/plain; charset=utf-8", 404)
    answer["Cache-Control"] = "no-store"
    return answer


def addresses(key: str, head: int) -> dict[str, Any]:
    """Where a page that opens now reads the log, in order, and the number up to which it does."""
    tail = chunks.tail(head)
    spans = [*chunks.spans(head), *([tail] if tail else [])]
    return {"end": head, "urls": [reverse("canvas:log", args=[key, span]) for span in spans]}
