"""Gates for the tests: who somebody is stands in the socket's query string."""

from __future__ import annotations

from django.db import connection

from drawnby.chat.rooms import Speaker
from drawnby.sockets import Refused, SocketRequest

CHAT_GATES = [
    (r"^(studio|annex)$", f"{__name__}.studio_gate"),
]

banned: set[str] = set()
"""Names that do not get into the studio any more."""

flooded: set[str] = set()
"""Rooms whose database does not work just now."""


def studio_gate(request: SocketRequest, room: str) -> Speaker:
    """?as=Mia speaks, ?as=Tom&watch=1 reads, and nobody else gets in."""
    name = request.GET.get("as", "")
    if not name or name in banned:
        raise Refused("This door is closed.")
    if room in flooded:
        connection.cursor().execute("SELECT 1 FROM a_table_that_the_water_took")
    watches = "watch" in request.GET
    return Speaker(f"key-{name}", name, hue=len(name) % 8, guest=True, may_speak=not watches)
