"""A drawing in the frame of somebody else's page: who may frame it, and the code that does.

A frame is watched and never drawn on. It opens by its link alone, whatever cookies come along: so
there is nothing in it that a page around it could make a person do, and every site may be allowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from canvas.models import Drawing


class Size(NamedTuple):
    width: int
    height: int


USUAL = Size(800, 560)
SMALLEST = Size(240, 200)
LIVE, REPLAY = "embed", "embed_replay"  # the names of their addresses


def framers() -> list[str]:
    """Which sites may show drawings in frames, as the Content-Security-Policy names them."""
    origins: list[str] = settings.EMBED_ORIGINS
    return origins


def size_within(width: int | None, height: int | None) -> Size:
    """The usual size, or what fits between it and what is asked for; never too small to see."""
    return Size(
        max(SMALLEST.width, USUAL.width if width is None else min(USUAL.width, width)),
        max(SMALLEST.height, USUAL.height if height is None else min(USUAL.height, height)),
    )


def offered(request: HttpRequest, drawing: Drawing, what: str) -> str | None:
    """The code for whoever shares the drawing; None where no site may frame it."""
    return code(request, drawing, what) if framers() else None


def discovery(request: HttpRequest, page: str) -> str | None:
    """Where oEmbed tells about one of our pages; None where no site may frame it."""
    if not framers():
        return None
    return request.build_absolute_uri(f"{reverse('canvas:oembed')}?{urlencode({'url': page})}")


def code(request: HttpRequest, drawing: Drawing, what: str, size: Size = USUAL) -> str:
    """The HTML to put on a page; by the watch link, for all the world will read it there."""
    address = request.build_absolute_uri(reverse(f"canvas:{what}", args=[drawing.watch_key]))
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" allow="fullscreen"'
        ' style="border:0;max-width:100%"></iframe>',
        address,
        size.width,
        size.height,
        _("%(title)s, drawn together") % {"title": drawing.display_title},
    )
