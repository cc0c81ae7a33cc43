"""What was found, as figures and as tables. No I/O but to write the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.exports.live import Delays
    from bench.exports.taking import Taken

PAGE = Path(__file__).with_name("page.md")
SLOWER = 1.2  # times as long may live ink take while twenty exports are made


@dataclass(frozen=True)
class Round:
    """Live ink alone, before and after, and beside exports; how those ended."""

    alone: Delays
    beside: Delays
    statuses: list[int]
    seconds: float

    @property
    def slower(self) -> float:
        """How many times as long the p95 is beside exports."""
        return p95(self.beside.ink) / p95(self.alone.ink)


@dataclass(frozen=True)
class Found:
    taken: list[Taken]
    rounds: list[Round]


def p95(delays: list[float]) -> float:
    return quantiles(delays, n=20)[-1]


def slower(found: Found) -> float:
    """How many times as long live ink takes beside exports: the median of the rounds."""
    return median(each.slower for each in found.rounds)


def missed(found: Found) -> list[str]:
    refused = [
        f"{each.form} of {each.strokes:,} strokes: {each.status}"
        for each in found.taken
        if each.status != 200
    ]
    if not found.rounds or (times := slower(found)) <= SLOWER:
        return refused
    return [*refused, f"live ink: p95 {times:.2f} times as long beside exports"]


def figures(found: Found) -> dict[str, Any]:
    return {
        "exports": [
            {
                "form": each.form,
                "strokes": each.strokes,
                "seconds": round(each.seconds, 2),
                "bytes": each.size,
                "worker_mb": round(each.worker_mb),
                "server_mb": round(each.server_mb, 1),
            }
            for each in found.taken
        ],
        "live_p95_ms": [
            {
                "alone": round(p95(each.alone.ink), 3),
                "beside": round(p95(each.beside.ink), 3),
                "times": round(each.slower, 3),
            }
            for each in found.rounds
        ],
    }


def tables(found: Found) -> str:
    return f"{forms_table(found)}\n\n{live_table(found)}"


def forms_table(found: Found) -> str:
    lines = [
        "| strokes | form | seconds | MB | worker's memory at its peak, MB | server's growth, MB |",
        "| --: | --- | --: | --: | --: | --: |",
    ]
    for each in found.taken:
        lines.append(
            f"| {each.strokes:,} | `{each.form.split('?')[0]}` | {each.seconds:.2f} "
            f"| {each.size / 2**20:.1f} | {each.worker_mb:.0f} | {each.server_mb:.1f} |"
            if each.status == 200
            else f"| {each.strokes:,} | `{each.form}` | refused: {each.status} after "
            f"{each.seconds:.0f} s | | {each.worker_mb:.0f} | {each.server_mb:.1f} |"
        )
    return "\n".join(lines)


def live_table(found: Found) -> str:
    lines = [
        "| round | pieces alone · beside | p50 alone · beside | p95 alone · beside | times as long "
        "| the ruler's own p95 alone · beside | the exports took, s | of the twenty |",
        "| --: | --: | --: | --: | --: | --: | --: | --- |",
    ]
    for number, each in enumerate(found.rounds, 1):
        ended = ", ".join(
            f"{count} × {status}" for status, count in sorted(Counter(each.statuses).items())
        )
        alone, beside = each.alone, each.beside
        lines.append(
            f"| {number} | {len(alone.ink):,} · {len(beside.ink):,} "
            f"| {median(alone.ink):.2f} · {median(beside.ink):.2f} "
            f"| {p95(alone.ink):.2f} · {p95(beside.ink):.2f} | {each.slower:.2f} "
            f"| {p95(alone.late):.2f} · {p95(beside.late):.2f} | {each.seconds:.1f} | {ended} |"
        )
    return "\n".join(lines)


def write(found: Found, page: Path) -> None:
    times = [each.slower for each in found.rounds]
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(
        text.format(
            forms=forms_table(found),
            live=live_table(found),
            times=f"{median(times):.2f}",
            least=f"{min(times):.2f}",
            most=f"{max(times):.2f}",
        ),
        encoding="utf-8",
    )
