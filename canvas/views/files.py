"""Drawings that come as files, brought by anyone."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import person_for
from canvas import archive
from canvas.files.drawnby import FileRefused, Reason
from canvas.render import jobs
from canvas.render.farm import RenderBusy, RenderTooLong, export
from canvas.views.answers import come_again, refused
from canvas.views.limits import too_many_drawings

PICTURE_BYTES = 64 * 2**20  # what a picture may add to the drawing it carries


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Make a drawing of a file, or of a picture that carries one; it is whoever brought it's."""
    file = request.FILES.get("file")
    if file is None:
        return refused(_("Choose a .drawnby file, or a picture that carries one."))
    if too_many := too_many_drawings(request):
        return too_many
    if (file.size or 0) > most_bytes():
        return refused(_reason(Reason.LARGE))
    try:
        content = export(partial(jobs.check, limits=archive.limits()), lambda: lying(file))
    except FileRefused as refusal:
        return refused(_reason(refusal.reason))
    except RenderTooLong:  # not that the file is too large: another server may be faster
        return refused(
            _(
                "That drawing has so many pictures or strokes that this server did not get through"
                " them in time. Whoever runs it can open the file for you."
            )
        )
    except RenderBusy:
        reason = _("Many drawings come and go just now. Try again in a moment.")
        return come_again(refused(reason, 503))
    with content:
        drawing = archive.keep(content, person_for(request, create=True))
    if request.accepts("text/html"):
        return redirect(drawing)
    return JsonResponse({"url": drawing.get_absolute_url()}, status=201)


def most_bytes() -> int:
    """How large a file may be that is brought here."""
    most: int = settings.DRAWING_MAX_BYTES + settings.DRAWING_MAX_IMAGE_BYTES + PICTURE_BYTES
    return most


def lying(file: UploadedFile[bytes]) -> bytes | str:
    """A small file itself, or where a large one lies: the checking process reads it there."""
    if isinstance(file, TemporaryUploadedFile):
        return file.temporary_file_path()
    content: bytes = file.read()
    return content


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
