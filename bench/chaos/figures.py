"""What one client saw, and what many saw together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Seen:
    """By one client; times are of one monotonic clock."""

    made: dict[bytes, float] = field(default_factory=dict)  # operation → when its pen was lifted
    acknowledged: dict[bytes, tuple[int, float]] = field(default_factory=dict)  # number, when
    renumbered: int = 0  # acknowledgements that contradict an earlier one
    refused: Counter[str] = field(default_factory=Counter)  # for good, by reason
    closes: Counter[int] = field(default_factory=Counter)
    absences: list[float] = field(default_factory=list)  # seconds from lost to current again
    gaps: int = 0  # operations that came before one they follow
    asked: int = 0  # requests to fill a gap
    sent: set[bytes] = field(default_factory=set)  # by who only hopes, on an open socket


def latencies(seen: Iterable[Seen], since: float, until: float) -> list[float]:
    """Seconds from pen up to acknowledged, of the operations made in a span of time."""
    return [
        each.acknowledged[id][1] - made_at
        for each in seen
        for id, made_at in each.made.items()
        if since <= made_at < until and id in each.acknowledged
    ]


def saved_within(seen: Iterable[Seen], since: float, until: float) -> tuple[int, int]:
    """How many of the operations made in a span of time were saved in it, and how many made."""
    made = saved = 0
    for each in seen:
        for id, made_at in each.made.items():
            if since <= made_at < until:
                made += 1
                saved += id in each.acknowledged and each.acknowledged[id][1] < until
    return saved, made


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed; 0 if there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def milliseconds(values: Sequence[float], share: float) -> float:
    return round(percentile(values, share) * 1000, 1)
