"""Which sockets are opened, and from which pages."""

from __future__ import annotations

from typing import Any

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings

from drawnby.asgi import application
from drawnby.doors import Cookieless
from drawnby.sockets.checks import channels_that_are_heard_exist

pytestmark = pytest.mark.django_db(transaction=True)
OURS = settings.SITE_ORIGINS[0]


def knock(path: str, origin: str | None) -> WebsocketCommunicator:
    headers = [(b"origin", origin.encode())] if origin else []
    return WebsocketCommunicator(application, path, headers=headers)


async def test_our_own_page_may_open_the_socket() -> None:
    visitor = knock("/socket", OURS)
    connected, _ = await visitor.connect()
    assert connected
    await visitor.disconnect()


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        OURS.replace("http://", "https://"),
        OURS.rsplit(":", 1)[0] + ":1",
        OURS.replace("://", "://evil."),
        "null",
        None,
    ],
)
async def test_no_other_page_may(origin: str | None) -> None:
    visitor = knock("/socket", origin)
    connected, _ = await visitor.connect()
    assert not connected


async def test_an_unknown_path_is_closed_with_a_code_the_page_can_read() -> None:
    visitor = knock("/nowhere", OURS)
    connected, _ = await visitor.connect()
    assert connected
    assert (await visitor.receive_output())["code"] == 4404


async def test_whoever_looks_on_comes_in_without_the_cookies_their_browser_sent() -> None:
    heard = {}

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        heard.update(scope)

    headers = [(b"cookie", b"sessionid=mine"), (b"origin", b"http://here")]
    await Cookieless(inside)({"headers": headers, "path": "/watch"}, never, never)
    assert heard == {"headers": [(b"origin", b"http://here")], "path": "/watch"}


async def never(*_: object) -> Any:
    raise AssertionError


@pytest.mark.parametrize(("origin", "opens"), [(OURS, True), ("https://evil.example", False)])
async def test_only_our_own_frames_open_the_onlookers_socket(origin: str, opens: bool) -> None:
    visitor = knock(f"/watch?link={'x' * 22}", origin)
    connected, _ = await visitor.connect()
    assert connected is opens
    await visitor.disconnect()


def test_there_are_channels_for_all_that_our_handlers_hear() -> None:
    assert channels_that_are_heard_exist() == []
