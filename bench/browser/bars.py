"""The bars: how much less than others we spend, and what we may spend at all. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Figures = Mapping[tuple[str, int], Mapping[str, float]]  # contender and strokes → figure by name
OURS = "drawnby"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Another's figure is to be at least `times` ours."""

    what: str
    figure: str
    strokes: int
    other: str
    times: float

    @property
    def name(self) -> str:
        return f"{self.what}, {self.strokes:,} strokes, {self.other}"

    def reached(self, figures: Figures) -> float | None:
        """None if one of the two was not measured."""
        ours = figures.get((OURS, self.strokes), {}).get(self.figure)
        theirs = figures.get((self.other, self.strokes), {}).get(self.figure)
        return theirs / ours if ours and theirs is not None else None


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure of ours is to be at most so much."""

    what: str
    figure: str
    strokes: int
    most: float
    unit: str = " ms"

    def spent(self, figures: Figures) -> float | None:
        return figures.get((OURS, self.strokes), {}).get(self.figure)


@dataclass(frozen=True, slots=True)
class Score:
    """A figure of ours is to be at least so much."""

    what: str
    figure: str
    least: float

    def reached(self, figures: Figures) -> float | None:
        return figures.get((OURS, 0), {}).get(self.figure)


def _both(what: str, figure: str, excalidraw: float, tldraw: float) -> tuple[Ratio, Ratio]:
    return (
        Ratio(what, figure, 10_000, "excalidraw", excalidraw),
        Ratio(what, figure, 10_000, "tldraw", tldraw),
    )


RATIOS = (
    *_both("load", "strokes_cpu", 5, 20),
    Ratio("load", "strokes_cpu", 100_000, "excalidraw", 10),
    *_both("pan, a frame", "pan_cpu", 3, 10),
    *_both("zoom, a frame", "zoom_cpu", 4, 15),
    *_both("draw, a move", "draw_cpu", 2, 5),
    Ratio("zoom to fit", "fit_wall", 10_000, "excalidraw", 10),
    *_both("memory", "memory", 4, 10),
    Ratio("load, by the clock", "load_wall", 1_000, "excalidraw", 1.5),
    Ratio("load, by the clock", "load_wall", 1_000, "tldraw", 1.5),
)

LIMITS = (
    Limit("pan, 95 % of the frames", "pan_frame_p95", 100_000, 34),
    Limit("zoom, 95 % of the frames", "zoom_frame_p95", 100_000, 34),
    Limit("draw, 95 % of the moves", "draw_cpu_p95", 100_000, 8),
    Limit("pan while 20 draw, times alone", "company_pan_frame_p95", 100_000, 1.5, "×"),
    Limit("zoom while 20 draw, times alone", "company_zoom_frame_p95", 100_000, 1.5, "×"),
    Limit("draw while 20 draw, times alone", "company_draw_cpu_p95", 100_000, 1.5, "×"),
    Limit("JavaScript of the page, gzipped", "bundle_kb", 0, 60, " kB"),
)


SCORES = (
    Score("Lighthouse, performance of the drawing page", "drawing_score", 95),
    Score("Lighthouse, performance of the home page", "home_score", 95),
)


def missed(figures: Figures) -> list[str]:
    """What was measured and is beyond its bar, in words."""
    ratios = [
        f"{bar.name}: {reached:.3g}×, not {bar.times:g}×"
        for bar in RATIOS
        if (reached := bar.reached(figures)) is not None and reached < bar.times
    ]
    limits = [
        f"{bar.what}: {spent:.1f}{bar.unit}, not {bar.most:g}{bar.unit}"
        for bar in LIMITS
        if (spent := bar.spent(figures)) is not None and spent > bar.most
    ]
    scores = [
        f"{bar.what}: {reached:.0f}, not {bar.least:g}"
        for bar in SCORES
        if (reached := bar.reached(figures)) is not None and reached < bar.least
    ]
    return ratios + limits + scores


def unmeasured(figures: Figures) -> list[str]:
    """The bars that nothing was found out about: after a whole run, as good as missed."""
    silent = [bar.name for bar in RATIOS if bar.reached(figures) is None]
    silent += [bar.what for bar in LIMITS if bar.spent(figures) is None]
    silent += [bar.what for bar in SCORES if bar.reached(figures) is None]
    return [f"{name}: not measured" for name in silent]
