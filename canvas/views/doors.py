"""Finding the drawing behind a link, or the page that says why it does not open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import render

from canvas.access import Right, owns, right_by_link
from canvas.models import Drawing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import Person


@dataclass(frozen=True, slots=True)
class Door:
    """A drawing, the link somebody came with, and what they may do with it."""

    drawing: Drawing
    link: str
    right: Right


class LinkRefused(Exception):
    """The link opens nothing; `reason` is one of missing, closed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_door(link: str, person: Person | None) -> Door:
    """Find the drawing behind a link. Raises LinkRefused."""
    rows = Drawing.objects.select_related("owner__user")
    drawing = rows.filter(Q(key=link) | Q(watch_key=link)).first()
    if drawing is None:
        raise LinkRefused("missing")
    right = Right.OWN if owns(drawing, person) else right_by_link(drawing, link)
    if right is Right.NONE:
        raise LinkRefused("closed")
    return Door(drawing, link, right)


def refuse(request: HttpRequest, refusal: LinkRefused) -> HttpResponse:
    """Answer a link that opens nothing: a clear page, never an empty drawing."""
    status = 403 if refusal.reason == "closed" else 404
    return render(request, "canvas/refused.html", {"reason": refusal.reason}, status=status)
