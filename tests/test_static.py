"""Files that are answered for before Django is asked."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from drawnby.static import StaticDoor

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
    manifest = {"SERVESTATIC_USE_MANIFEST": False, "SERVESTATIC_USE_STATIC_ROOT": True}
    with override_settings(STATIC_ROOT=str(tmp_path), **manifest):
        yield StaticDoor(django)


async def ask(
    door: StaticDoor,
    path: str = "/static/assets/page-abc.js",
    method: str = "GET",
    scheme: str = "http",
    **headers: str,
) -> tuple[int, dict[str, str], bytes]:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope: Any = {"type": "http", "path": path, "method": method, "scheme": scheme}
    await door(scope | {"headers": named}, None, send)  # type: ignore[arg-type]  # no body is read
    told = {k.decode(): v.decode() for k, v in said[0]["headers"]}
    return said[0]["status"], told, said[1]["body"]


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
        headers = (await ask(StaticDoor(django)))[1]
    assert headers["strict-transport-security"] == "max-age=60; includeSubDomains"
