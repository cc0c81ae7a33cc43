"""What machines ask. `/healthz`: may this process be sent people, and is it worth keeping?

GET /healthz asks the database and Redis, and says 503 when one does not answer or when the process
is draining before it stops. A Redis that has answered before may be away: people go on without it,
and all processes would be taken from them at once. So neither is one that hangs waited for until
whoever asks has given up. GET /healthz?live asks nobody: it is for restarting what hangs.

GET /metrics answers Prometheus, if it brings METRICS_TOKEN; without one there is no such page.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from asgiref.sync import markcoroutinefunction
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.crypto import constant_time_compare

from drawnby.sockets import draining, on_database

PATH = "/healthz"
METRICS = "/metrics"
PATIENCE = 5.0  # seconds for each answer
HURRY = 0.5  # for that of what can be spared: some probes give up after a second
SPARED = {"redis"}  # what a process can do without; not at its start, when its address may be wrong

log = logging.getLogger(__name__)

_met: set[str] = set()  # what has answered this process before


class HealthMiddleware:
    """Answers before Django looks at host and scheme, which a platform's check lacks."""

    sync_capable = False
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Awaitable[HttpResponseBase]]) -> None:
        self.get_response = get_response
        markcoroutinefunction(self)

    async def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == PATH:
            return await health(request)
        if request.path == METRICS and settings.METRICS_TOKEN:
            return measure(request)
        return await self.get_response(request)


def measure(request: HttpRequest) -> HttpResponse:
    from drawnby.sockets.metrics import metrics  # a library that most processes never need

    return metrics(request) if knows_the_token(request) else HttpResponse(status=401)


def knows_the_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


async def health(request: HttpRequest) -> JsonResponse:
    if "live" in request.GET:
        return answer({}, ok=True)
    if draining():
        return answer({"process": "draining"}, ok=False)
    parts = {"database": ask_database}
    if settings.REDIS_URL:
        parts["redis"] = ask_redis
    asked = [answers(ask, HURRY if spares(name) else PATIENCE) for name, ask in parts.items()]
    results = await asyncio.gather(*asked)
    named = dict(zip(parts, results, strict=True))
    down = {name for name, ok in named.items() if not ok}
    _met.update(named.keys() - down)
    told = {name: "down" if name in down else "ok" for name in named}
    return answer(told, ok=all(map(spares, down)))


def answer(parts: dict[str, str], *, ok: bool) -> JsonResponse:
    return JsonResponse(
        {"ok": ok, **parts}, status=200 if ok else 503, headers={"Cache-Control": "no-store"}
    )


def spares(name: str) -> bool:
    return name in SPARED & _met


async def answers(ask: Callable[[], Awaitable[object]], patience: float) -> bool:
    try:
        async with asyncio.timeout(patience):
            await ask()
    except Exception as error:  # whatever it is: the answer is no, and the log has the reason
        log.warning("health: %s failed: %r", getattr(ask, "__name__", ask), error)
        return False
    return True


@on_database
def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


async def ask_redis() -> None:
    """By a connection of its own: the cache's take a thread of the database's, and longer."""
    from redis.asyncio import Redis  # a library that some processes never need

    async with Redis.from_url(settings.REDIS_URL, **settings.REDIS_OPTIONS) as redis:
        await redis.ping()
