"""Pages go to Django, /socket to the layer."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
pages = get_asgi_application()  # before the imports below: they need the apps to be loaded

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import path  # noqa: E402

from drawnby.sockets.consumer import SocketConsumer  # noqa: E402

# In production name the origins in full: OriginValidator(…, ["https://chat.example"]).
sockets = AllowedHostsOriginValidator(URLRouter([path("socket", SocketConsumer.as_asgi())]))
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
