"""The layer's knobs: `SOCKETS = {"WINDOW_BYTES": ...}` in the settings, each with a default."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from . import frames, pacing, presence, window


@dataclass(frozen=True, slots=True)
class Conf:
    """Names in the settings are these in capitals."""

    url: str = "/socket"  # where the page finds the socket
    layer: str = "default"  # which of CHANNEL_LAYERS joins the processes
    channels: int = 32  # a socket may be on
    frame_bytes: int = frames.MAX_FRAME
    messages_per_second: float = 200
    message_burst: float = 400
    bytes_per_second: float = 256 * 1024
    byte_burst: float = 1024 * 1024
    window_bytes: int = window.LIMIT
    patience_seconds: float = window.PATIENCE
    send_seconds: float = 15.0  # one send may take
    fastest_tick_seconds: float = pacing.FASTEST
    slowest_tick_seconds: float = pacing.SLOWEST
    database_threads: int = 4  # for on_database
    presence_seconds: float = presence.REPEATED_EVERY  # between two announcements of who is here
    drain_seconds: float = 3.0  # over which sockets are closed on SIGTERM
    message_log_format: str | None = None  # e.g. "%(session)s %(channel)s %(message)s"


def load() -> Conf:
    """The settings as they are now; ImproperlyConfigured for a name that does not exist."""
    given: dict[str, object] = getattr(settings, "SOCKETS", {})
    known = {field.name.upper(): field.name for field in fields(Conf)}
    if unknown := sorted(set(given) - set(known)):
        raise ImproperlyConfigured(
            f"SOCKETS has no setting {unknown[0]!r}; there are {', '.join(sorted(known))}."
        )
    return Conf(**{known[name]: value for name, value in given.items()})  # type: ignore[arg-type]  # settings carry no types
