"""What `manage.py check --deploy` and every start look at, beyond Django's own checks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

MANY_WITHOUT_REDIS = Error(
    "WEB_CONCURRENCY asks for several processes, but the channel layer lives in one.",
    hint="Set REDIS_URL, or WEB_CONCURRENCY=1.",
    id="drawnby.E001",
)
HOSTS_TOO_WIDE = Warning(
    "ALLOWED_HOSTS lets everything in.",
    hint="Name the hosts; SITE_ORIGINS alone is enough.",
    id="drawnby.W001",
)


@register
def processes_share_a_layer(**kwargs: Any) -> list[CheckMessage]:
    backend = settings.CHANNEL_LAYERS["default"]["BACKEND"]
    alone = backend == "channels.layers.InMemoryChannelLayer"
    return [MANY_WITHOUT_REDIS] if alone and settings.WEB_CONCURRENCY > 1 else []


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


@register(Tags.security, deploy=True)
def hosts_are_named(**kwargs: Any) -> list[CheckMessage]:
    return [HOSTS_TOO_WIDE] if "*" in settings.ALLOWED_HOSTS else []


def is_exact(origin: str) -> bool:
    parts = urlsplit(origin)
    named = bool(parts.hostname) and "*" not in origin and not parts.netloc.startswith(".")
    return parts.scheme in {"http", "https"} and named and origin.endswith(f"://{parts.netloc}")
