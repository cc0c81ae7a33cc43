"""Static files as servestatic serves them, but sooner, and with two corrections for Vite's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.security import SecurityMiddleware
from servestatic.middleware import ServeStaticMiddleware
from servestatic.storage import CompressedManifestStaticFilesStorage

VITES = "assets/"  # the folder whose names already hold a hash of the content
PIECE = 64 * 2**10  # bytes of a file that wait in memory for whoever reads it slowly


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # servestatic ships no types
    """Puts a hash into every file's name, except where Vite has done so.

    A module renamed would load twice: by the page's new name and by the other modules' old one.
    """

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        if name.startswith(VITES):
            return name
        return str(super().hashed_name(name, content, filename))


class StaticMiddleware(ServeStaticMiddleware):  # type: ignore[misc]  # servestatic ships no types
    """Lets browsers keep Vite's files for ever; servestatic 4.4 forgets its setting for this."""

    def immutable_file_test(self, path: str, url: str) -> bool:
        if url.startswith(f"{self.static_prefix}{VITES}"):
            return True
        return bool(super().immutable_file_test(path, url))


def before_django(app: Any) -> Any:
    """What answers for static files, where they are collected, and for the rest `app`."""
    is_served = "drawnby.static.StaticMiddleware" in settings.MIDDLEWARE
    return StaticDoor(app) if is_served and not settings.DEBUG else app


class StaticDoor:
    """Answers for static files before Django is asked.

    A page has a dozen of them and waits for each, while some of Django's layers ask each request
    in a thread, behind all the pages that are made there. Here the event loop reads a file itself:
    none is large, and none is far.
    """

    def __init__(self, app: Any) -> None:
        self.app = app
        self.files = StaticMiddleware(_nobody).files
        self.said_of_all = {secure: list(_said_of_all(secure)) for secure in (False, True)}

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        file = self.files.get(scope["path"])
        if file is not None:
            request = _as_django_sees(scope)
            if request.is_secure() or not settings.SECURE_SSL_REDIRECT:
                await self._answer(file, request, send)
                return
        await self.app(scope, receive, send)

    async def _answer(self, file: Any, request: ASGIRequest, send: ASGISendCallable) -> None:
        answer = file.get_response(request.method, request.META)
        headers = _encoded((name, value) for name, value in answer.headers if value is not None)
        await send(
            {
                "type": "http.response.start",
                "status": int(answer.status),
                "headers": [*headers, *self.said_of_all[request.is_secure()]],
                "trailers": False,
            }
        )
        await _send_body(answer.file, send)


async def _nobody(_request: HttpRequest) -> HttpResponseBase:
    raise RuntimeError("only the files of this middleware are wanted")


def _as_django_sees(scope: Mapping[str, Any]) -> ASGIRequest:
    """What is asked, but for its query: no file has one, and Django must decode it first."""
    return ASGIRequest({**scope, "query_string": b""}, BytesIO())


async def _send_body(file: BinaryIO | None, send: ASGISendCallable) -> None:
    """Send it piece by piece: the next one is read when the server has room for it."""
    with file or BytesIO() as body:
        goes_on = True
        while goes_on:
            piece = body.read(PIECE)
            goes_on = len(piece) == PIECE
            await send({"type": "http.response.body", "body": piece, "more_body": goes_on})


def _said_of_all(secure: bool) -> Iterator[tuple[bytes, bytes]]:
    """What Django's SecurityMiddleware says of every answer."""
    scope = {"path": "/", "method": "GET", "scheme": "https" if secure else "http"}
    answer = HttpResponse()
    del answer["Content-Type"]
    SecurityMiddleware(_nobody).process_response(_as_django_sees(scope), answer)
    return _encoded(answer.items())


def _encoded(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        yield name.lower().encode("latin-1"), value.encode("latin-1")
