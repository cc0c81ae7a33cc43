"""A drawing's own file: taken away by whoever may branch it, brought back by anyone."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.people import person_for
from canvas import archive
from canvas.access import may_branch
from canvas.files.drawnby import FileRefused, Reason
from canvas.views.doors import LinkRefused, open_door, refuse
from canvas.views.limits import too_many_drawings

CONTENT_TYPE = "application/vnd.drawnby"
PICTURE_BYTES = 64 * 2**20  # what a picture may add to the drawing it carries


@never_cache
@require_safe
def own_file(request: HttpRequest, key: str) -> HttpResponse:
    """The log with its credits; what there is to know of the drawing, but for the chat."""
    try:
        door = open_door(key, person_for(request))
    except LinkRefused as refusal:
        return refuse(request, refusal)
    if not may_branch(door.drawing, door.right):
        return HttpResponse(_("The owner of this drawing keeps it for itself."), status=403)
    content = b"".join(archive.export(door.drawing))
    return HttpResponse(content, CONTENT_TYPE)


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Make a drawing of a file, or of a picture that carries one; it is whoever brought it's."""
    file = request.FILES.get("file")
    if file is None:
        return _refused(_("Choose a .drawnby file, or a picture that carries one."))
    if too_many := too_many_drawings(request):
        return too_many
    if (file.size or 0) > most_bytes():
        return _refused(_reason(Reason.LARGE))
    try:
        drawing = archive.import_file(cast("BinaryIO", file), person_for(request, create=True))
    except FileRefused as refusal:
        return _refused(_reason(refusal.reason))
    if request.accepts("text/html"):
        return redirect(drawing)
    return JsonResponse({"url": drawing.get_absolute_url()}, status=201)


def most_bytes() -> int:
    """How large a file may be that is brought here."""
    most: int = settings.DRAWING_MAX_BYTES + PICTURE_BYTES
    return most


def _refused(reason: str) -> HttpResponse:
    return JsonResponse({"reason": reason}, status=400)


def _reason(reason: Reason) -> str:
    match reason:
        case Reason.STRANGE:
            return _("That file holds no drawing. It takes a .drawnby, or a PNG with its drawing.")
        case Reason.NEWER:
            return _("That file was made by a newer DrawnBy than this one.")
        case Reason.DAMAGED:
            return _("That file was cut off or changed on its way. Take it again from its source.")
        case Reason.LARGE:
            return _("That drawing is larger than drawings may be here.")
        case Reason.FORGED:
            return _("That file was changed by hand: its strokes and credits do not fit together.")
