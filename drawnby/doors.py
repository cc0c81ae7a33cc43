"""Which paths have a socket behind them, and who comes in there as nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable

NO_SUCH_DOOR = 4404


class SocketDoor:
    """Like channels' URLRouter, but a path nobody serves is told so and not answered with a 500."""

    def __init__(self, doors: Mapping[str, Any]) -> None:
        self.doors = doors

    async def __call__(
        self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        door = self.doors.get(scope["path"])
        if door is not None:
            await door(scope, receive, send)
            return
        await receive()
        # Accepted first: a browser never learns the code of a handshake that was refused.
        await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
        await send({"type": "websocket.close", "code": NO_SUCH_DOOR, "reason": None})


class Cookieless:
    """A door that takes no cookies: whoever comes by it is nobody, whatever their browser says.

    What is shown in frames of other sites comes by it. They cannot make their readers do anything
    there, not even where the browser sends its cookies along.
    """

    def __init__(self, inside: Any) -> None:
        self.inside = inside

    async def __call__(
        self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        headers = [header for header in scope["headers"] if header[0].lower() != b"cookie"]
        await self.inside({**scope, "headers": headers}, receive, send)
