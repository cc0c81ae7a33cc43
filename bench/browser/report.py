"""What was found, as figures, as a table and as a chart. No I/O but `write`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.browser import bars
from bench.browser.contenders import CONTENDERS
from bench.fanout import chart

PAGE = Path(__file__).with_name("page.md")
Key = tuple[str, int]

ROWS = (
    ("load_cpu", "load: main thread, ms"),
    ("strokes_cpu", "… of that for the strokes, ms"),
    ("load_wall", "load, by the clock, ms"),
    ("memory", "objects and buffers, MB"),
    ("pan_cpu", "pan: main thread, ms a frame"),
    ("pan_frame_p95", "… 95 % of the frames within, ms"),
    ("zoom_cpu", "zoom: main thread, ms a frame"),
    ("zoom_frame_p95", "… 95 % of the frames within, ms"),
    ("draw_cpu", "draw: main thread, ms a move"),
    ("draw_cpu_p95", "… 95 % of the moves within, ms"),
    ("fit_wall", "all of it on the screen, by the clock, ms"),
)
CHARTED = (
    ("strokes_cpu", "Load the strokes: ms of the main thread"),
    ("pan_cpu", "Pan: ms of the main thread a frame"),
    ("zoom_cpu", "Zoom: ms of the main thread a frame"),
    ("draw_cpu", "Draw: ms of the main thread a move"),
    ("memory", "MB of objects and buffers"),
)


@dataclass
class Results:
    """All trials of a run, by contender and number of strokes."""

    trials: dict[Key, list[dict[str, float]]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    """What was to be measured and came to no end, in words."""

    def add(self, contender: str, strokes: int, figures: Mapping[str, float]) -> None:
        self.trials.setdefault((contender, strokes), []).append(dict(figures))

    def figures(self) -> dict[Key, dict[str, float]]:
        """Medians; what the strokes cost is what a page with one does not."""
        found = {key: _medians(trials) for key, trials in self.trials.items()}
        for (name, _strokes), figures in found.items():
            blank = found.get((name, 1))
            if blank and "load_cpu" in figures and figures is not blank:
                figures["strokes_cpu"] = max(figures["load_cpu"] - blank["load_cpu"], 0.1)
        return found

    def spread(self, key: Key, figure: str) -> str:
        values = [trial[figure] for trial in self.trials[key] if figure in trial]
        return f" ({min(values):.3g}–{max(values):.3g})" if len(values) > 1 else ""


def _medians(trials: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = {name for trial in trials for name in trial}
    return {name: median([t[name] for t in trials if name in t]) for name in names}


def table(results: Results) -> str:
    return "\n\n".join(_tables(results))


def _tables(results: Results) -> Iterator[str]:
    figures = results.figures()
    for size in sorted({strokes for _, strokes in figures if strokes > 1}):
        lines = [
            f"| {size:,} strokes | DrawnBy | Excalidraw | tldraw |",
            "| --- | --- | --- | --- |",
        ]
        for name, title in ROWS:
            cells = [_cell(results, figures, (each.name, size), name) for each in CONTENDERS]
            if any(cells):
                lines.append(f"| {title} | {' | '.join(cells)} |")
        yield "\n".join(lines)


def _cell(results: Results, figures: Mapping[Key, Mapping[str, float]], key: Key, name: str) -> str:
    value = figures.get(key, {}).get(name)
    if value is None:
        return ""
    return f"{value:.3g}{results.spread(key, name)}" if value < 1000 else f"{value:,.0f}"


def ratios(figures: bars.Figures) -> str:
    lines = ["| bar | asked for | reached |", "| --- | --- | --- |"]
    for ratio in bars.RATIOS:
        if (reached := ratio.reached(figures)) is not None:
            lines.append(f"| {ratio.name} | ≥ {ratio.times:g}× | {reached:.3g}× |")
    for limit in bars.LIMITS:
        if (spent := limit.spent(figures)) is not None:
            size = f", {limit.strokes:,} strokes" if limit.strokes else ""
            lines.append(
                f"| {limit.what}{size} | ≤ {limit.most:g}{limit.unit} | {spent:.1f}{limit.unit} |"
            )
    for score in bars.SCORES:
        if (reached := score.reached(figures)) is not None:
            lines.append(f"| {score.what} | ≥ {score.least:g} | {reached:.0f} |")
    return "\n".join(lines)


def write(results: Results, docs: Path) -> None:
    figures = results.figures()
    page = PAGE.read_text(encoding="utf-8")
    page = page.format(table=table(results), bars=ratios(figures))
    (docs / "client.md").write_text(page, encoding="utf-8")
    groups = [
        (
            f"{title} at 10,000 strokes",
            [
                (each.title, float(f"{figures[each.name, 10_000][name]:.3g}"), each.ours)
                for each in CONTENDERS
                if name in figures.get((each.name, 10_000), {})
            ],
        )
        for name, title in CHARTED
    ]
    (docs / "client.svg").write_text(chart.bars(groups), encoding="utf-8")


def as_json(figures: bars.Figures, missed: Sequence[str]) -> dict[str, object]:
    named = {f"{name} {strokes}": dict(values) for (name, strokes), values in figures.items()}
    reached = {bar.name: bar.reached(figures) for bar in bars.RATIOS}
    return {"figures": named, "ratios": reached, "missed": list(missed)}
