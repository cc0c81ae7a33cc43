from django.apps import AppConfig


class CanvasConfig(AppConfig):
    """Drawings: their log of operations, who may do what, and their pictures."""

    name = "canvas"
    default_auto_field = "django.db.models.BigAutoField"
