"""Beginning a new drawing from a moment of another, and who may."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import person_for
from canvas.access import may_branch
from canvas.branching import branch as branch_off
from canvas.models import Drawing
from canvas.views.answers import refused
from canvas.views.doors import LinkRefused, open_door, refuse
from canvas.views.limits import too_many_drawings
from canvas.views.sharing import owner_only


@require_POST
def branch(request: HttpRequest, key: str) -> HttpResponse:
    """Start a drawing with the first `seq` operations of this one; without `seq`, with all."""
    try:
        door = open_door(key, person_for(request))
    except LinkRefused as refusal:
        return refuse(request, refusal)
    if not may_branch(door.drawing, door.right):
        return _kept_for_itself(request)
    seq = _seq(request.POST.get("seq", ""), door.drawing.head)
    if seq is None:
        return refused(_("There is no such moment in this drawing."))
    if too_many := too_many_drawings(request):
        return too_many
    try:
        drawing = branch_off(door.drawing, seq, person_for(request, create=True))
    except Drawing.DoesNotExist:
        return refuse(request, LinkRefused("missing"))
    if request.accepts("text/html"):
        return redirect(drawing)
    return JsonResponse({"url": drawing.get_absolute_url()}, status=201)


def _seq(text: str, head: int) -> int | None:
    if not text:
        return head
    seq = int(text) if text.isascii() and text.isdigit() and len(text) < 17 else -1
    return seq if 0 <= seq <= head else None


def _kept_for_itself(request: HttpRequest) -> HttpResponse:
    """The owner said so after the page with the button was opened."""
    if request.accepts("text/html"):
        return refuse(request, LinkRefused("kept"))
    return refused(_("The owner of this drawing keeps it for itself."), 403)


@owner_only
def branchable(request: HttpRequest, drawing: Drawing) -> HttpResponse:
    """Choose whether others may begin drawings of their own from this one."""
    chosen = request.POST.get("branchable", "")
    if chosen not in ("yes", "no"):
        return refused(_("Choose yes or no."))
    drawing.branchable = chosen == "yes"
    drawing.save(update_fields=["branchable"])
    return JsonResponse({"branchable": drawing.branchable})
