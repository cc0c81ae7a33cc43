from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ChatConfig(AppConfig):
    name = "drawnby.chat"
    label = "chat"
    verbose_name = gettext_lazy("chat")
    default_auto_field = "django.db.models.BigAutoField"
