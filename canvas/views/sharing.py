"""What only the owner does with a drawing: who may do what, its title, its link, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import person_for
from canvas import messages, sharing, titles
from canvas.access import Right
from canvas.embedding import LIVE, offered
from canvas.models import Access, Drawing
from canvas.views.answers import refused
from canvas.views.doors import LinkRefused, open_door, refuse
from canvas.views.pages import qr_code
from drawnby.sockets import broadcast_channel

if TYPE_CHECKING:
    from typing import Any

P = ParamSpec("P")


def owner_only(
    view: Callable[Concatenate[HttpRequest, Drawing, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the drawing behind a link to a view, if it is its owner who asks."""

    def door_keeper(
        request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            door = open_door(key, person_for(request))
        except LinkRefused as refusal:
            return refuse(request, refusal)
        if door.right is not Right.OWN:
            return refused(_("Only the owner of a drawing can do that."), 403)
        return view(request, door.drawing, *args, **kwargs)

    return require_POST(door_keeper)


@owner_only
def access(request: HttpRequest, drawing: Drawing) -> HttpResponse:
    """Choose what people with the link may do."""
    chosen = request.POST.get("access", "")
    if chosen not in Access.values:
        return refused(_("Choose draw, watch or closed."))
    sharing.give_access(drawing, Access(chosen))
    return JsonResponse({"access": drawing.access})


@owner_only
def replace_link(request: HttpRequest, drawing: Drawing) -> HttpResponse:
    sharing.replace_links(drawing)
    return JsonResponse(_links(request, drawing))


def _links(request: HttpRequest, drawing: Drawing) -> dict[str, Any]:
    def absolute(key: str) -> str:
        return request.build_absolute_uri(reverse("canvas:drawing", args=[key]))

    link = absolute(drawing.key)
    return {
        "key": drawing.key,
        "link": link,
        "watch_link": absolute(drawing.watch_key),
        "embed": offered(request, drawing, LIVE),
        "qr": qr_code(link),
    }


@owner_only
def rename(request: HttpRequest, drawing: Drawing) -> HttpResponse:
    title = titles.rename(drawing.pk, request.POST.get("title", ""))
    broadcast_channel(messages.renamed(title, 0), drawing.channel)
    return _done(request, {"title": title})


@owner_only
def delete(request: HttpRequest, drawing: Drawing) -> HttpResponse:
    sharing.delete(drawing)
    return _done(request, {"deleted": True})


def _done(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    """Answer a script with JSON, a plain form with the page of the list it was sent from."""
    if not request.accepts("text/html"):
        return JsonResponse(answer)
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if here else reverse("canvas:drawings"))
