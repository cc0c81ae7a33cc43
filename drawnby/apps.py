from django.apps import AppConfig


class DrawnByConfig(AppConfig):
    """The project itself: its templates, static files and system checks."""

    name = "drawnby"

    def ready(self) -> None:
        from drawnby import checks, sidebar  # noqa: F401  # importing checks registers them

        sidebar.connect()
