"""The composition root: static files stand at the door, pages are Django's, /socket the layer's."""

from __future__ import annotations

import gc
import os
import re
import sys

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drawnby.settings")
pages = get_asgi_application()  # before the imports below: they need the apps to be loaded

from channels.routing import ProtocolTypeRouter  # noqa: E402
from channels.security.websocket import OriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from canvas.files.photos import MAX_BYTES  # noqa: E402
from canvas.models import random_key  # noqa: E402
from canvas.views.files import most_bytes  # noqa: E402
from drawnby.bodies import BodyLimit  # noqa: E402
from drawnby.doors import Cookieless, SocketDoor  # noqa: E402
from drawnby.sockets.consumer import SocketConsumer  # noqa: E402
from drawnby.static import before_django  # noqa: E402

FORM = 64 * 2**10  # bytes of a form around the file it brings
SOME_KEY = random_key()
IMAGES = re.escape(reverse("canvas:images", args=[SOME_KEY])).replace(
    re.escape(SOME_KEY), r"[\w-]+"
)

# A thread that answers a page keeps the event loop, which sends what is drawn, waiting for a
# millisecond at most, not for five.
sys.setswitchinterval(0.001)

socket = SocketConsumer.as_asgi()
application = ProtocolTypeRouter(
    {
        "http": before_django(
            BodyLimit(
                pages,
                {
                    re.escape(reverse("canvas:import")): most_bytes() + FORM,
                    IMAGES: MAX_BYTES + FORM,
                },
                otherwise=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            )
        ),
        "websocket": OriginValidator(
            SocketDoor({"/socket": socket, "/watch": Cookieless(socket)}), settings.SITE_ORIGINS
        ),
    }
)

# What is loaded by now stays. To look through all of it for garbage would take 60 ms each time, in
# which nothing is sent.
gc.collect()
gc.freeze()
