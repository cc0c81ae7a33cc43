"""What was found, as figures and as tables. No I/O but to write the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.exports.taking import Taken

PAGE = Path(__file__).with_name("page.md")
SLOWER = 1.2  # times as long may live ink take while twenty exports are made
NOISE_MS = 0.3  # below this a difference is the machine's


@dataclass(frozen=True)
class Round:
    """Milliseconds of live ink alone and beside exports; how those ended."""

    alone: list[float]
    beside: list[float]
    statuses: list[int]
    seconds: float


@dataclass(frozen=True)
class Found:
    taken: list[Taken]
    rounds: list[Round]


def p95(delays: list[float]) -> float:
    return quantiles(delays, n=20)[-1]


def live(found: Found) -> tuple[float, float]:
    """The p95 of live ink alone and beside exports, the medians of the rounds."""
    return (
        median(p95(each.alone) for each in found.rounds),
        median(p95(each.beside) for each in found.rounds),
    )


def missed(found: Found) -> list[str]:
    alone, beside = live(found)
    late = [f"live ink: p95 {beside:.2f} ms beside exports, {alone:.2f} ms alone"]
    refused = [
        f"{each.form} of {each.strokes:,} strokes: {each.status}"
        for each in found.taken
        if each.status != 200
    ]
    return refused + (late if beside > max(alone * SLOWER, alone + NOISE_MS) else [])


def figures(found: Found) -> dict[str, Any]:
    alone, beside = live(found)
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
        "live_p95_ms": {"alone": round(alone, 2), "beside": round(beside, 2)},
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
        "| round | p50 alone | p95 alone | p50 beside exports | p95 beside exports "
        "| the exports took, s | of the twenty |",
        "| --: | --: | --: | --: | --: | --: | --- |",
    ]
    for number, each in enumerate(found.rounds, 1):
        ended = ", ".join(
            f"{count} × {status}" for status, count in sorted(Counter(each.statuses).items())
        )
        lines.append(
            f"| {number} | {median(each.alone):.2f} | {p95(each.alone):.2f} "
            f"| {median(each.beside):.2f} | {p95(each.beside):.2f} "
            f"| {each.seconds:.1f} | {ended} |"
        )
    return "\n".join(lines)


def write(found: Found, page: Path) -> None:
    alone, beside = live(found)
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(
        text.format(
            forms=forms_table(found),
            live=live_table(found),
            alone=f"{alone:.2f}",
            beside=f"{beside:.2f}",
        ),
        encoding="utf-8",
    )
