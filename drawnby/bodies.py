"""How large a request may be. Asked before Django is, which keeps all of a body before it looks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from asgiref.typing import ASGIReceiveCallable, ASGIReceiveEvent, ASGISendCallable
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _


class BodyLimit:
    """Refuses what says it is too large at once, and what does not say when it has become so.

    `most` has patterns of paths, and the bytes that such a path takes; others take `otherwise`.
    """

    def __init__(self, app: Any, most: Mapping[str, int], otherwise: int) -> None:
        self.app = app
        self.most = [(re.compile(path), size) for path, size in most.items()]
        self.otherwise = otherwise

    async def __call__(
        self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        most = self._most(scope["path"])
        body = _Counted(receive, most)
        if not _says_more(scope["headers"], most):
            await self.app(scope, body.receive, send)
            if not body.too_large:
                return
        await _refuse(send, most)

    def _most(self, path: str) -> int:
        return next((size for paths, size in self.most if paths.fullmatch(path)), self.otherwise)


class _Counted:
    """A body that ends, as if its sender had gone, where it becomes too large."""

    def __init__(self, receive: ASGIReceiveCallable, most: int) -> None:
        self._receive = receive
        self._left = most

    @property
    def too_large(self) -> bool:
        return self._left < 0

    async def receive(self) -> ASGIReceiveEvent:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.too_large else message


def _says_more(headers: Iterable[tuple[bytes, bytes]], most: int) -> bool:
    sizes = [value for name, value in headers if name == b"content-length"]
    return any(size.isdigit() and (len(size) > 18 or int(size) > most) for size in sizes)


async def _refuse(send: ASGISendCallable, most: int) -> None:
    reason = _("That is too large: %(size)s is the most.") % {"size": filesizeformat(most)}
    headers = [
        (b"content-type", b"application/json"),
        (b"connection", b"close"),  # what else comes is not read
    ]
    await send(
        {"type": "http.response.start", "status": 413, "headers": headers, "trailers": False}
    )
    content = json.dumps({"reason": reason}).encode()
    await send({"type": "http.response.body", "body": content, "more_body": False})
