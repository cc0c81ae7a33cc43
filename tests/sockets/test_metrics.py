"""What Prometheus reads."""

from __future__ import annotations

from typing import Any

from django.test import RequestFactory
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from drawnby.sockets import Context, Refused, Socket, SocketRequest, on_message, on_subscribe
from drawnby.sockets.census import counters
from drawnby.sockets.metrics import CLOSED, NOW, SINCE_THE_START, SocketsCollector, metrics
from drawnby.sockets.testing import connect


def scraped() -> dict[tuple[str, str], float]:
    """What a scrape finds of ours: name and code → value."""
    response = metrics(RequestFactory().get("/metrics"))
    assert response["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(response.content.decode())
    return {
        (sample.name, sample.labels.get("code", "")): sample.value
        for family in families
        for sample in family.samples
        if sample.name.startswith("sockets_") and not sample.name.endswith("_created")
    }


async def test_a_scrape_finds_what_happened_and_what_there_is() -> None:
    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        pass

    @on_message(channel="^room-")
    async def hear(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        if message == "no":
            raise Refused("no")
        await socket.close(4321)

    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "no")
        await client.frame("refused")
        found = scraped()
        assert found["sockets_connections", ""] == 1
        assert found["sockets_channels", ""] == 1
        assert found["sockets_refused_total", ""] == 1
        assert found["sockets_messages_total", ""] == 1
        assert ("sockets_closed_total", "4321") not in found
        await client.send("room-1", "bye")
        await client.wait_closed()
        assert scraped()["sockets_closed_total", "4321"] == 1


def test_every_counter_has_words_and_no_words_are_without_one() -> None:
    counted = {name for name in counters() if not name.startswith(CLOSED)}
    assert counted == {*NOW, *SINCE_THE_START}


def test_each_series_is_told_once_however_often_it_is_asked_for() -> None:
    for _ in range(2):
        content = metrics(RequestFactory().get("/metrics")).content
        assert content.count(b"# TYPE sockets_connections gauge") == 1


def test_a_registry_of_ones_own_may_have_it() -> None:
    registry = CollectorRegistry()
    registry.register(SocketsCollector())
    assert b"sockets_connections" in generate_latest(registry)
