"""Which sockets are opened, and from which pages."""

from __future__ import annotations

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings

from drawnby.asgi import application

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
