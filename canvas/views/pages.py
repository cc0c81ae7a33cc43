"""The pages: home, a new drawing, a drawing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import segno
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.people import person_for
from accounts.rates import too_many_newcomers
from canvas import credits
from canvas.access import Right
from canvas.demo.importing import find_harbour
from canvas.embedding import LIVE, discovery, offered
from canvas.lineage import ancestors_of
from canvas.models import Drawing
from canvas.participants import come_in, describe
from canvas.views.doors import Door, LinkRefused, open_door, refuse
from canvas.views.files import most_bytes
from canvas.views.limits import too_many_drawings
from canvas.views.log import addresses

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from canvas.models import Participant


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "canvas/home.html", {"demo": _demo(), "most_bytes": most_bytes()})


def _demo() -> dict[str, Any] | None:
    """The house drawing, if this server has it."""
    found = find_harbour()
    if found is None:
        return None
    hands = credits.credited(found)
    for hand in hands:
        hand["guest"] = False  # nobody will claim these: they are of the house
    return {
        "url": found.get_absolute_url(),
        "replay": reverse("canvas:replay", args=[found.key]),
        "title": found.display_title,
        "people": hands,
    }


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Start a drawing: one click, nothing to fill in."""
    if refusal := too_many_drawings(request):
        return refusal
    return redirect(Drawing.objects.create(owner=person_for(request, create=True)))


@never_cache
@require_safe
def drawing(request: HttpRequest, key: str) -> HttpResponse:
    """The drawing itself. Whoever opens it takes part from here on, under the link they hold."""
    try:
        door = open_door(key, person_for(request))
    except LinkRefused as refusal:
        return refuse(request, refusal)
    if too_many := too_many_newcomers(request):
        return too_many
    person = person_for(request, create=True)
    participant = come_in(door.drawing, person, door.link)
    link = request.build_absolute_uri(reverse("canvas:drawing", args=[key]))
    context = {
        "drawing": door.drawing,
        "ancestors": ancestors_of(door.drawing, person),
        "right": door.right.name.lower(),
        "by_watch_link": door.link == door.drawing.watch_key,
        "page": _page(request, door, participant),
        "qr": qr_code(_absolute(request, door.drawing, door.right)),
        "credit": credits.credit_of(door.drawing),
        "card_url": request.build_absolute_uri(reverse("canvas:card", args=[key])),
        "link": link,
        "oembed": discovery(request, link),
    }
    return render(request, "canvas/drawing.html", context)


def _absolute(request: HttpRequest, drawing: Drawing, right: Right) -> str:
    """The link to hand on: a watcher can only hand on watching."""
    key = drawing.key if right >= Right.DRAW else drawing.watch_key
    return request.build_absolute_uri(reverse("canvas:drawing", args=[key]))


@lru_cache(maxsize=256)  # milliseconds, before the page's first byte
def qr_code(text: str) -> str:
    """Draw a QR code as an SVG without a size of its own; black, as cameras like it."""
    svg: str = segno.make(text, micro=False).svg_inline(border=0, omitsize=True, svgclass="qr")
    return svg


def _page(request: HttpRequest, door: Door, me: Participant) -> dict[str, Any]:
    """What the page's script needs to know."""
    drawing, key = door.drawing, door.link
    watch = request.build_absolute_uri(reverse("canvas:drawing", args=[drawing.watch_key]))
    return {
        "uid": drawing.uid,
        "key": key,
        "link": _absolute(request, drawing, door.right),
        "embed": offered(request, drawing, LIVE),
        "watch_link": watch if door.right is Right.OWN else None,
        "title": drawing.title,
        "right": door.right.name.lower(),
        "access": drawing.access,
        "branchable": drawing.branchable,
        "room": drawing.channel,
        "created_at": int(drawing.created_at.timestamp() * 1000),
        "log": addresses(key, drawing.head),
        "you": describe(me),
        "urls": _urls(key),
    }


def _urls(key: str) -> dict[str, str]:
    named = (
        "picture",
        "replay",
        "branch",
        "branchable",
        "access",
        "rename",
        "replace_link",
        "images",
        "delete",
    )
    urls = {name: reverse(f"canvas:{name}", args=[key]) for name in named}
    here = reverse("canvas:drawing", args=[key])
    return urls | {
        "home": reverse("canvas:home"),
        "drawings": reverse("canvas:drawings"),
        "signup": f"{reverse('account_signup')}?next={here}",
        "login": f"{reverse('account_login')}?next={here}",
    }


@require_safe
def lost(request: HttpRequest, rest: str) -> HttpResponse:
    """A link that was cut short or mistyped; it opens nothing, whatever `rest` is."""
    return refuse(request, LinkRefused("missing"))
