"""Finding the drawing behind a link, or the page that says why it does not open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.people import person_for
from canvas.access import Right, owns, right_by_link
from canvas.models import Drawing

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import Person


@dataclass(frozen=True, slots=True)
class Door:
    """A drawing, the link somebody came with, and what they may do with it."""

    drawing: Drawing
    link: str
    right: Right


class LinkRefused(Exception):
    """The link opens nothing, or not this; `reason` is one of missing, closed, kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_door(link: str, person: Person | None) -> Door:
    """Find the drawing behind a link. Raises LinkRefused."""
    drawing = _behind(link, Drawing.objects.select_related("owner__user"))
    right = Right.OWN if owns(drawing, person) else right_by_link(drawing, link)
    if right is Right.NONE:
        raise LinkRefused("closed")
    return Door(drawing, link, right)


def drawing_to_watch(link: str, request: HttpRequest) -> Drawing:
    """Find the drawing behind a link for whoever may watch it. Raises LinkRefused.

    Who asks is looked up only where the link does not say enough.
    """
    drawing = _behind(link, Drawing.objects.all())
    if right_by_link(drawing, link) is Right.NONE and not owns(drawing, person_for(request)):
        raise LinkRefused("closed")
    return drawing


def _behind(link: str, drawings: QuerySet[Drawing]) -> Drawing:
    drawing = drawings.filter(Q(key=link) | Q(watch_key=link)).first()
    if drawing is None:
        raise LinkRefused("missing")
    return drawing


def refuse(
    request: HttpRequest, refusal: LinkRefused, page: str = "canvas/refused.html"
) -> HttpResponse:
    """Answer a link that opens nothing: a clear page, never an empty drawing."""
    context = {"reason": refusal.reason}
    return render(request, page, context, status=_status(refusal))


def refuse_plainly(refusal: LinkRefused) -> HttpResponse:
    """The same for what no person opens: pictures, the log."""
    return HttpResponse(
        _("This link opens no drawing."),
        "text/plain; charset=utf-8",
        _status(refusal),
        headers={"Cache-Control": "no-store"},
    )


def _status(refusal: LinkRefused) -> int:
    return 404 if refusal.reason == "missing" else 403
