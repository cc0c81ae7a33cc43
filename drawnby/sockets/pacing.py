"""When a batch leaves: at once when its channel was quiet, later and fuller under load. No I/O.

Every batch is one send per recipient, so the interval between batches is what fan-out costs. The
interval is the process's, the moment each channel's own: sends that fall due all at once would keep
whatever arrives meanwhile waiting. Times are seconds of one clock that only goes forward.
"""

from __future__ import annotations

from dataclasses import dataclass

FASTEST = 0.002
# Of 100 ms that may pass at the 99th percentile, so that there is time for the sending itself.
SLOWEST = 0.06
BUSY = 0.60  # share of a core above which the interval grows
IDLE = 0.40  # and below which it shrinks
MEASURED_EVERY = 0.2
CLOCK = 0.001  # no event loop's clock is finer than this
# What comes from another process has waited for that one's interval already. It leaves with what is
# said here, after part of an interval at most; and what is said here waits a little longer for it,
# so that both keep leaving in one batch.
WAITED = 0.5
WAITING_FOR_OTHERS = 1.1


@dataclass(slots=True)
class Pacer:
    """Keeps the interval between batches between `fastest` and `slowest`."""

    fastest: float = FASTEST
    slowest: float = SLOWEST
    interval: float = 0.0
    _measured_at: float | None = None
    _used: float = 0.0

    def __post_init__(self) -> None:
        self.interval = self.fastest

    def due(self, left_at: float, now: float, times: float = 1.0) -> float:
        """When what was added to a batch may leave, the one before having left at `left_at`."""
        due = left_at + self.interval * times
        return due if due > now else now

    def wants_measure(self, now: float) -> bool:
        return self._measured_at is None or now - self._measured_at >= MEASURED_EVERY

    def measure(self, used: float, now: float) -> None:
        """`used`: processor seconds this process has used so far."""
        if self._measured_at is not None and now > self._measured_at:
            self._adapt((used - self._used) / (now - self._measured_at))
        self._measured_at, self._used = now, used

    def _adapt(self, load: float) -> None:
        if load > BUSY:
            self.interval = min(self.slowest, self.interval * 1.25)
        elif load < IDLE:
            self.interval = max(self.fastest, self.interval / 1.1)
