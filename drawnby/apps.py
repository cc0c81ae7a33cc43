from typing import Any

from django.apps import AppConfig


class DrawnByConfig(AppConfig):
    """The project itself: its templates, static files and system checks."""

    name = "drawnby"

    def ready(self) -> None:
        from accounts.ending import account_ended
        from drawnby import checks, lounge, sidebar  # noqa: F401  # importing checks registers them

        sidebar.connect()
        lounge.connect()
        account_ended.connect(_close_sockets, dispatch_uid="drawnby")


def _close_sockets(user: int, **_kwargs: Any) -> None:
    from drawnby.sockets import close_user

    close_user(user)
