"""Static files as servestatic serves them, but sooner, and with two corrections for Vite's."""

from __future__ import annotations

from typing import Any

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from servestatic.middleware import ServeStaticMiddleware
from servestatic.storage import CompressedManifestStaticFilesStorage

VITES = "assets/"  # the folder whose names already hold a hash of the content


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
        self.headers = list(_said_of_all())

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        file = self.files.get(scope["path"])
        if file is None or not _is_secure_enough(scope):
            await self.app(scope, receive, send)
            return
        names = {
            f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value.decode("latin-1")
            for name, value in scope["headers"]
        }
        answer = file.get_response(scope["method"], names)
        headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in answer.headers
            if value is not None
        ]
        await send(
            {
                "type": "http.response.start",
                "status": int(answer.status),
                "headers": headers + self.headers,
                "trailers": False,
            }
        )
        await send({"type": "http.response.body", "body": _read(answer.file), "more_body": False})


async def _nobody(_request: HttpRequest) -> HttpResponseBase:
    raise RuntimeError("only the files of this middleware are wanted")


def _read(file: Any) -> bytes:
    if file is None:
        return b""
    with file:
        data: bytes = file.read()
        return data


def _is_secure_enough(scope: HTTPScope) -> bool:
    """Whether Django would serve it, and not send it to HTTPS."""
    if not settings.SECURE_SSL_REDIRECT or scope["scheme"] == "https":
        return True
    name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    told = name.removeprefix("HTTP_").lower().replace("_", "-").encode()
    return (told, secure.encode()) in [*scope["headers"]]


def _said_of_all() -> Any:
    """What Django's SecurityMiddleware says of every answer."""
    yield b"x-content-type-options", b"nosniff"
    yield b"referrer-policy", settings.SECURE_REFERRER_POLICY.encode()
    yield b"cross-origin-opener-policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY.encode()
    if seconds := settings.SECURE_HSTS_SECONDS:
        domains = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        yield b"strict-transport-security", f"max-age={seconds}{domains}".encode()
