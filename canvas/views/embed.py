"""What other sites show of a drawing: it live, or its replay, in a frame; and oEmbed's answers.

None of it asks who is there: third-party frames get no cookies, and a page that took some could be
made to act for the person who framed it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from canvas import credits, embedding
from canvas.embedding import LIVE, REPLAY
from canvas.events import LINK
from canvas.views.doors import LinkRefused, open_door, refuse, refuse_plainly
from canvas.views.log import addresses
from canvas.views.replay import show_replay

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from canvas.views.doors import Door

FRAMES = {"drawing": LIVE, LIVE: LIVE, "replay": REPLAY, REPLAY: REPLAY}
LONGEST_ADDRESS = 2000
CARD = {"thumbnail_width": 1200, "thumbnail_height": 630}
KEPT_SECONDS = 3600


def framed(view: Callable[[HttpRequest, Door], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let the sites that may frame drawings frame this page, for whom its link opens."""

    @wraps(view)
    def frame(request: HttpRequest, key: str) -> HttpResponseBase:
        framers = embedding.framers()
        if not framers:
            return refuse(request, LinkRefused("missing"))
        answer = _shown(view, request, key)
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        policy = csp_replace({"frame-ancestors": framers})
        return xframe_options_exempt(policy(lambda _request: answer))(request)

    return never_cache(require_safe(frame))


def _shown(
    view: Callable[[HttpRequest, Door], HttpResponse], request: HttpRequest, key: str
) -> HttpResponse:
    try:
        door = open_door(key, None)
    except LinkRefused as refusal:
        return refuse(request, refusal, "canvas/embed_refused.html")
    return view(request, door)


@framed
def live(request: HttpRequest, door: Door) -> HttpResponse:
    drawing, key = door.drawing, door.link
    hands = credits.credited(drawing)
    page = {
        "uid": drawing.uid,
        "head": drawing.head,
        "socket": f"/watch?{urlencode({LINK: key})}",
        "log": addresses(key, drawing.head),
        "images": reverse("canvas:images", args=[key]),
        "log_after": reverse("canvas:log_after", args=[key, 0]).removesuffix("0"),
    }
    context = {"drawing": drawing, "door_key": key, "people": hands, "page": page}
    return render(request, "canvas/embed.html", context)


@framed
def replay(request: HttpRequest, door: Door) -> HttpResponse:
    return show_replay(request, door, embedded=True)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Tell a site how to show the drawing or replay at `url`, at most so wide and high."""
    if request.GET.get("format", "json") != "json":
        return _no(501, _("There is JSON only."))
    found = _shown_at(request, request.GET.get("url", ""))
    if found is None or not embedding.framers():
        return _no(404, _("There is no drawing of ours at this address."))
    what, key = found
    try:
        door = open_door(key, None)
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    size = embedding.size_within(_pixels(request, "maxwidth"), _pixels(request, "maxheight"))
    return JsonResponse(_told(request, door, what, size))


def _told(
    request: HttpRequest, door: Door, what: str, size: embedding.Size
) -> dict[str, str | int]:
    drawing = door.drawing
    hands = credits.credited(drawing)
    card = reverse("canvas:card", args=[drawing.watch_key])
    return {
        "version": "1.0",
        "type": "rich",
        "title": drawing.display_title,
        "author_name": ", ".join(hand["name"] for hand in hands),
        "provider_name": "DrawnBy",
        "provider_url": request.build_absolute_uri(reverse("canvas:home")),
        "cache_age": KEPT_SECONDS,
        "html": embedding.code(request, drawing, what, size),
        "width": size.width,
        "height": size.height,
        "thumbnail_url": request.build_absolute_uri(card),
        **CARD,
    }


def _shown_at(request: HttpRequest, address: str) -> tuple[str, str] | None:
    """Which of our pages an address is, and the link it holds."""
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS])
        found = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    ours = parts.scheme in {"http", "https"} and parts.netloc == request.get_host()
    what = FRAMES.get(found.url_name or "") if found.app_name == "canvas" else None
    return (what, found.kwargs["key"]) if ours and what else None


def _pixels(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _no(status: int, reason: str) -> HttpResponse:
    return HttpResponse(reason, "text/plain; charset=utf-8", status)
