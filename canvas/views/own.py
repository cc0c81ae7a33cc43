"""Your drawings: the list of one's own, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.people import person_for
from canvas import credits
from canvas.access import owns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from accounts.models import Person
    from canvas.models import Drawing

FILTERS = ("all", "started", "joined")
PAGE_DRAWINGS = 24  # whole rows, be they of two, three or four

Found = list[tuple["Drawing", str]]
"""Drawings, each with the link that opens it to whoever asks."""


@never_cache
@require_safe
def drawings(request: HttpRequest) -> HttpResponse:
    """Those one started and those one drew in, newest first."""
    person = person_for(request)
    shown = _by_filter(person)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in FILTERS else "all"
    page = Paginator(shown[chosen], PAGE_DRAWINGS).get_page(request.GET.get("page"))
    context = {
        "drawings": _cards(page.object_list, person) if person else [],
        "page": page,
        "filter": chosen,
        "counts": {name: len(found) for name, found in shown.items()},
        "guest": person is None or person.is_guest,
    }
    return render(request, "canvas/drawings.html", context)


def _by_filter(person: Person | None) -> dict[str, Found]:
    mine = credits.open_drawings_of(person) if person else []
    started = [found for found in mine if owns(found[0], person)]
    joined = [found for found in mine if not owns(found[0], person)]
    return {"all": mine, "started": started, "joined": joined}


def _cards(found: Iterable[tuple[Drawing, str]], person: Person) -> list[dict[str, Any]]:
    found = list(found)
    hands = credits.hands_in(drawing for drawing, _link in found)
    return [
        _card(drawing, link, credits.credits_of(hands[drawing.pk], person), person)
        for drawing, link in found
    ]


def _card(
    drawing: Drawing, link: str, hands: list[credits.Credit], person: Person
) -> dict[str, Any]:
    return {
        "key": link,
        "title": drawing.display_title,
        "url": reverse("canvas:drawing", args=[link]),
        "thumbnail": f"{reverse('canvas:thumbnail', args=[link])}?v={drawing.head}",
        "people": hands,
        "credit": credits.credit_line(hands),
        "started_by_you": owns(drawing, person),
        "drawn_at": drawing.drawn_at,
    }
