from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fanout.naive.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import re_path  # noqa: E402

from bench.fanout.naive.consumer import RoomConsumer  # noqa: E402

room = re_path(r"^ws/(?P<room>[\w-]+)/$", RoomConsumer.as_asgi())  # type: ignore[arg-type]  # as Channels documents it
rooms = URLRouter([room])  # type: ignore[list-item]  # likewise
application = ProtocolTypeRouter({"http": pages, "websocket": AllowedHostsOriginValidator(rooms)})
