"""The bars of the project: how much more than others we carry. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Figures = Mapping[str, Mapping[str, float]]  # workload → contender → figure


@dataclass(frozen=True, slots=True)
class Bar:
    """`who` is to reach at least `times` the figure of `other` at a workload."""

    name: str
    workload: str
    who: str
    other: str
    times: float

    def ratio(self, figures: Figures) -> float | None:
        """None if one of the two was not measured, or the other carried nothing."""
        measured = figures.get(self.workload, {})
        ours, theirs = measured.get(self.who), measured.get(self.other)
        return ours / theirs if ours is not None and theirs else None


RATIOS = (
    Bar("one room, Socket.IO relay", "one_room", "drawnby", "socketio", 8),
    Bar("one room, tldraw sync", "one_room", "drawnby", "tldraw", 6),
    Bar("one room, bare ws relay", "one_room", "drawnby", "relay", 5),
    Bar("one room, naive Channels", "one_room", "drawnby", "naive", 30),
    Bar("one room on Daphne, Socket.IO relay", "one_room", "drawnby-daphne", "socketio", 2),
    Bar("rooms of four, Socket.IO relay", "rooms_of_four", "drawnby", "socketio", 3),
    Bar("rooms of four, bare ws relay", "rooms_of_four", "drawnby", "relay", 1),
)

LIGHT_P50_MS = 3.0
LIGHT_P99_MS = 20.0
TWO_PROCESSES = 1.7  # times what one carries
PUBLISHED = 1.2  # Redis messages of a process and tick: one, and what presence adds


def missed(figures: Figures) -> list[str]:
    """What was measured and is below its bar, in words."""
    found = [
        f"{bar.name}: {ratio:.3g}×, not {bar.times:g}×"
        for bar in RATIOS
        if (ratio := bar.ratio(figures)) is not None and ratio < bar.times
    ]
    for workload, most in (("light_p50_ms", LIGHT_P50_MS), ("light_p99_ms", LIGHT_P99_MS)):
        ours = figures.get(workload, {}).get("drawnby")
        if ours is not None and ours > most:
            found.append(f"{workload}: {ours:.1f} ms, not {most:g} ms")
    return found + _missed_together(figures.get("two_processes", {}))


def _missed_together(figures: Mapping[str, float]) -> list[str]:
    found = []
    times, published = figures.get("times_one"), figures.get("published_a_tick")
    if times is not None and times < TWO_PROCESSES:
        found.append(f"two processes: {times:.2f}×, not {TWO_PROCESSES:g}×")
    if published is not None and published > PUBLISHED:
        found.append(f"Redis messages of a process and tick: {published:.1f}, not {PUBLISHED:g}")
    return found
