"""What one page is put through: open it, move about, zoom, draw, and see all of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.browser.probe import Probe, Spent, probing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bench.browser.contenders import Contender

MIDDLE = (640, 400)
PAN_STEPS = 80
PAN_STEP = (12, 7)  # px
ZOOM_STEPS = 80
ZOOM_STEP = 4  # of the wheel, with Ctrl: about 4 %
MOVES = 60
CTRL = 2
PATIENCE = 60.0  # seconds
CALM = 700  # ms between two exercises, so that none pays for what the one before it put off

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Exercises:
    """What to leave out: some pages do not come to an end with it."""

    move: bool = True
    draw: bool = True
    fit: bool = True
    company: bool = False
    """Whether others draw meanwhile; otherwise drawing a stroke makes one more."""


def run(browser: Browser, contender: Contender, url: str, exercises: Exercises) -> Figures:
    with probing(browser, contender) as probe:
        figures = _load(probe, url)
        if exercises.move:
            figures |= _move(probe)
        if exercises.draw:
            figures |= _draw(probe, company=exercises.company)
        if exercises.fit:
            figures["fit_wall"] = fit(probe)
    return figures


def _load(probe: Probe, url: str) -> Figures:
    cpu, wall = probe.open(url, PATIENCE)
    calm(probe)
    return {"load_cpu": cpu, "load_wall": wall, "memory": probe.memory()}


def _move(probe: Probe) -> Figures:
    if key := probe.contender.full_size_key:
        probe.page.keyboard.press(key)
    calm(probe)
    return summary("pan", pan(probe)) | summary("zoom", zoom(probe))


def _draw(probe: Probe, *, company: bool) -> Figures:
    before = probe.page.evaluate(probe.contender.strokes)
    spent = draw(probe)
    calm(probe)
    drawn = probe.page.evaluate(probe.contender.strokes) - before
    expected = drawn > 1 if company else drawn == 1
    assert expected, f"{probe.contender.title} shows {drawn} more strokes after one was drawn"
    return summary("draw", spent)


def pan(probe: Probe) -> Spent:
    """Over paper that was not in sight before."""
    spent = probe.do(PAN_STEPS, lambda _: _turn(probe, *PAN_STEP))
    calm(probe)
    return spent


def zoom(probe: Probe) -> Spent:
    """Out and in again, in and out again."""
    ways = (1, -1, -1, 1)
    quarter = ZOOM_STEPS // len(ways)
    spent = probe.do(
        ZOOM_STEPS, lambda step: _turn(probe, 0, ZOOM_STEP * ways[step // quarter], CTRL)
    )
    calm(probe)
    return spent


def draw(probe: Probe) -> Spent:
    """A spiral."""
    probe.page.keyboard.press(probe.contender.pen_key)
    probe.mouse("mouseMoved", *_spiral(0))
    probe.mouse("mousePressed", *_spiral(0), button="left", buttons=1, clickCount=1)
    spent = probe.do(
        MOVES, lambda step: probe.mouse("mouseMoved", *_spiral(step + 1), button="left", buttons=1)
    )
    probe.mouse("mouseReleased", *_spiral(MOVES), button="left", clickCount=1)
    return spent


def fit(probe: Probe) -> float:
    return probe.until_there(lambda: probe.page.keyboard.press("Shift+Digit1"), PATIENCE)


def summary(name: str, spent: Spent) -> Figures:
    return {
        f"{name}_cpu": spent.each,
        f"{name}_cpu_p95": percentile95(spent.steps),
        f"{name}_frame_p95": percentile95(spent.frames),
    }


def percentile95(values: list[float]) -> float:
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def calm(probe: Probe) -> None:
    """Let the page finish what it does later: there is no telling from outside when it has.

    Sharp tiles, idle callbacks and saved settings come after the last frame, at times of their own.
    """
    probe.page.wait_for_timeout(CALM)


def _turn(probe: Probe, dx: float, dy: float, modifiers: int = 0) -> None:
    probe.mouse("mouseWheel", *MIDDLE, deltaX=dx, deltaY=dy, modifiers=modifiers)


def _spiral(step: int) -> tuple[float, float]:
    angle, radius = step / 6, 40 + 2 * step
    return MIDDLE[0] + radius * math.cos(angle), MIDDLE[1] + radius * math.sin(angle)
