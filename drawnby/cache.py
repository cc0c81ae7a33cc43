"""The cache in Redis, and a spare in memory for as long as Redis does not answer, or there is none.

What is cached (pictures, how often an address did something) is worth less than the page that asks:
while Redis is down each process counts for itself, and forgets it when Redis is back. Of a Redis
that hangs, too, a page does not wait for one answer after the other.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError, RedisError, TimeoutError

logger = logging.getLogger(__name__)


MOST_BYTES = 64 * 2**20  # of a process's memory for what is cached without Redis
AGAIN = 5.0  # seconds until one that is away is asked again


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


class Outage:
    """Whether a Redis is away, as far as this process has noticed."""

    def __init__(self) -> None:
        self._until: float | None = None

    def lasts(self, now: float) -> bool:
        """No, to one caller every few seconds: they find out."""
        until = self._until  # once: another thread may just find out that it is over
        if until is None:
            return False
        if now < until:
            return True
        self._until = now + AGAIN
        return False

    def begin(self, now: float) -> bool:
        """Whether that is news."""
        begun, self._until = self._until is None, now + AGAIN
        return begun

    def end(self) -> bool:
        """Whether that is news."""
        ended, self._until = self._until is not None, None
        return ended


@dataclass(frozen=True, slots=True)
class Shared:
    """What all requests of a process have in common of one Redis: for each, Django makes a cache of
    its own, which would bring its own connections.
    """

    client: Any
    outage: Outage = field(default_factory=Outage)


_of_process: dict[str, Shared] = {}


class SparedRedisCache(RedisCache):
    """Redis, or where that fails memory; of Django's methods those that others are made of."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        options = {name: value for name, value in params.items() if name != "OPTIONS"}
        self._spare = SmallMemoryCache(f"spare of {server}", options)
        whose = f"{server} {params.get('OPTIONS')}"
        if whose not in _of_process:
            _of_process[whose] = Shared(super()._cache)
        self._shared = _of_process[whose]

    @property
    def _cache(self) -> Any:
        return self._shared.client

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
        outage = self._shared.outage
        if outage.lasts(monotonic()):
            return instead(*args, **kwargs)
        try:
            answer = ask(*args, **kwargs)
        except (ConnectionError, TimeoutError) as error:
            if outage.begin(monotonic()):
                logger.warning("no Redis for the cache: %s", error)
            return instead(*args, **kwargs)
        except RedisError as error:
            logger.warning("Redis refuses what the cache asks: %s", error)
            return instead(*args, **kwargs)
        if outage.end():
            logger.warning("Redis answers the cache again")
        return answer
