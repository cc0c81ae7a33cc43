"""What a platform learns at /healthz."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import AsyncClient, override_settings
from pytest_django.fixtures import Settings

from bench.services import Redis
from drawnby import health
from drawnby.settings import MIDDLEWARE

pytestmark = pytest.mark.django_db(transaction=True)

HURRY = health.HURRY


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine may be busy with other tests."""
    monkeypatch.setattr(health, "HURRY", health.PATIENCE)


@pytest.fixture(autouse=True)
def before_all_else(settings: Settings) -> None:
    """As in life, but for static files."""
    settings.MIDDLEWARE = [each for each in MIDDLEWARE if "Static" not in each]


async def test_a_working_process_is_ready(async_client: AsyncClient) -> None:
    response = await async_client.get("/healthz")
    expected = {"ok": True, "database": "ok"}
    if settings.REDIS_URL:
        expected["redis"] = "ok"
    assert response.status_code == 200
    assert json.loads(response.content) == expected
    assert response["Cache-Control"] == "no-store"


async def test_neither_host_nor_scheme_matter(async_client: AsyncClient) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = await async_client.get("/healthz", headers={"host": "10.1.2.3:5000"})
    assert response.status_code == 200


async def test_liveness_asks_nobody(async_client: AsyncClient) -> None:
    response = await async_client.get("/healthz?live")
    assert json.loads(response.content) == {"ok": True}


async def test_a_process_goes_on_without_a_redis_that_it_had_at_first(
    async_client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    redis = iter([False, True, False])

    async def ask_redis() -> None:
        if not next(redis):
            raise ConnectionError("no")

    monkeypatch.setattr(health, "ask_redis", ask_redis)
    monkeypatch.setattr(health, "_met", set())
    with override_settings(REDIS_URL="redis://127.0.0.1:1"):
        answers = [await async_client.get("/healthz") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 200, 200]
    assert answers[2].json() == {"ok": True, "database": "ok", "redis": "down"}


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """One of this test's own, which may be paused."""
    redis = Redis(tmp_path)
    redis.start()
    yield redis
    redis.stop(signal.SIGKILL)


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="there is none to pause")
async def test_a_redis_that_hangs_is_named_before_whoever_asks_gives_up(
    async_client: AsyncClient, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert HURRY < 1
    monkeypatch.setattr(health, "_met", set())
    waiting_for_ever = {"socket_timeout": None}
    with override_settings(REDIS_URL=redis.url, REDIS_OPTIONS=waiting_for_ever):
        answers = [await async_client.get("/healthz")]
        redis.send_signal(signal.SIGSTOP)
        with monkeypatch.context() as hurried:
            hurried.setattr(health, "HURRY", HURRY)
            hurried.setattr(health, "PATIENCE", None)
            async with asyncio.timeout(30):
                answers.append(await async_client.get("/healthz"))
        redis.send_signal(signal.SIGCONT)
        answers.append(await async_client.get("/healthz"))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.json()["redis"] for answer in answers] == ["ok", "down", "ok"]


async def test_nobody_is_sent_to_a_process_without_a_database(
    async_client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask_database() -> None:
        raise ConnectionError("no")

    assert (await async_client.get("/healthz")).status_code == 200
    monkeypatch.setattr(health, "ask_database", ask_database)
    assert (await async_client.get("/healthz")).status_code == 503


async def test_something_that_fails_is_down() -> None:
    async def refuse() -> None:
        raise ConnectionError("no")

    assert not await health.answers(refuse, health.PATIENCE)


async def test_something_that_does_not_answer_is_down() -> None:
    assert not await health.answers(asyncio.Event().wait, 0.01)


async def test_metrics_are_told_to_whoever_brings_the_token(async_client: AsyncClient) -> None:
    with override_settings(METRICS_TOKEN="secret", SECURE_SSL_REDIRECT=True):
        bearer = {"authorization": "Bearer secret", "host": "10.1.2.3:5000"}
        response = await async_client.get("/metrics", headers=bearer)
        assert response.status_code == 200
        assert b"sockets_connections" in response.content
        assert (await async_client.get("/metrics")).status_code == 401


async def test_without_a_token_there_are_no_metrics(async_client: AsyncClient) -> None:
    response = await async_client.get("/metrics", headers={"authorization": "Bearer "})
    assert response.status_code == 404
