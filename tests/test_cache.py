"""The cache while its Redis is down: pages go on, and limits still hold in each process."""

from __future__ import annotations

import socket

import pytest
from django.test import Client, override_settings
from redis.exceptions import RedisError

from canvas.models import Drawing
from drawnby.cache import SmallMemoryCache, SparedRedisCache


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


def test_whoever_asks_for_redis_itself_is_told(address: str) -> None:
    with pytest.raises(RedisError):
        SparedRedisCache(address, {}).ask()


@pytest.mark.django_db
def test_a_drawing_is_begun_and_too_many_are_refused(address: str) -> None:
    caches = {"default": {"BACKEND": "drawnby.cache.SparedRedisCache", "LOCATION": address}}
    with override_settings(CACHES=caches, CANVAS_RATES={"new_drawing": "2/m/ip"}):
        answers = [Client().post("/new").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert Drawing.objects.count() == 2
