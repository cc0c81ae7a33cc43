"""Pictures that pages show: in lists, and beside links that are shared.

What a picture shows changes only with the log, so the head is its version: to browsers as an ETag,
here as a part of the key under which a painted picture is kept for a while.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.people import person_for
from canvas import credits
from canvas.pictures import packed
from canvas.render import jobs
from canvas.render.farm import RenderBusy, RenderTooLong, render
from canvas.views import kept
from canvas.views.answers import busy
from canvas.views.doors import LinkRefused, open_door, refuse_plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from canvas.models import Drawing

    Job = partial[bytes]


@require_safe
def thumbnail(request: HttpRequest, key: str) -> HttpResponse:
    """4:3, 640 wide; with the head as `v` it never changes."""
    answer = _answer(request, key, lambda _drawing: partial(jobs.thumbnail))
    if answer.status_code == 200 and "v" in request.GET:
        answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@require_safe
def card(request: HttpRequest, key: str) -> HttpResponse:
    """What chat apps show beside the link: the drawing, its title, who drew it."""
    return _answer(request, key, _card_job)


def _card_job(drawing: Drawing) -> Job:
    credit = credits.credit_of(drawing)
    return partial(jobs.card, title=drawing.display_title, credit=credit)


def _answer(request: HttpRequest, key: str, job_of: Callable[[Drawing], Job]) -> HttpResponse:
    try:
        drawing = open_door(key, person_for(request)).drawing
    except LinkRefused as refusal:
        return refuse_plainly(refusal)
    job = job_of(drawing)
    version = kept.version_of(drawing, job)
    etag = f'"{version}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        png = _picture(drawing, job, version)
    except RenderBusy:
        return busy()
    return HttpResponse(png, "image/png", headers={"ETag": etag, "Cache-Control": "no-cache"})


def _picture(drawing: Drawing, job: Job, version: str) -> bytes:
    found = kept.look_up(version)
    if found is not None:
        return found
    try:
        png = render(job, lambda: packed(drawing))
    except RenderTooLong:
        kept.keep_that_it_took_too_long(version)
        raise
    kept.keep(version, png)
    return png
