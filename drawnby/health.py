"""What machines ask. `/healthz`: may this process be sent people, and is it worth keeping?

GET /healthz asks the database and Redis, and says 503 when one does not answer or when the process
is draining before it stops. A Redis that has answered before may be away: people go on without it,
and all processes would be taken from them at once. GET /healthz?live asks nobody: it is for
restarting what hangs.

GET /metrics answers Prometheus, if it brings METRICS_TOKEN; without one there is no such page.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from asgiref.sync import markcoroutinefunction
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.crypto import constant_time_compare

from drawnby.cache import SparedRedisCache
from drawnby.sockets import draining, on_database

PATH = "/healthz"
METRICS = "/metrics"
PATIENCE = 5.0  # seconds for each answer
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
    results = await asyncio.gather(*(answers(ask) for ask in parts.values()))
    named = dict(zip(parts, results, strict=True))
    down = {name for name, ok in named.items() if not ok}
    _met.update(named.keys() - down)
    told = {name: "down" if name in down else "ok" for name in named}
    return answer(told, ok=down <= SPARED & _met)


def answer(parts: dict[str, str], *, ok: bool) -> JsonResponse:
    return JsonResponse(
        {"ok": ok, **parts}, status=200 if ok else 503, headers={"Cache-Control": "no-store"}
    )


async def answers(ask: Callable[[], Awaitable[object]]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await ask()
    except Exception as error:  # whatever it is: the answer is no, and the log has the reason
        log.warning("health: %s failed: %r", getattr(ask, "__name__", ask), error)
        return False
    return True


@on_database
def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@on_database
def ask_redis() -> None:
    cache = caches["default"]
    if isinstance(cache, SparedRedisCache):
        cache.ask()  # by itself it would make do without
    else:
        cache.get("healthz")
