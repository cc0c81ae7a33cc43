from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = gettext_lazy("people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete, post_save, pre_delete

        from accounts import deletion, ending
        from accounts.claiming import claim_at_login
        from accounts.models import User

        user_logged_in.connect(claim_at_login, dispatch_uid="accounts.claim_at_login")
        for signal in (password_changed, password_reset):
            signal.connect(ending.on_password_change, dispatch_uid="accounts.ending")
        post_save.connect(ending.on_save, sender=User, dispatch_uid="accounts.ending")
        pre_delete.connect(deletion.take_names_off, sender=User, dispatch_uid="accounts.deletion")
        post_delete.connect(ending.on_delete, sender=User, dispatch_uid="accounts.ending")
