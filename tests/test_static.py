"""Files that are answered for before Django is asked."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from drawnby.static import PIECE, StaticDoor, before_django

CONTENT = "let us = 'draw';" * 40


async def django(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"Django"})


@pytest.fixture
def door(tmp_path: Path) -> Any:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "page-abc.js").write_text(CONTENT)
    (folder / "page-abc.js.gz").write_bytes(gzip.compress(CONTENT.encode()))
    for name, size in (("pieces", 2 * PIECE), ("font", 2 * PIECE + 1), ("none", 0)):
        (folder / f"{name}-abc.woff2").write_bytes(b"x" * size)
    manifest = {"SERVESTATIC_USE_MANIFEST": False, "SERVESTATIC_USE_STATIC_ROOT": True}
    with override_settings(STATIC_ROOT=str(tmp_path), **manifest):
        yield StaticDoor(django)


async def hear(
    door: StaticDoor,
    path: str = "/static/assets/page-abc.js",
    method: str = "GET",
    scheme: str = "http",
    **headers: str,
) -> list[Any]:
    """All that is sent to whoever asks."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope: Any = {"type": "http", "path": path, "method": method, "scheme": scheme}
    await door(scope | {"headers": named}, None, send)  # type: ignore[arg-type]  # no body is read
    return said


async def ask(door: StaticDoor, *args: str, **kwargs: str) -> tuple[int, dict[str, str], bytes]:
    start, *bodies = await hear(door, *args, **kwargs)
    told = {k.decode(): v.decode() for k, v in start["headers"]}
    return start["status"], told, b"".join(each["body"] for each in bodies)


async def test_a_file_of_vites_is_kept_for_ever_and_trusted_for_what_it_says_it_is(
    door: StaticDoor,
) -> None:
    status, headers, body = await ask(door)
    assert (status, body.decode()) == (200, CONTENT)
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"].startswith("text/javascript")
    assert "strict-transport-security" not in headers


async def test_it_comes_compressed_to_whoever_reads_that(door: StaticDoor) -> None:
    _status, headers, body = await ask(door, accept_encoding="gzip, deflate")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == CONTENT
    assert int(headers["content-length"]) == len(body)


async def test_whoever_has_it_is_told_so_and_whoever_asks_about_it_gets_no_body(
    door: StaticDoor,
) -> None:
    _status, headers, _body = await ask(door)
    known = await ask(door, if_none_match=headers["etag"])
    asked = await ask(door, method="HEAD")
    assert [(status, body) for status, _headers, body in (known, asked)] == [(304, b""), (200, b"")]


async def test_parts_of_it_come_alone(door: StaticDoor) -> None:
    status, headers, body = await ask(door, range="bytes=4-5")
    assert (status, body, headers["content-length"]) == (206, b"us", "2")


@pytest.mark.parametrize(
    ("name", "sizes"),
    [("pieces", [PIECE, PIECE, 0]), ("font", [PIECE, PIECE, 1]), ("none", [0])],
)
async def test_no_more_of_it_than_a_piece_is_in_memory_for_whoever_reads_slowly(
    door: StaticDoor, name: str, sizes: list[int]
) -> None:
    start, *bodies = await hear(door, f"/static/assets/{name}-abc.woff2")
    assert [len(each["body"]) for each in bodies] == sizes
    assert [each["more_body"] for each in bodies] == [True] * (len(sizes) - 1) + [False]
    assert (b"content-length", str(sum(sizes)).encode()) in start["headers"]


@pytest.mark.parametrize("path", ["/", "/static/assets/", "/static/../settings.py", "/static/x.js"])
async def test_all_else_is_djangos(door: StaticDoor, path: str) -> None:
    assert (await ask(door, path))[0] == 418


async def test_where_all_is_sent_to_https_django_sends_files_there_too(door: StaticDoor) -> None:
    secure = {"SECURE_SSL_REDIRECT": True, "SECURE_PROXY_SSL_HEADER": None}
    with override_settings(**secure):
        assert (await ask(door))[0] == 418
        assert (await ask(door, x_forwarded_proto="https"))[0] == 418
        assert (await ask(door, scheme="https"))[0] == 200
    behind = ("HTTP_X_FORWARDED_PROTO", "https")
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=behind):
        assert (await ask(door, x_forwarded_proto="https"))[0] == 200
        assert (await ask(door, x_forwarded_proto="http"))[0] == 418


async def test_it_says_what_django_says_of_every_answer(door: StaticDoor) -> None:
    with override_settings(SECURE_HSTS_SECONDS=60, SECURE_HSTS_INCLUDE_SUBDOMAINS=True):
        door = StaticDoor(django)
    secure, plain = [(await ask(door, scheme=scheme))[1] for scheme in ("https", "http")]
    assert secure["strict-transport-security"] == "max-age=60; includeSubDomains"
    assert "strict-transport-security" not in plain
    for headers in (secure, plain):
        assert headers["referrer-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["content-type"].startswith("text/javascript")


async def test_what_django_is_told_not_to_say_is_not_said(door: StaticDoor) -> None:
    policies = {"SECURE_REFERRER_POLICY": None, "SECURE_CROSS_ORIGIN_OPENER_POLICY": None}
    with override_settings(**policies, SECURE_CONTENT_TYPE_NOSNIFF=False):
        headers = (await ask(StaticDoor(django)))[1]
    assert not headers.keys() & {
        "referrer-policy",
        "cross-origin-opener-policy",
        "x-content-type-options",
    }


async def test_the_door_stands_in_front_of_django_where_its_middleware_serves_files(
    door: StaticDoor,
) -> None:
    with override_settings(MIDDLEWARE=["drawnby.static.StaticMiddleware"]):
        assert (await ask(before_django(django)))[0] == 200
        with override_settings(DEBUG=True):
            assert before_django(django) is django
    with override_settings(MIDDLEWARE=[]):
        assert before_django(django) is django
