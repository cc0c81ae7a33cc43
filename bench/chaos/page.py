"""docs/guarantees.md: what is promised, with the figures of the run that wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

from bench.chaos.bars import Bar

TEMPLATE = Path(__file__).with_name("page.md")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "guarantees.md"
STORM_CLUSTER = "storm, two processes"
STORM_SQLITE = "storm, one process"
STORMS = (STORM_CLUSTER, STORM_SQLITE)
ROWS = {
    "operations drawn": "operations",
    "acknowledged by word, the rest by coming with the log": "acknowledged",
    "acknowledged and lost": "lost",
    "neither saved nor refused": "unsaved",
    "in the log twice": "duplicates",
    "false acknowledgements": "false_acks",
    "browsers whose picture differs in the end": "diverged",
    "seconds from the last fault to everybody having everything": "converged_s",
}
Figures = dict[str, Any]


def write(figures: Figures, bars: Sequence[Bar], seconds: float) -> None:
    """Needs a whole run, in which every bar held."""
    PAGE.write_text(text(figures, bars, seconds), encoding="utf-8")


def text(figures: Figures, bars: Sequence[Bar], seconds: float) -> str:
    storms = [figures[name] for name in STORMS]
    control = figures["control: no outbox"]
    return TEMPLATE.read_text(encoding="utf-8").format(
        storms="\n".join(_storm_rows(storms)),
        setting=fill(_setting(storms), 100),
        drawn=control["drawn"],
        lost=control["lost"],
        bars="\n".join(_bar_rows(bars)),
        minutes=round(seconds / 60),
    )


def _setting(storms: Sequence[Figures]) -> str:
    faults = sum(kind["times"] for storm in storms for kind in storm["faults"].values())
    kinds = _listed(sorted({kind for storm in storms for kind in storm["faults"]}))
    return (
        f"Twelve people draw in three drawings while {faults} faults hit: {kinds}. On two "
        "processes with PostgreSQL and Redis, and on one with SQLite."
    )


def _storm_rows(storms: Sequence[Figures]) -> list[str]:
    rows = [_row(words, (storm[name] for storm in storms)) for words, name in ROWS.items()]
    for words, name in (
        ("pen up to saved in peace, p50 / p99 ms", "saved_ms"),
        ("the same with faults", "saved_with_faults_ms"),
    ):
        values = (f"{storm[name]['p50']:g} / {storm[name]['p99']:g}" for storm in storms)
        rows.append(_row(words, values))
    return rows


def _bar_rows(bars: Sequence[Bar]) -> list[str]:
    others = [bar for bar in bars if bar.section not in STORMS]
    return [_row(f"{bar.section}: {bar.what}", (_number(bar), bar.limit)) for bar in others]


def _number(bar: Bar) -> str:
    return "never" if bar.figure is None else f"{round(bar.figure, 2):g}"


def _row(words: str, values: Any) -> str:
    return f"| {words} | {' | '.join(map(str, values))} |"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1]
