"""How much one socket may send. Token buckets; time is an argument. No I/O.

A bucket is kept as the moment at which it will be full again (the virtual scheduling algorithm of
ATM's cell rate control): one number, where level and time would be two. What a busy process looks
at for each message of thousands of sockets should fit into its cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

ROUNDING = 1e-7  # seconds by which sums of many small times may be wrong


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tokens a second, and at once; shared by all buckets of the kind."""

    rate: float
    burst: float
    each: float = field(init=False, repr=False, compare=False)  # seconds a token takes to come back
    room: float = field(init=False, repr=False, compare=False)  # seconds an empty bucket takes

    def __post_init__(self) -> None:
        object.__setattr__(self, "each", 1 / self.rate)
        object.__setattr__(self, "room", self.burst / self.rate + ROUNDING)


class Bucket:
    """Holds up to `burst` tokens and gains `rate` of them a second."""

    __slots__ = ("_full_at", "_limit")

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._full_at = float("-inf")

    def take(self, amount: float, now: float) -> bool:
        """Take `amount` tokens if they are there."""
        full_at = self._full_at if self._full_at > now else now
        full_at += amount * self._limit.each
        if full_at - now > self._limit.room:
            return False
        self._full_at = full_at
        return True

    def is_full(self, now: float) -> bool:
        """Whether it holds all it can, as one does that nobody has taken from."""
        return self._full_at <= now


ONE_A_SECOND = Limit(1, 1)


class Allowance:
    """What is left to one socket on one channel, where handlers have set limits."""

    def __init__(self, limits: Iterable[Limit]) -> None:
        self._buckets = [Bucket(limit) for limit in limits]
        self._warnings = Bucket(ONE_A_SECOND)

    def admits(self, now: float) -> bool:
        """Whether another message is within every limit."""
        return all(bucket.take(1, now) for bucket in self._buckets)

    def should_warn(self, now: float) -> bool:
        """At most once a second, so that the answer is no flood of its own."""
        return self._warnings.take(1, now)


class Limits:
    """What every socket of a process may send."""

    def __init__(self, messages: Limit, size: Limit) -> None:
        self.messages = messages
        self.size = size
        self.patience = Limit(messages.rate, messages.burst * 2)


class Throttle:
    """The messages and bytes of one socket; who goes far over the allowance for long is closed.

    A steady sender up to twice the rate only loses what is too much.
    """

    __slots__ = ("_bytes_full_at", "_limits", "_messages_full_at", "_patience", "_warnings")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._messages_full_at = self._bytes_full_at = float("-inf")
        self._patience: Bucket | None = None  # made when they are needed: of few sockets
        self._warnings: Bucket | None = None

    def admit(self, size: int, now: float) -> bool:
        """Whether a frame of `size` bytes is heard."""
        # Two buckets, written out: this is asked of every message there is.
        limit = self._limits.messages
        full_at = self._messages_full_at
        full_at = (full_at if full_at > now else now) + limit.each
        if full_at - now > limit.room:
            return False
        self._messages_full_at = full_at
        limit = self._limits.size
        full_at = self._bytes_full_at
        full_at = (full_at if full_at > now else now) + size * limit.each
        if full_at - now > limit.room:
            return False
        self._bytes_full_at = full_at
        return True

    def bears(self, now: float) -> bool:
        """Whether a socket may stay of which a frame was not admitted; asked once for each."""
        if self._patience is None:
            self._patience = Bucket(self._limits.patience)
        return self._patience.take(1, now)

    def should_warn(self, now: float) -> bool:
        """At most once a second, so that the answer is no flood of its own."""
        if self._warnings is None:
            self._warnings = Bucket(ONE_A_SECOND)
        return self._warnings.take(1, now)
