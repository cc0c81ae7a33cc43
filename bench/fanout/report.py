"""What was found, as figures, as a table and as a chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bench.fanout import bars, chart
from bench.fanout.contenders import Contender
from bench.fanout.together import PROCESSES, ROOMS, Together
from bench.fanout.workloads import ONE_ROOM, ROOMS_OF_FOUR, Delay, Found

MostByName: TypeAlias = dict[str, Found]

PAGE = Path(__file__).with_name("page.md")


@dataclass
class Results:
    contenders: list[Contender]
    most: dict[str, MostByName] = field(default_factory=dict)
    light: dict[str, Delay] = field(default_factory=dict)
    together: Together | None = None

    def figures(self) -> dict[str, dict[str, float]]:
        figures: dict[str, dict[str, float]] = {
            workload: {name: found.most for name, found in by_name.items()}
            for workload, by_name in self.most.items()
        }
        figures["light_p50_ms"] = {name: delay.p50 for name, delay in self.light.items()}
        figures["light_p99_ms"] = {name: delay.p99 for name, delay in self.light.items()}
        if self.together:
            figures["two_processes"] = {
                "one_us": round(self.together.one, 2),
                "two_us": round(self.together.two, 2),
                "times_one": round(self.together.times_one, 2),
                "published_a_tick": round(self.together.published, 2),
            }
        return figures

    def ratios(self) -> dict[str, float]:
        figures = self.figures()
        found = {bar.name: bar.ratio(figures) for bar in bars.RATIOS}
        return {name: round(ratio, 2) for name, ratio in found.items() if ratio is not None}


def table(results: Results) -> str:
    lines = [
        "| server | ten drawers, p50 / p99 ms | most drawers in one room | p50 / p99 ms there "
        "| server's µs a delivery | bytes a point | most rooms of four |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join(lines + [_row(results, contender) for contender in results.contenders])


def _row(results: Results, contender: Contender) -> str:
    name = contender.name
    delay = results.light.get(name)
    room = results.most.get(ONE_ROOM.name, {}).get(name)
    fours = results.most.get(ROOMS_OF_FOUR.name, {}).get(name)
    best = room.best if room else None
    cells = [
        contender.title,
        f"{delay.p50:.1f} / {delay.p99:.1f}" if delay else "",
        _count(room),
        f"{best.p50:.0f} / {best.p99:.0f}" if best else "",
        f"{best.microseconds_per_delivery:.2f}" if best else "",
        f"{best.bytes_per_point:.1f}" if best else "",
        _count(fours),
    ]
    return f"| {' | '.join(cells)} |"


def _count(found: Found | None) -> str:
    if found is None:
        return ""
    return f"{found.most}{' (noisy)' if found.noisy else ''}"


def _together(results: Results) -> str:
    found = results.together
    if found is None:
        return "They were not measured in this run."
    return (
        f"A delivery costs one process {found.one:.2f} µs and two {found.two:.2f} µs, Redis "
        f"included: two carry {found.times_one:.2f}× what one does (asked for: "
        f"≥ {bars.TWO_PROCESSES:g}×). Of each process and tick Redis is given "
        f"{found.published:.2f} messages, for all {PROCESSES * ROOMS} rooms and their sockets."
    )


def write(results: Results, docs: Path) -> None:
    figures = results.figures()
    ratios = "\n".join(
        f"| {bar.name} | ≥ {bar.times:g}× | {ratio:.3g}× |"
        for bar in bars.RATIOS
        if (ratio := bar.ratio(figures)) is not None
    )
    page = PAGE.read_text(encoding="utf-8").format(
        table=table(results), ratios=ratios, together=_together(results)
    )
    (docs / "fanout.md").write_text(page, encoding="utf-8")
    groups = [
        (
            workload.title,
            [
                (each.title, figures[workload.name][each.name], each.ours)
                for each in results.contenders
            ],
        )
        for workload in (ONE_ROOM, ROOMS_OF_FOUR)
        if workload.name in figures
    ]
    (docs / "fanout.svg").write_text(chart.bars(groups), encoding="utf-8")
