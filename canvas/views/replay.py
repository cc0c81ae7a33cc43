"""How a drawing came to be: the page that plays it, and the log it plays.

Both ask for no more than the right to watch, and whoever looks takes no part: a replay is opened
by people without an account, a name or a cookie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.people import person_for
from canvas import credits, messages, store
from canvas.access import may_branch
from canvas.demo.importing import UID as HARBOUR
from canvas.embedding import REPLAY, discovery, offered
from canvas.participants import list_participants
from canvas.views.doors import LinkRefused, open_door, refuse, refuse_plainly
from canvas.views.log import addresses

if TYPE_CHECKING:
    from django.http import HttpRequest

    from canvas.models import Drawing
    from canvas.views.doors import Door

SPEEDS = [(speed, f"{speed}×") for speed in ("0.5", "1", "2", "4", "8", "16", "32", "64")]
PAGE_OPERATIONS = 2000  # of the log, in one answer
PAGE_BYTES = 4 * 2**20


@never_cache
@require_safe
def replay(request: HttpRequest, key: str) -> HttpResponse:
    try:
        door = open_door(key, person_for(request))
    except LinkRefused as refusal:
        return refuse(request, refusal)
    return show_replay(request, door)


def show_replay(request: HttpRequest, door: Door, embedded: bool = False) -> HttpResponse:
    """The page, whole or as others frame it."""
    drawing, key = door.drawing, door.link
    hands = credits.credited(drawing)
    link = request.build_absolute_uri(reverse("canvas:replay", args=[key]))
    context = {
        "drawing": drawing,
        "page": _page(door) | {"embed": offered(request, drawing, REPLAY), "embedded": embedded},
        "embedded": embedded,
        "door_key": door.link,
        "speeds": SPEEDS,
        "people": hands,
        "credit": credits.credit_line(hands),
        "may_branch": not embedded and may_branch(drawing, door.right),
        "card_url": request.build_absolute_uri(reverse("canvas:card", args=[key])),
        "link": link,
        "oembed": discovery(request, link),
    }
    return render(request, "canvas/replay.html", context)


def _page(door: Door) -> dict[str, Any]:
    """What the page's script needs to know; names are as they are now."""
    drawing, key = door.drawing, door.link
    return {
        "uid": drawing.uid,
        "title": drawing.display_title,
        "head": drawing.head,
        "created_at": int(drawing.created_at.timestamp() * 1000),
        "log": addresses(key, drawing.head),
        "participants": [_credited(who, drawing) for who in list_participants(drawing.pk, [])],
        "urls": {
            "drawing": reverse("canvas:drawing", args=[key]),
            "replay": reverse("canvas:replay", args=[key]),
            "images": reverse("canvas:images", args=[key]),
            "log_after": reverse("canvas:log_after", args=[key, 0]).removesuffix("0"),
        },
    }


def _credited(who: dict[str, Any], drawing: Drawing) -> dict[str, Any]:
    """Nobody will claim the hands of the house drawing: they are no guests."""
    return {**who, "guest": who["guest"] and drawing.uid != HARBOUR}


@never_cache
@require_safe
def log_after(request: HttpRequest, key: str, seq: int) -> HttpResponse:
    """A page of the log after operation `seq`, as the socket would send it; empty at its end."""
    try:
        drawing = open_door(key, person_for(request)).drawing
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    after = min(seq, drawing.head)
    operations = store.read_page(drawing.pk, after, PAGE_OPERATIONS, PAGE_BYTES)
    return HttpResponse(messages.encode_operations(operations), "application/octet-stream")
