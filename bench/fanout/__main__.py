"""How many people one processor carries: `make bench-fanout`, or `python -m bench.fanout --help`.

Prints every trial, then a table, then what is below its bar; the last line is one JSON object.
Exits with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bench.fanout import bars, contenders, report, together
from bench.fanout.contenders import Contender
from bench.fanout.preparation import prepare
from bench.fanout.trial import Laboratory, Outcome
from bench.fanout.workloads import ONE_ROOM, ROOMS_OF_FOUR, Workload, find_most, light

WORKLOADS = {workload.name: workload for workload in (ONE_ROOM, ROOMS_OF_FOUR)}
DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fanout", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=contenders.BY_NAME, metavar="CONTENDER")
    parser.add_argument("--skip", nargs="+", choices=["light", *WORKLOADS, "together"], default=[])
    parser.add_argument("--seconds", type=float, default=5.0, help="measured in each trial")
    parser.add_argument("--urgent", action="store_true", help="before other programs (as root)")
    parser.add_argument("--write", action="store_true", help="docs/fanout.md and .svg")
    return parser.parse_args()


def tell(contender: Contender, outcome: Outcome) -> None:
    verdict = "passed" if outcome.passed else "failed"
    doubt = " (void)" if outcome.void else " (noisy)" if outcome.noisy else ""
    load = outcome.load
    print(
        f"{contender.name:15} {load.rooms:4} × {load.drawers:<4} {verdict}{doubt}: "
        f"p50 {outcome.p50:.1f} ms, p99 {outcome.p99:.1f} ms, "
        f"lost {outcome.answer.get('lost', '?')}, server {outcome.server_share:.0%}, "
        f"client {outcome.client_share:.0%} {outcome.answer.get('error', '')}",
        flush=True,
    )


def measure(laboratory: Laboratory, arguments: argparse.Namespace) -> report.Results:
    chosen = [contenders.BY_NAME[name] for name in arguments.only or contenders.BY_NAME]
    results = report.Results(chosen)
    if "light" not in arguments.skip:
        results.light = light(laboratory, chosen, arguments.seconds, tell)
    for name, workload in WORKLOADS.items():
        if name not in arguments.skip:
            results.most[name] = search(laboratory, workload, chosen, arguments)
    if "together" not in arguments.skip:
        print("-- two processes")
        results.together = together.measure(laboratory, arguments.seconds, tell)
    return results


def search(
    laboratory: Laboratory,
    workload: Workload,
    chosen: list[Contender],
    arguments: argparse.Namespace,
) -> report.MostByName:
    print(f"-- the most {workload.title}")
    return find_most(laboratory, workload, chosen, arguments.seconds, tell)


def main() -> int:
    arguments = read_arguments()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # servers end with us
    with tempfile.TemporaryDirectory(prefix="fanout-") as folder:
        laboratory = replace(prepare(Path(folder)), urgent=arguments.urgent)
        results = measure(laboratory, arguments)
    print(report.table(results))
    if arguments.write:
        report.write(results, DOCS)
    figures = results.figures()
    missed = bars.missed(figures)
    for each in missed:
        print(f"below its bar: {each}")
    print(json.dumps({**figures, "ratios": results.ratios(), "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
