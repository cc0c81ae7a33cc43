"""How soon a replay begins, how smoothly it plays, how far any moment is: `make bench-replay`.

One browser, one server on SQLite, drawings of `bench.scenes`. Prints three tables and, last, one
JSON object; ends with 1 where a bar is missed. `--write` puts the tables into docs/replay.md.
"""

from __future__ import annotations

import argparse
import sys

from playwright.sync_api import sync_playwright

from bench.browser.preparation import find_browser, prepared
from bench.conclusion import DOCS, conclude
from bench.replay import report
from bench.replay.filming import filmed
from bench.replay.report import FILMED, OPENED, SOUGHT, Found
from bench.replay.watching import first_frames, frames, seeks
from e2e.conftest import LAUNCH


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    parser.add_argument("--write", action="store_true", help="docs/replay.md")
    arguments = parser.parse_args()
    sizes = [OPENED, SOUGHT, FILMED]
    with prepared(sizes, peers=False) as ground, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH)
        urls = {size: ground.server + ground.paths[size] for size in sizes}
        opened, played = first_frames(browser, urls[OPENED]), frames(browser, urls[OPENED])
        developed, sought = seeks(browser, urls[SOUGHT])
        film = filmed(browser, urls[FILMED], FILMED)
        browser.close()
    found = Found(opened, played, sought, developed / 1000, film)
    return conclude(report, found, DOCS / "replay.md" if arguments.write else None)


if __name__ == "__main__":
    sys.exit(main())
