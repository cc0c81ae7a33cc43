from django.apps import AppConfig


class DrawnByConfig(AppConfig):
    """The project itself: its templates, static files and system checks."""

    name = "drawnby"

    def ready(self) -> None:
        from drawnby import checks  # noqa: F401  # importing it registers the checks
