"""What is taken away of a drawing: pictures, paths, films, and its own file.

All of it is made in the farm's processes and sent from a file, so that nothing long or large is in
the process that people draw through. Who asks often is told to wait.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from django.http import HttpRequest
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import person_for
from canvas import archive, credits
from canvas.access import may_branch
from canvas.files import film as film_files
from canvas.pictures import packed
from canvas.render import jobs
from canvas.render.farm import RenderBusy, RenderTooLong, export
from canvas.render.picture import PictureTooLarge
from canvas.render.wanted import NotWanted, Wanted, parse_wanted
from canvas.views import kept
from canvas.views.answers import busy, file_answer, sorry
from canvas.views.doors import LinkRefused, open_door, refuse_plainly
from canvas.views.limits import too_many_exports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http.response import HttpResponseBase

    from canvas.models import Drawing

    Job = partial[Iterator[bytes]]

OWN_FILE = "application/vnd.drawnby"


@dataclass(frozen=True, slots=True)
class Order:
    """Something to take away, and how it is had."""

    job_of: Callable[[Drawing], Job]
    content_type: str
    kept: bool = False  # for a while, for others who want the same
    whole: bool = False  # it holds the drawing itself: only for who may begin one with it


@require_safe
def png(request: HttpRequest, key: str) -> HttpResponseBase:
    """The picture. `background`, `scale` or `width`, and `x y w h` of the area are its query.

    With `credit=1` it has a line with title and names below; with `drawing=1` it opens again.
    """
    try:
        wanted = parse_wanted(request.GET)
    except NotWanted as error:
        return sorry(400, str(error))
    plain = Order(_showing(jobs.picture, wanted), "image/png")
    if request.GET.get("drawing") == "1":
        return _take(request, key, replace(plain, job_of=_carrying(wanted), whole=True))
    # Kept are those that many ask for; of cuttings there are as many as numbers.
    return _take(request, key, replace(plain, kept=wanted.area is None and wanted.width is None))


@require_safe
def svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """The drawing as paths, with the query of the picture."""
    answer = _vector(request, key, jobs.svg, "image/svg+xml")
    answer["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    )
    return answer


@require_safe
def pdf(request: HttpRequest, key: str) -> HttpResponseBase:
    """The drawing as paths on a page."""
    return _vector(request, key, jobs.pdf, "application/pdf")


@require_safe
def film(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """A time-lapse as a moving picture, for browsers that cannot record one."""
    job = partial(jobs.film, form=film_files.FORMS[form])
    return _take(request, key, Order(lambda _drawing: job, f"image/{form}"))


@require_safe
def own_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The log with its credits; what there is to know of the drawing, but for the chat."""

    def job_of(drawing: Drawing) -> Job:
        return partial(jobs.own_file, header=archive.header(drawing))

    return _take(request, key, Order(job_of, OWN_FILE, whole=True))


def _vector(
    request: HttpRequest, key: str, make: Callable[..., Iterator[bytes]], content_type: str
) -> HttpResponseBase:
    try:
        wanted = parse_wanted(request.GET)
    except NotWanted as error:
        return sorry(400, str(error))
    return _take(request, key, Order(_showing(make, wanted), content_type))


def _showing(make: Callable[..., Iterator[bytes]], wanted: Wanted) -> Callable[[Drawing], Job]:
    def job_of(drawing: Drawing) -> Job:
        title, credit = drawing.display_title, credits.credit_of(drawing)
        return partial(make, wanted=wanted, title=title, credit=credit)

    return job_of


def _carrying(wanted: Wanted) -> Callable[[Drawing], Job]:
    showing = _showing(jobs.picture, wanted)
    return lambda drawing: partial(showing(drawing), header=archive.header(drawing))


def _take(request: HttpRequest, key: str, order: Order) -> HttpResponseBase:
    try:
        door = open_door(key, person_for(request))
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    if order.whole and not may_branch(door.drawing, door.right):
        return sorry(403, _("The owner of this drawing keeps it for itself."))
    job = order.job_of(door.drawing)
    version = kept.version_of(door.drawing, job)
    etag = f'"{version}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        file = _found(version)
        if file is None:
            if too_many := too_many_exports(request):
                return too_many
            file = _made(door.drawing, job, version, order.kept)
    except PictureTooLarge as error:
        return sorry(413, _("That picture would be too large: %(size)s.") % {"size": error})
    except RenderBusy:
        return busy()
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    return file_answer(request, file, order.content_type, headers)


def _found(version: str) -> BinaryIO | None:
    content = kept.look_up(version)
    return None if content is None else BytesIO(content)


def _made(drawing: Drawing, job: Job, version: str, keep: bool) -> BinaryIO:
    try:
        file = export(job, lambda: packed(drawing))
    except RenderTooLong:
        kept.keep_that_it_took_too_long(version)
        raise
    if keep:
        kept.keep_file(version, file)
    return file
