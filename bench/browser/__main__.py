"""What a browser spends on a drawing, ours beside others': `make bench-client`.

Prints every trial, then tables, then what is beyond its bar; the last line is one JSON object.
Exits with 1 where a bar is missed. The pages take turns, so that a machine's moods meet them all.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

from bench.browser import bars, bundle, contenders, preparation, report, scores, trial
from bench.browser.contenders import OURS, TLDRAW, Contender
from bench.browser.preparation import Ground
from bench.browser.trial import Exercises
from e2e.conftest import LAUNCH
from e2e.servers import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = (1, 1_000, 10_000, 100_000)
LARGEST = SIZES[-1]
PEOPLE = 20
DOCS = ROOT / "docs"
LOAD = Exercises(move=False, draw=False, fit=False)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.browser", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=contenders.BY_NAME, metavar="PAGE")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="STROKES")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="without the twenty who draw")
    parser.add_argument("--write", action="store_true", help="docs/client.md and .svg")
    return parser.parse_args()


def is_whole(arguments: argparse.Namespace) -> bool:
    return not arguments.only and not arguments.alone and {*SIZES} <= {*arguments.sizes}


def exercises_for(contender: Contender, strokes: int, turn: int) -> Exercises | None:
    """What a bar is about, and what the page comes to an end with; None: nothing of it."""
    if strokes == LARGEST and not contender.ours:
        return None if contender is TLDRAW or turn > 0 else LOAD  # one takes half a minute
    if strokes == SIZES[0] or (strokes == SIZES[1] and turn > 0):
        return LOAD
    return Exercises(fit=strokes < LARGEST or contender.ours)


def measure(browser: Browser, ground: Ground, arguments: argparse.Namespace) -> report.Results:
    chosen = [contenders.BY_NAME[name] for name in arguments.only or contenders.BY_NAME]
    results = report.Results()
    for turn in range(arguments.rounds):
        for size in arguments.sizes:
            for contender in chosen:
                alone = _try(browser, ground, results, contender, size, turn)
                if alone and size == LARGEST and contender.ours and not arguments.alone:
                    _try_in_company(browser, ground, results, alone)
    results.add(OURS.name, 0, {"bundle_kb": bundle.gzipped_kb(preparation.DIST)})
    return results


def _try(
    browser: Browser,
    ground: Ground,
    results: report.Results,
    contender: Contender,
    size: int,
    turn: int,
) -> trial.Figures | None:
    exercises = exercises_for(contender, size, turn)
    if exercises is None:
        return None
    try:
        figures = trial.run(browser, contender, ground.url(contender, size), exercises)
    except (Error, AssertionError) as error:  # a page that does not come to an end with it
        results.failed.append(f"{contender.title}, {size:,} strokes: {_first_line(error)}")
        print(results.failed[-1], flush=True)
        return None
    results.add(contender.name, size, figures)
    _tell(contender.name, size, figures)
    return figures


def _try_in_company(
    browser: Browser, ground: Ground, results: report.Results, alone: trial.Figures
) -> None:
    """The largest drawing, with others drawing in sight; as multiples of without, just before."""
    exercises = Exercises(company=True, fit=False)
    try:
        with company(ground):
            figures = trial.run(browser, OURS, ground.url(OURS, LARGEST), exercises)
    except (Error, AssertionError) as error:
        results.failed.append(f"with {PEOPLE} others: {_first_line(error)}")
        return
    _tell(f"with {PEOPLE}", LARGEST, figures)
    watched = ("pan_frame_p95", "zoom_frame_p95", "draw_cpu_p95")
    times = {f"company_{name}": figures[name] / alone[name] for name in watched}
    results.add(OURS.name, LARGEST, times)


@contextmanager
def company(ground: Ground) -> Iterator[None]:
    module = ("-m", "bench.browser.company")
    words = (ground.server, ground.paths[LARGEST], str(PEOPLE), str(LARGEST))
    command = [sys.executable, *module, *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout and process.stdout.readline().strip() == "drawing"
            yield
        finally:
            process.kill()


def _score(ground: Ground, results: report.Results, arguments: argparse.Namespace) -> None:
    """Lighthouse's word on the pages themselves, the drawing one with hardly anything on it."""
    browser = preparation.find_browser()
    page = ground.url(OURS, min(arguments.sizes))
    try:
        scores.install()
        figures = {
            "drawing_score": scores.score(page, browser),
            "home_score": scores.score(ground.server + "/", browser),
        }
    except (OSError, subprocess.SubprocessError) as error:
        results.failed.append(f"Lighthouse: {_first_line(error)}")
        return
    results.add(OURS.name, 0, figures)
    _tell("scores", 0, figures)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _tell(name: str, size: int, figures: dict[str, float]) -> None:
    told = "  ".join(f"{key} {value:.4g}" for key, value in figures.items())
    print(f"{name:10} {size:7,}  {told}", flush=True)


def main() -> int:
    arguments = read_arguments()
    peers = arguments.only is None or set(arguments.only) != {OURS.name}
    with (
        preparation.prepared(arguments.sizes, peers=peers) as ground,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=preparation.find_browser(), args=LAUNCH
        )
        results = measure(browser, ground, arguments)
        browser.close()
        if OURS.name in (arguments.only or contenders.BY_NAME):
            _score(ground, results, arguments)
    figures = results.figures()
    print(report.table(results), report.ratios(figures), sep="\n\n")
    if arguments.write:
        report.write(results, DOCS)
    missed = bars.missed(figures) + results.failed
    if is_whole(arguments):
        missed += bars.unmeasured(figures)
    for each in missed:
        print(f"beyond its bar: {each}")
    print(json.dumps(report.as_json(figures, missed)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
