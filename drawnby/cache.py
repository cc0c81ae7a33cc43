"""The cache in Redis, and a spare in memory for as long as Redis does not answer, or there is none.

What is cached (pictures, how often an address did something) is worth less than the page that asks:
while Redis is down each process counts for itself, and forgets it when Redis is back.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


MOST_BYTES = 64 * 2**20  # of a process's memory for what is cached without Redis


class SmallMemoryCache(LocMemCache):
    """Django's cache in memory, of bounded bytes: what was not asked for longest goes first."""

    _cache: OrderedDict[str, bytes]

    def _set(self, key: str, value: bytes, timeout: Any = DEFAULT_TIMEOUT) -> None:
        super()._set(key, value, timeout)  # type: ignore[misc]  # the stubs know no private part
        size = sum(map(len, self._cache.values()))
        while size > MOST_BYTES:
            oldest, dropped = self._cache.popitem()
            del self._expire_info[oldest]  # type: ignore[attr-defined]  # neither
            size -= len(dropped)


class SparedRedisCache(RedisCache):
    """Redis, or where that fails memory; of Django's methods those that others are made of."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        options = {name: value for name, value in params.items() if name != "OPTIONS"}
        self._spare = SmallMemoryCache(f"spare of {server}", options)

    def ask(self) -> None:
        """Raise RedisError unless Redis answers."""
        super().get("asked")

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(super().add, self._spare.add, *args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().get, self._spare.get, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._try(super().set, self._spare.set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(super().touch, self._spare.touch, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(super().delete, self._spare.delete, *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(super().has_key, self._spare.has_key, *args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return int(self._try(super().incr, self._spare.incr, *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().get_many, self._spare.get_many, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return list(self._try(super().set_many, self._spare.set_many, *args, **kwargs))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._try(super().delete_many, self._spare.delete_many, *args, **kwargs)

    def _try(
        self, ask: Callable[..., Any], instead: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        try:
            return ask(*args, **kwargs)
        except RedisError as error:
            logger.warning("no Redis for the cache: %s", error)
            return instead(*args, **kwargs)
