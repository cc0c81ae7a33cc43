"""What must hold, each with its figure: the table people read, and whether to fail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Bar:
    section: str
    what: str
    figure: float | None  # None: it never came
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        if self.figure is None:
            return False
        above = self.least is not None and self.figure < self.least
        below = self.most is not None and self.figure > self.most
        return not above and not below

    @property
    def limit(self) -> str:
        sides = [f"≥ {self.least:g}" if self.least is not None else ""]
        sides.append(f"≤ {self.most:g}" if self.most is not None else "")
        return " ".join(filter(None, sides))


def of_storm(section: str, found: dict[str, Any]) -> list[Bar]:
    nothing = {
        "acknowledged operations lost": "lost",
        "operations neither saved nor refused": "unsaved",
        "duplicates": "duplicates",
        "holes in the numbers": "holes",
        "times that go back": "times_back",
        "diverged clients": "diverged",
        "numbers given twice": "twice",
        "false acknowledgements": "false_acks",
    }
    bars = [Bar(section, what, found[name], most=0) for what, name in nothing.items()]
    refused = sum(found["refused"].values())
    return [
        *bars,
        Bar(section, "operations refused for good", refused, most=0),
        Bar(section, "acknowledged operations", found["acknowledged"], least=1),
        Bar(section, "seconds from heal to converged", found["converged_s"], most=5),
    ]


def of_control(section: str, found: dict[str, Any]) -> list[Bar]:
    return [Bar(section, "strokes lost without acknowledgements", found["lost"], least=1)]


def of_never_reads(section: str, found: dict[str, Any]) -> list[Bar]:
    # Of one or two milliseconds a fifth is less than the machine's own noise.
    most = max(found["neighbours_p95_alone_ms"] * 1.2, found["neighbours_p95_alone_ms"] + 1)
    return [
        Bar(section, "server growth, MB", found["growth_mb"], most=20),
        Bar(section, "seconds until dropped", found["dropped_after_s"], most=35),
        Bar(section, "neighbours' p95, ms", found["neighbours_p95_beside_ms"], most=round(most, 1)),
    ]


def of_slow_query(section: str, found: dict[str, Any]) -> list[Bar]:
    return [Bar(section, "another socket's p99 echo, ms", found["echo_p99_beside_ms"], most=50)]


def of_farewell(section: str, found: dict[str, Any]) -> list[Bar]:
    return [
        Bar(section, "sockets told 4012", found["told_4012"], least=found["sockets"]),
        Bar(section, "spread, seconds", found["spread_s"], least=2),
        Bar(section, "process gone, seconds", found["gone_s"], most=10),
        Bar(section, "acknowledged operations lost", found["lost"], most=0),
    ]


def of_dismissal(section: str, found: dict[str, Any]) -> list[Bar]:
    bars = []
    for way, its in found.items():
        if isinstance(its, dict):
            words = way.replace("_", " ").replace("redis", "Redis")
            most = 65 if way.endswith("without_redis") else 2
            bars.append(Bar(section, f"{words}: operations kept after", its["kept_after"], most=0))
            bars.append(Bar(section, f"{words}: seconds until gone", its["gone_s"], most=most))
    return bars


def of_soak(section: str, found: dict[str, Any]) -> list[Bar]:
    # In a minute a process still warms up; what leaks shows in half an hour.
    most = 1 if found["seconds"] >= 600 else 15
    return [
        Bar(section, "operations lost or clients diverged", found["lost"], most=0),
        Bar(section, "memory, MB a minute", found["memory_slope_mb_per_minute"], most=most),
        Bar(section, "files left open by a process", found["files_left_open"], most=8),
        Bar(section, "gaps in a thousand operations", found["gaps_per_thousand"], most=50),
    ]


def of_poison(section: str, found: dict[str, Any]) -> list[Bar]:
    return [
        Bar(section, "bystanders alive", found["alive"], least=found["bystanders"]),
        Bar(section, "operations lost or diverged", found["lost"], most=0),
    ]


def of_logs(tracebacks: Sequence[str]) -> list[Bar]:
    """A database, a Redis or a client that is gone is expected: a line, not a traceback."""
    return [Bar("all servers", "tracebacks in their logs", len(tracebacks), most=0)]


def table(bars: Iterable[Bar]) -> str:
    """One line a bar, with its section where that changes."""
    lines: list[str] = []
    section = ""
    for bar in bars:
        if bar.section != section:
            section = bar.section
            lines.append(f"\n{section}")
        figure = "never" if bar.figure is None else f"{bar.figure:g}"
        lines.append(f"  {'✓' if bar.holds else '✗'} {bar.what:<52} {figure:>9}  {bar.limit}")
    return "\n".join(lines)
