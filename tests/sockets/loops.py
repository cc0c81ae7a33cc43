"""An event loop whose clock is in our hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Call:
    at: float
    act: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Loop:
    """What departures and post need of an event loop; time passes when the test says so."""

    now: float = 100.0
    calls: list[Call] = field(default_factory=list)

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, act: Callable[[], None]) -> Call:
        self.calls.append(Call(when, act))
        return self.calls[-1]

    def call_soon(self, act: Callable[[], None]) -> Call:
        return self.call_at(self.now, act)

    def advance(self, seconds: float = 0.0) -> None:
        end = self.now + seconds
        while due := [each for each in self.calls if each.at <= end]:
            first = min(due, key=lambda call: call.at)
            self.calls.remove(first)
            self.now = max(self.now, first.at)
            if not first.cancelled:
                first.act()
        self.now = end
