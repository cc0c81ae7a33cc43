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


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.browser", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=contenders.BY_NAME, metavar="PAGE")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="STROKES")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="without the twenty who draw")
    parser.add_argument("--write", action="store_true", help="docs/client.md and .svg")
    return parser.parse_args()


def exercises_for(contender: Contender, strokes: int) -> Exercises | None:
    """What the page comes to an end with in a minute; None: not even with loading."""
    if contender.ours or strokes < SIZES[2]:
        return Exercises()
    if strokes == SIZES[2]:
        return Exercises()
    return None if contender is TLDRAW else Exercises(fit=False)


def measure(browser: Browser, ground: Ground, arguments: argparse.Namespace) -> report.Results:
    chosen = [contenders.BY_NAME[name] for name in arguments.only or contenders.BY_NAME]
    results = report.Results()
    for turn in range(arguments.rounds):
        for size in arguments.sizes:
            for contender in chosen:
                if size == LARGEST and turn > 0 and not contender.ours:
                    continue  # once is enough: it takes minutes, and the ratios are far apart
                _try(browser, ground, results, contender, size)
    if not arguments.alone and LARGEST in arguments.sizes and OURS in chosen:
        try:
            _try_in_company(browser, ground, results)
        except (Error, AssertionError) as error:
            results.failed.append(f"with {PEOPLE} others: {_first_line(error)}")
    results.add(OURS.name, 0, {"bundle_kb": bundle.gzipped_kb(preparation.DIST)})
    return results


def _try(
    browser: Browser, ground: Ground, results: report.Results, contender: Contender, size: int
) -> None:
    exercises = exercises_for(contender, size)
    if exercises is None:
        return
    try:
        figures = trial.run(browser, contender, ground.url(contender, size), exercises)
    except Error as error:  # a page that does not come to an end with it
        print(f"{contender.name:10} {size:7,}  gave up: {_first_line(error)}", flush=True)
        if contender.ours:
            results.failed.append(f"{size:,} strokes: {_first_line(error)}")
        return
    results.add(contender.name, size, figures)
    _tell(contender.name, size, figures)


def _try_in_company(browser: Browser, ground: Ground, results: report.Results) -> None:
    """The largest drawing, with others drawing in sight; as multiples of without, just before."""
    url = ground.url(OURS, LARGEST)
    alone = trial.run(browser, OURS, url, Exercises(fit=False))
    with company(ground):
        figures = trial.run(browser, OURS, url, Exercises(count=False, fit=False))
    _tell("with 20", LARGEST, figures)
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
    for each in missed:
        print(f"beyond its bar: {each}")
    print(json.dumps(report.as_json(figures, missed)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
