"""The cache while its Redis is down: pages go on, and limits still hold in each process."""

from __future__ import annotations

import logging
import select
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from canvas.models import Drawing
from drawnby.cache import AGAIN, Outage, SmallMemoryCache, SparedRedisCache


@pytest.fixture
def address() -> str:
    """Of a Redis that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        return f"redis://127.0.0.1:{nobody.getsockname()[1]}"


def test_what_is_cached_in_memory_is_of_bounded_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drawnby.cache.MOST_BYTES", 10_000)
    cache = SmallMemoryCache("small", {})
    for name in ("first", "second", "third"):
        cache.set(name, bytes(4000))
        cache.get("first")
    assert [cache.has_key(name) for name in ("first", "second", "third")] == [True, False, True]
    cache.set("larger", bytes(20_000))
    assert not cache.has_key("larger")
    cache.clear()


def test_what_is_cached_meanwhile_is_kept_in_memory(address: str) -> None:
    cache = SparedRedisCache(address, {})
    assert cache.get("colour", "none") == "none"
    assert cache.add("colour", "red")
    assert not cache.add("colour", "blue")
    assert cache.get_many(["colour", "size"]) == {"colour": "red"}
    cache.set("size", 1)
    assert cache.incr("size") == 2
    assert cache.touch("size", 60)
    assert cache.has_key("size")
    assert cache.set_many({"tool": "pen"}) == []
    cache.delete_many(["tool", "size"])
    assert cache.delete("colour")
    assert cache.get("colour") is None


@pytest.fixture
def hanging() -> Iterator[socket.socket]:
    """A Redis that hangs: the system answers who knocks, and nobody opens."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


def has_knocked(door: socket.socket) -> bool:
    ready, _, _ = select.select([door], [], [], 0)
    if ready:
        door.accept()[0].close()
    return bool(ready)


def impatient(door: socket.socket) -> SparedRedisCache:
    address = f"redis://127.0.0.1:{door.getsockname()[1]}"
    options: dict[str, Any] = {"OPTIONS": {"socket_timeout": 0.01}}
    return SparedRedisCache(address, options)


def test_of_a_redis_that_hangs_only_one_answer_is_waited_for(
    hanging: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "drawnby.cache"):
        impatient(hanging).set("colour", "red")
        assert has_knocked(hanging)
        again = impatient(hanging)  # as each request has one of its own
        assert again.get("colour") == "red"
        again.set("colour", "blue")
        assert not has_knocked(hanging)
    assert len(caplog.messages) == 1


def test_one_caller_finds_out_from_time_to_time_whether_it_is_back() -> None:
    outage = Outage()
    assert not outage.lasts(0)
    assert outage.begin(0)
    assert not outage.begin(0)  # no news
    assert outage.lasts(AGAIN - 1)
    assert not outage.lasts(AGAIN)
    assert outage.lasts(AGAIN)  # for all others, until that one knows
    assert outage.end()
    assert not outage.end()
    assert not outage.lasts(AGAIN + 1)


def test_the_caches_of_all_requests_share_their_connections() -> None:
    if not settings.REDIS_URL:
        pytest.skip("there is no Redis")
    params = settings.CACHES["default"]
    one, other = (SparedRedisCache(settings.REDIS_URL, params) for _ in range(2))
    one.set("colour", "red")
    assert other.get("colour") == "red"
    assert one._cache.get_client().client_id() == other._cache.get_client().client_id()


@pytest.mark.django_db
def test_a_drawing_is_begun_and_too_many_are_refused(address: str) -> None:
    caches = {"default": {"BACKEND": "drawnby.cache.SparedRedisCache", "LOCATION": address}}
    with override_settings(CACHES=caches, RATES={"new_drawing": "2/m/ip"}):
        answers = [Client().post("/new").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert Drawing.objects.count() == 2
