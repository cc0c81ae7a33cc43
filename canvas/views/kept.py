"""Pictures that are kept for a while: those that many ask for, painted once for all of them."""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.cache import cache

from canvas.render.farm import RenderTooLong

if TYPE_CHECKING:
    from functools import partial

    from canvas.models import Drawing

KEPT_SECONDS = 24 * 3600
KEPT_BYTES = 1 << 20
PAINTERS = 4  # raised when the same log is painted otherwise: versions overlap in a deploy
TOO_LONG = b"too long"  # kept in place of a picture, so that it is not tried again and again
TOO_LONG_SECONDS = 600

logger = logging.getLogger(__name__)


def version_of(drawing: Drawing, job: partial[Any]) -> str:
    """Name what a job makes of a drawing as it is now."""
    shown = f"{PAINTERS} {drawing.uid} {drawing.head} {job.func.__name__} {job.keywords}"
    return sha256(shown.encode()).hexdigest()[:32]


def look_up(version: str) -> bytes | None:
    """Find what was kept. Raises RenderTooLong where it took too long a moment ago."""
    try:
        found: bytes | None = cache.get(version)
    except Exception as error:  # each cache has its own; a picture can do without
        logger.warning("no cache for pictures: %r", error)
        return None
    if found == TOO_LONG:
        raise RenderTooLong("it took too long a moment ago")
    return found


def keep(version: str, picture: bytes) -> None:
    """Keep a picture if it is not too large."""
    if len(picture) <= KEPT_BYTES:
        _set(version, picture, KEPT_SECONDS)


def keep_file(version: str, file: BinaryIO) -> None:
    """Keep what a file holds, if it is not too large."""
    keep(version, file.read(KEPT_BYTES + 1))
    file.seek(0)


def keep_that_it_took_too_long(version: str) -> None:
    _set(version, TOO_LONG, TOO_LONG_SECONDS)


def _set(version: str, picture: bytes, seconds: int) -> None:
    try:
        cache.set(version, picture, seconds)
    except Exception as error:
        logger.warning("no cache for pictures: %r", error)
