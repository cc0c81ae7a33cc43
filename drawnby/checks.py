"""What `manage.py check` and every start look at, beyond Django's and the layer's own checks."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

FRAMER = re.compile(r"https?://(\*\.)?[\w-]+(\.[\w-]+)*(:\d{1,5})?", re.ASCII)
HOSTS_TOO_WIDE = Warning(
    "ALLOWED_HOSTS lets everything in.",
    hint="Name the hosts; SITE_ORIGINS alone is enough.",
    id="drawnby.W001",
)


@register
def origins_are_exact(**kwargs: Any) -> list[CheckMessage]:
    """A socket is opened with the visitor's cookies: which sites may do so must be said in full."""
    return [
        Error(
            f"SITE_ORIGINS has {origin!r}, which is not one full origin.",
            hint="Write scheme, host and, unless it is the usual one, port: https://draw.example.",
            id="drawnby.E002",
        )
        for origin in settings.SITE_ORIGINS
        if not is_exact(origin)
    ]


@register
def framers_are_origins(**kwargs: Any) -> list[CheckMessage]:
    """They stand in a header, between others: what is no origin could say something else there."""
    return [
        Error(
            f"EMBED_ORIGINS has {origin!r}, which is neither an origin nor *.",
            hint="Write scheme, host and maybe port: https://example.org, https://*.example.org.",
            id="drawnby.E003",
        )
        for origin in settings.EMBED_ORIGINS
        if origin != "*" and not FRAMER.fullmatch(origin)
    ]


@register(Tags.security, deploy=True)
def hosts_are_named(**kwargs: Any) -> list[CheckMessage]:
    return [HOSTS_TOO_WIDE] if "*" in settings.ALLOWED_HOSTS else []


def is_exact(origin: str) -> bool:
    parts = urlsplit(origin)
    named = bool(parts.hostname) and "*" not in origin and not parts.netloc.startswith(".")
    return parts.scheme in {"http", "https"} and named and origin.endswith(f"://{parts.netloc}")
