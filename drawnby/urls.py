from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _

from drawnby import offline
from drawnby.sidebar import talk

# The admin's own form knows neither rate limits nor confirmed addresses; allauth's does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents
admin.site.site_header = admin.site.site_title = "DrawnBy"
admin.site.index_title = _("For those who run this site")


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask here for pages that name no icon: pictures, JSON."""
    return HttpResponseRedirect(staticfiles_storage.url("favicon.ico"))


urlpatterns = [
    path("favicon.ico", favicon),
    path(offline.PAGE[1:], offline.page, name="offline"),
    path(offline.WORKER[1:], offline.worker),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("drawnby.chat.urls")),
    re_path(r"^d/(?P<key>[\w-]{22})/talk\Z", talk, name="talk"),
    path("", include("canvas.urls")),
]
