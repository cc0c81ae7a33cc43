"""Sockets at /socket; /demo is the demo chat, every other path a page that stays on room-1."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "e2e.recorder.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import re_path  # noqa: E402

from drawnby.sockets.consumer import SocketConsumer  # noqa: E402
from e2e.recorder import demo  # noqa: E402

PAGE = """<!doctype html><title>A page with a socket</title><script>
  const wire = new WebSocket(`ws://${location.host}/socket?as=browser`);
  wire.onmessage = ({ data }) => {
    if (data.startsWith('["connected"')) wire.send('["subscribe","room-1",null]');
  };
</script>"""


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(demo.PAGE if request.path == "/demo" else PAGE)


urlpatterns = [re_path("", page)]
application = ProtocolTypeRouter({"http": pages, "websocket": SocketConsumer.as_asgi()})
