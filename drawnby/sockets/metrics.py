"""counters() for Prometheus: `pip install drawnby-sockets[prometheus]`.

The view answers for the process that was asked. Where several processes answer at one address, each
scrape finds one of them; the label `process` keeps their series apart.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from functools import cache

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from .census import counters

NOW = {
    "connections": "Sockets that are open",
    "channels": "Channels with somebody of this process on them",
}
SINCE_THE_START = {
    "connected": "Connections that began",
    "subscribed": "Subscriptions that were accepted",
    "messages": "Messages heard by handlers or relayed",
    "refused": "Refusals told to clients",
    "too_fast": "Messages not heard because of a handler's rate",
    "errors": "Handlers that raised",
    "batches": "Frames of broadcasts, each encoded once",
    "deliveries": "Frames of broadcasts put out to sockets",
    "dropped": "Frames of broadcasts that a reader was too slow for",
    "lost": "Deliveries to other processes that the channel layer did not take",
}
CLOSED = "closed_"  # and a code


class SocketsCollector(Collector):
    """For a registry of your own; the view uses the default one."""

    def collect(self) -> Iterator[Metric]:
        counted = counters()
        process = [f"{socket.gethostname()}:{os.getpid()}"]
        for name, help in NOW.items():
            gauge = GaugeMetricFamily(f"sockets_{name}", help, labels=["process"])
            gauge.add_metric(process, counted[name])
            yield gauge
        for name, help in SINCE_THE_START.items():
            counter = CounterMetricFamily(f"sockets_{name}", help, labels=["process"])
            counter.add_metric(process, counted[name])
            yield counter
        closed = CounterMetricFamily(
            "sockets_closed", "Sockets closed by us, by code", labels=["process", "code"]
        )
        for name, count in counted.items():
            if name.startswith(CLOSED):
                closed.add_metric([*process, name.removeprefix(CLOSED)], count)
        yield closed


@cache
def register() -> None:
    """Once, however often it is called."""
    REGISTRY.register(SocketsCollector())


def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is registered, as Prometheus reads it. Who may see it is yours to say."""
    register()
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
