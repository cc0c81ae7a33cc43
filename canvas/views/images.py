"""The files of placed pictures: brought by who may draw, seen by who may watch.

What is brought, alone or in a drawing's own file, is decoded and written anew in a worker process
(canvas/files/photos.py).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import person_for
from canvas import image_files
from canvas.access import Right
from canvas.files.photos import MAX_BYTES, Fault, PhotoRefused
from canvas.models import Drawing
from canvas.render import jobs
from canvas.render.farm import RenderBusy, RenderTooLong, develop
from canvas.views.answers import come_again, refused
from canvas.views.doors import LinkRefused, drawing_to_watch, open_door, refuse_plainly
from canvas.views.files import lying
from canvas.views.limits import too_many_images
from canvas.views.log import FOR_EVER
from drawnby.sockets import on_database

if TYPE_CHECKING:
    from canvas.views.doors import Door

# Whoever opens one by itself sees a picture, and nothing in it does anything.
POLICY = "default-src 'none'; sandbox"


@require_POST
def bring(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a picture for a drawing; answer what it is called there, and how large it is."""
    try:
        door = open_door(key, person_for(request))
    except LinkRefused:
        return refused(_("This link opens no drawing."), 403)
    if door.right < Right.DRAW:
        return refused(_("You can watch this drawing, not draw in it."), 403)
    if too_many := too_many_images(request):
        return too_many
    return _brought(request, door)


def _brought(request: HttpRequest, door: Door) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        return refused(_("Choose a picture: PNG, JPEG or WebP."))
    if (file.size or 0) > MAX_BYTES:
        return refused(_("That picture is larger than 20 MB. Make it smaller, then add it."), 413)
    try:
        width, height, written = jobs.unpacked_photo(develop(jobs.photo, partial(lying, file)))
        digest = image_files.keep(door.drawing.pk, written)
    except PhotoRefused as refusal:
        return refused(_reason(refusal.fault))
    except RenderTooLong:
        return refused(_reason(Fault.LARGE))
    except RenderBusy:
        reason = _("Many pictures come just now. Try again in a moment.")
        return come_again(refused(reason, 503))
    except image_files.NoRoom:
        return refused(_("This drawing has as many pictures as it can hold."), 409)
    except Drawing.DoesNotExist:
        return refused(_("This drawing is gone."), 404)
    return JsonResponse({"digest": digest.hex(), "width": width, "height": height}, status=201)


def _reason(fault: Fault) -> str:
    match fault:
        case Fault.STRANGE:
            return _("That is no picture we can read. It takes a PNG, a JPEG or a WebP.")
        case Fault.DAMAGED:
            return _("That picture is damaged: a part of it is missing.")
        case Fault.LARGE:
            return _("That picture has too many pixels. Make it smaller, then add it.")


@require_safe
async def image(request: HttpRequest, key: str, digest: bytes) -> HttpResponse:
    """A picture of the drawing, for whoever may watch it."""
    return await _image(request, key, digest)


@on_database
def _image(request: HttpRequest, key: str, digest: bytes) -> HttpResponse:
    try:
        drawing = drawing_to_watch(key, request)
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    etag = f'"{digest.hex()}"'
    file = image_files.read(drawing.pk, digest)
    if file is None:
        answer = HttpResponse(_("There is no such picture here."), "text/plain; charset=utf-8", 404)
        answer["Cache-Control"] = "no-store"
        return answer
    headers = {"Cache-Control": FOR_EVER, "ETag": etag, "Content-Security-Policy": POLICY}
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    return HttpResponse(file, image_files.CONTENT_TYPE, headers=headers)
