"""A request that is too large is refused before it is read, whatever it says of its size."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.urls import reverse

from canvas.files.photos import MAX_BYTES
from canvas.views.files import most_bytes
from drawnby.asgi import FORM, application
from drawnby.bodies import BodyLimit

PIECE = b"x" * 1000
Communicator: Any = ApplicationCommunicator  # asgiref's is not typed


async def greedy(scope: Any, receive: Any, send: Any) -> None:
    """As Django does: reads all, answers with how much that was, or not at all."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message["body"])
        more = message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def knock(app: Any, path: str, length: bytes | None = None) -> Any:
    headers = [(b"host", b"localhost"), (b"accept", b"application/json")]
    if length is not None:
        headers.append((b"content-length", length))
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": headers,
    }
    return Communicator(app, scope)


async def answer(visitor: Any) -> tuple[int, bytes]:
    start = await visitor.receive_output()
    return start["status"], (await visitor.receive_output())["body"]


LIMITED = BodyLimit(greedy, {"/import": 5000}, otherwise=2000)


@pytest.mark.parametrize(
    ("path", "length"),
    [("/import", b"5001"), ("/new", b"2001"), ("/new", b"9" * 5000), ("/import/", b"5000")],
)
async def test_what_says_it_is_too_large_is_refused_unread(path: str, length: bytes) -> None:
    status, body = await answer(knock(LIMITED, path, length))  # nothing was sent to be read
    assert status == 413
    assert "too large" in json.loads(body)["reason"]


@pytest.mark.parametrize("length", [None, b"10", b"-1", b"many", b""])
async def test_what_says_nothing_true_is_read_no_further_than_its_limit(
    length: bytes | None,
) -> None:
    visitor = knock(LIMITED, "/new", length)
    for _ in range(3):
        await visitor.send_input({"type": "http.request", "body": PIECE, "more_body": True})
    assert (await answer(visitor))[0] == 413


@pytest.mark.parametrize(("path", "pieces"), [("/import", 5), ("/new", 2), ("/new", 0)])
async def test_what_is_as_large_as_allowed_is_read_whole(path: str, pieces: int) -> None:
    visitor = knock(LIMITED, path, str(1000 * pieces).encode())
    for _ in range(pieces):
        await visitor.send_input({"type": "http.request", "body": PIECE, "more_body": True})
    await visitor.send_input({"type": "http.request", "body": b"", "more_body": False})
    assert await answer(visitor) == (200, str(1000 * pieces).encode())


async def test_only_where_files_are_brought_may_they_be_large() -> None:
    largest, small = most_bytes() + FORM, settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    for path, most in (
        (reverse("canvas:import"), largest),
        (reverse("canvas:images", args=["k" * 22]), MAX_BYTES + FORM),
        (reverse("canvas:image", args=["k" * 22, bytes(16)]), small),
        (reverse("canvas:new"), small),
    ):
        status, _body = await answer(knock(application, path, str(most + 1).encode()))
        assert status == 413


async def test_django_gives_up_a_body_that_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application.application_mapping["http"], "otherwise", 1500)
    visitor = knock(application, reverse("canvas:new"))
    for _ in range(2):
        await visitor.send_input({"type": "http.request", "body": PIECE, "more_body": True})
    assert (await answer(visitor))[0] == 413
