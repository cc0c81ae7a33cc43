from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CanvasConfig(AppConfig):
    """Drawings: their log of operations, who may do what, and their pictures."""

    name = "canvas"
    verbose_name = gettext_lazy("drawings")
    default_auto_field = "django.db.models.BigAutoField"
