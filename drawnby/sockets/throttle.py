"""How much one socket may send. Token buckets; time is an argument. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto


class Verdict(Enum):
    PASS = auto()
    DROP = auto()  # not heard, the connection lives on
    CLOSE = auto()  # it does not stop


@dataclass(slots=True)
class Bucket:
    """Holds up to `burst` tokens and gains `rate` of them a second."""

    rate: float
    burst: float
    _level: float = 0.0
    _filled_at: float | None = None

    def take(self, amount: float, now: float) -> bool:
        """Take `amount` tokens if they are there."""
        if self._filled_at is None:
            self._level = self.burst
        elif now > self._filled_at:
            self._level = min(self.burst, self._level + (now - self._filled_at) * self.rate)
        self._filled_at = now if self._filled_at is None else max(now, self._filled_at)
        if amount > self._level:
            return False
        self._level -= amount
        return True


@dataclass(frozen=True, slots=True)
class Limit:
    """What a handler wants to hear of one socket on one channel: messages a second, and at once."""

    rate: float
    burst: float


class Allowance:
    """What is left to one socket on one channel, where handlers have set limits."""

    def __init__(self, limits: Iterable[Limit]) -> None:
        self._buckets = [Bucket(limit.rate, limit.burst) for limit in limits]
        self._warnings = Bucket(1, 1)

    def admits(self, now: float) -> bool:
        """Whether another message is within every limit."""
        return all(bucket.take(1, now) for bucket in self._buckets)

    def should_warn(self, now: float) -> bool:
        """At most once a second, so that the answer is no flood of its own."""
        return self._warnings.take(1, now)


class Throttle:
    """The messages and bytes of one socket; who goes far over the allowance for long is closed.

    A steady sender up to twice the rate only loses what is too much.
    """

    def __init__(self, messages: Bucket, size: Bucket) -> None:
        self._messages = messages
        self._size = size
        self._patience = Bucket(messages.rate, messages.burst * 2)
        self._warnings = Bucket(1, 1)

    def admit(self, size: int, now: float) -> Verdict:
        """The verdict on a frame of `size` bytes."""
        if self._messages.take(1, now) and self._size.take(size, now):
            return Verdict.PASS
        return Verdict.DROP if self._patience.take(1, now) else Verdict.CLOSE

    def should_warn(self, now: float) -> bool:
        """At most once a second, so that the answer is no flood of its own."""
        return self._warnings.take(1, now)
