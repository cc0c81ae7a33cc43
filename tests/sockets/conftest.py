"""Every test of the layer begins without handlers, and may have two processes in one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from django.conf import settings

from drawnby.sockets.hub import Hub
from drawnby.sockets.testing import only_these_handlers


@pytest.fixture(autouse=True)
def no_handlers() -> Iterator[None]:
    """The project's own handlers are not what is tested here."""
    with only_these_handlers():
        yield


@pytest.fixture
async def processes() -> AsyncIterator[tuple[Hub, Hub]]:
    """Two hubs that know of each other only through the channel layer."""
    if not settings.REDIS_URL:
        pytest.skip("processes meet in Redis; REDIS_URL is not set")
    hubs = Hub(), Hub()
    yield hubs
    for hub in hubs:
        await hub.close()
