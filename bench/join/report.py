"""What was found, as figures and as tables. No I/O but to write the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.join.serving import Cost
from bench.join.visits import Visit

PAGE = Path(__file__).with_name("page.md")
BAR_STROKES = 10_000
BAR_MS = 20.0  # of the server's processor, to join a drawing of so many strokes
CACHES = {"none": "nobody's", "server": "the server's", "browser": "the browser's"}


@dataclass
class Found:
    visits: dict[int, dict[str, list[Visit]]] = field(default_factory=dict)
    """By strokes, and by whose cache has the log."""
    costs: dict[str, dict[int, Cost]] = field(default_factory=dict)
    """By database, and by strokes."""


def figures(found: Found) -> dict[str, Any]:
    return {
        "visits": {
            size: {cache: _figures_of(kind) for cache, kind in kinds.items()}
            for size, kinds in found.visits.items()
        },
        "server_ms": {
            database: {
                size: {
                    "join": round(cost.join, 1),
                    "log": round(cost.log, 1),
                    "socket": round(cost.socket, 1),
                    "page": round(cost.page, 1),
                }
                for size, cost in costs.items()
            }
            for database, costs in found.costs.items()
        },
    }


def _figures_of(visits: list[Visit]) -> dict[str, Any]:
    wire = sorted(visits, key=lambda visit: visit.seconds)[len(visits) // 2].wire
    return {
        "seconds": round(median(visit.seconds for visit in visits), 2),
        "busy_seconds": round(median(visit.busy for visit in visits), 2),
        "longest_task_ms": round(median(visit.longest_ms for visit in visits)),
        "log_bytes": wire.log,
        "socket_bytes": wire.socket,
        "other_bytes": wire.others,
    }


def missed(found: Found) -> list[str]:
    """What was measured and is below its bar, in words."""
    return [
        f"joining {BAR_STROKES} strokes on {database}: {cost.join:.1f} ms, not {BAR_MS:g} ms"
        for database, costs in found.costs.items()
        if (cost := costs.get(BAR_STROKES)) and cost.join > BAR_MS
    ]


def tables(found: Found) -> str:
    return f"{visits_table(found)}\n\n{costs_table(found)}"


def visits_table(found: Found) -> str:
    lines = [
        "| strokes | the log is in | seconds to the complete picture | of these, main thread busy "
        "| longest task, ms | log, bytes | socket, bytes | page, scripts, fonts, bytes |",
        "| --: | --- | --: | --: | --: | --: | --: | --: |",
    ]
    for size, kinds in found.visits.items():
        for cache, visits in kinds.items():
            each = _figures_of(visits)
            lines.append(
                f"| {size:,} | {CACHES[cache]} cache | {each['seconds']:.2f} "
                f"| {each['busy_seconds']:.2f} | {each['longest_task_ms'] or '< 50'} "
                f"| {each['log_bytes']:,} | {each['socket_bytes']:,} | {each['other_bytes']:,} |"
            )
    return "\n".join(lines)


def costs_table(found: Found) -> str:
    lines = [
        "| strokes | database | join, ms of the server's processor | its log | its socket "
        "| the page before it |",
        "| --: | --- | --: | --: | --: | --: |",
    ]
    for database, costs in found.costs.items():
        for size, cost in costs.items():
            lines.append(
                f"| {size:,} | {database} | {cost.join:.1f} | {cost.log:.1f} "
                f"| {cost.socket:.1f} | {cost.page:.1f} |"
            )
    return "\n".join(lines)


def write(found: Found, page: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(
        text.format(visits=visits_table(found), costs=costs_table(found), bar=f"{BAR_MS:g}"),
        encoding="utf-8",
    )
