"""Django's view of the layer: handlers are found in every installed app's events.py."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SocketsConfig(AppConfig):
    name = "drawnby.sockets"
    label = "sockets"

    def ready(self) -> None:
        from . import checks, sessions  # noqa: F401  # importing checks registers them

        sessions.watch()
        autodiscover_modules("events")
