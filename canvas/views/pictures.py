"""Pictures of a drawing: the PNG to take away, the thumbnail of lists, the card of a shared link.

Each has a stable address. What it shows changes only with the log, so the head is its version: to
browsers as an ETag, here as a part of the key under which a painted picture is kept for a while.
"""

from __future__ import annotations

import logging
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import person_for
from canvas import archive, credits, messages, store
from canvas.access import may_branch
from canvas.files import film as film_files
from canvas.files.png import with_drawing
from canvas.log import visible
from canvas.pictures import ALL, visible_bodies
from canvas.render import jobs
from canvas.render.farm import RenderBusy, RenderTooLong, render
from canvas.render.picture import PictureTooLarge
from canvas.render.wanted import NotWanted, parse_wanted
from canvas.views.doors import LinkRefused, open_door, refuse_plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from canvas.models import Drawing
    from canvas.render.wanted import Wanted

    Job = partial[bytes]

KEPT_SECONDS = 24 * 3600
KEPT_BYTES = 1 << 20
RETRY_SECONDS = 5
TOO_LONG = b"too long"  # kept in place of a picture, so that it is not tried again and again
TOO_LONG_SECONDS = 600

logger = logging.getLogger(__name__)


@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The PNG. `background`, `scale` or `width`, and `x y w h` of the area are its query.

    With `credit=1` it has a line with title and names below; with `drawing=1` it opens again.
    """
    try:
        wanted = parse_wanted(request.GET)
    except NotWanted as error:
        return _sorry(400, str(error))
    # Kept are those that many ask for; of cuttings there are as many as numbers.
    kept = wanted.area is None and wanted.width is None
    if request.GET.get("drawing") != "1":
        return _answer(request, key, lambda drawing: _job(jobs.picture, drawing, wanted), kept)
    return _with_its_drawing(request, key, wanted)


def _with_its_drawing(request: HttpRequest, key: str, wanted: Wanted) -> HttpResponse:
    """The PNG that opens as the drawing again, for those who may begin a drawing with it."""
    try:
        door = open_door(key, person_for(request))
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    if not may_branch(door.drawing, door.right):
        return _sorry(403, _("The owner of this drawing keeps it for itself."))
    answer = _answer(request, key, lambda drawing: _job(jobs.picture, drawing, wanted))
    if answer.status_code == 200:
        answer.content = with_drawing(answer.content, b"".join(archive.export(door.drawing)))
        answer["ETag"] = f'"{answer["ETag"].strip(chr(34))}-drawing"'
    return answer


@require_safe
def svg(request: HttpRequest, key: str) -> HttpResponse:
    """The drawing as paths, with the query of the PNG."""
    return _vector(request, key, jobs.svg, "image/svg+xml")


@require_safe
def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The drawing as paths on a page."""
    return _vector(request, key, jobs.pdf, "application/pdf")


@require_safe
def film(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A time-lapse as a moving picture, for browsers that cannot record one."""
    chosen = film_files.FORMS[form]
    answer = _answer(request, key, lambda drawing: partial(jobs.film, form=chosen), kept=False)
    if answer.status_code == 200:
        answer["Content-Type"] = f"image/{form}"
    return answer


@require_safe
def strokes(request: HttpRequest, key: str) -> HttpResponse:
    """All strokes that can be seen, as the wire writes a log: what a browser films."""
    try:
        drawing = open_door(key, person_for(request)).drawing
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    seen = visible(store.read(drawing.pk, 0, ALL))
    data = messages.encode_operations(seen)[1:]
    return HttpResponse(data, "application/octet-stream", headers={"Cache-Control": "no-store"})


def _vector(
    request: HttpRequest, key: str, job: Callable[..., bytes], content_type: str
) -> HttpResponse:
    try:
        wanted = parse_wanted(request.GET)
    except NotWanted as error:
        return _sorry(400, str(error))
    answer = _answer(request, key, lambda drawing: _job(job, drawing, wanted), kept=False)
    if answer.status_code == 200:
        answer["Content-Type"] = content_type
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer


def _job(job: Callable[..., bytes], drawing: Drawing, wanted: Wanted) -> Job:
    return partial(job, wanted=wanted, title=drawing.display_title, credit=_credit(drawing))


@require_safe
def thumbnail(request: HttpRequest, key: str) -> HttpResponse:
    """4:3, 640 wide; with the head as `v` it never changes."""
    answer = _answer(request, key, lambda drawing: partial(jobs.thumbnail))
    if answer.status_code == 200 and "v" in request.GET:
        answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@require_safe
def card(request: HttpRequest, key: str) -> HttpResponse:
    """What chat apps show beside the link: the drawing, its title, who drew it."""
    return _answer(request, key, _card_job)


def _card_job(drawing: Drawing) -> Job:
    return partial(jobs.card, title=drawing.display_title, credit=_credit(drawing))


def _credit(drawing: Drawing) -> str:
    hands = credits.hands_in([drawing])[drawing.pk]
    return credits.credit_line(credits.credits_of(hands))


def _answer(
    request: HttpRequest, key: str, job_of: Callable[[Drawing], Job], kept: bool = True
) -> HttpResponse:
    try:
        drawing = open_door(key, person_for(request)).drawing
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    job = job_of(drawing)
    version = _version(drawing, job)
    etag = f'"{version}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        png = _picture(drawing, job, version, kept)
    except PictureTooLarge as error:
        return _sorry(413, _("That picture would be too large: %(size)s.") % {"size": error})
    except RenderBusy:
        return _sorry(503, _("Too many pictures at once. Try again in a moment."))
    return HttpResponse(png, "image/png", headers={"ETag": etag, "Cache-Control": "no-cache"})


def _version(drawing: Drawing, job: Job) -> str:
    shown = f"{drawing.uid} {drawing.head} {job.func.__name__} {job.keywords}"
    return sha256(shown.encode()).hexdigest()[:32]


def _picture(drawing: Drawing, job: Job, version: str, kept: bool) -> bytes:
    found = _look_up(version)
    if found == TOO_LONG:
        raise RenderTooLong("it took too long a moment ago")
    if found is not None:
        return found
    try:
        png = render(job, lambda: visible_bodies(drawing))
    except RenderTooLong:
        _keep(version, TOO_LONG, TOO_LONG_SECONDS)
        raise
    if kept and len(png) <= KEPT_BYTES:
        _keep(version, png, KEPT_SECONDS)
    return png


def _look_up(version: str) -> bytes | None:
    try:
        found: bytes | None = cache.get(version)
    except Exception as error:  # each cache has its own; a picture can do without
        logger.warning("no cache for pictures: %r", error)
        return None
    return found


def _keep(version: str, png: bytes, seconds: int) -> None:
    try:
        cache.set(version, png, seconds)
    except Exception as error:
        logger.warning("no cache for pictures: %r", error)


def _sorry(status: int, reason: str) -> HttpResponse:
    answer = HttpResponse(reason, "text/plain; charset=utf-8", status)
    if status == 503:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
