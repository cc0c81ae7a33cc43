"""What taking drawings away costs, and whom it holds up: `make bench-exports`.

Each form of a long drawing is asked for alone: seconds, bytes, and the memory of the process that
makes it and of the one that serves people. Then people draw live in other drawings of the same
process, by turns alone and while twenty exports are asked for at once. Prints two tables and, last,
one JSON object; ends with 1 where a bar is missed. `--write` puts the tables into docs/exports.md.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.conclusion import DOCS, conclude
from bench.exports import report
from bench.exports.awake import awake
from bench.exports.crowd import Crowd
from bench.exports.live import Company, Delays
from bench.exports.taking import Taken, take_alone
from bench.join.__main__ import seed, server_on
from e2e.servers import server_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.servers import Server

FORMS = (".png?scale=1", ".svg", ".pdf", ".drawnby", "/time-lapse.webp", "/time-lapse.gif")
LONG, VERY_LONG = 10_000, 100_000
AT_ONCE = 20
ROUNDS = 3
PAIRS = 4
ALONE_SECONDS = 10.0
CALM_SECONDS = 2.0  # for what nobody waits for any more to end


def forms_alone(server: Server, path: str, strokes: int, forms: Sequence[str]) -> list[Taken]:
    """Each form; one before that does not count: chunks are made then, and the worker is."""
    take_alone(server, path, FORMS[0], strokes)
    return [take_alone(server, path, form, strokes) for form in forms]


async def drawing_meanwhile(server: Server, path: str, count: int) -> list[report.Round]:
    """Let people draw alone and beside exports, in turn; each round is held to what is about it."""
    rounds = []
    async with Company(server.url, PAIRS) as company:
        await company.delays_for(CALM_SECONDS)
        before = await alone(company)
        for _ in range(count):
            crowd = Crowd([server.url + path + FORMS[at % len(FORMS)] for at in range(AT_ONCE)])
            beside = await company.delays_while(crowd.take_all())
            await company.delays_for(CALM_SECONDS)
            after = await alone(company)
            rounds.append(report.Round(before + after, beside, crowd.statuses, crowd.seconds))
            before = after
    return rounds


async def alone(company: Company) -> Delays:
    """Nobody asks for anything; a processor is at work all the same, as it is beside exports."""
    with awake():
        return await company.delays_for(ALONE_SECONDS)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.exports", description=__doc__)
    parser.add_argument("--write", action="store_true", help="docs/exports.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=(LONG, VERY_LONG))
    parser.add_argument("--forms", nargs="+", default=FORMS, metavar="FORM", help=str(FORMS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="0: only the files themselves")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so does the server
    with tempfile.TemporaryDirectory(prefix="drawnby-exports-") as name:
        folder = Path(name)
        environment = {**server_environment(folder, 1), "EXPORTS_RATE": ""}
        paths = seed(environment, sorted({LONG, *arguments.sizes}))
        with server_on(environment, folder / "server.log") as server:
            taken = [
                one
                for n in arguments.sizes
                for one in forms_alone(server, paths[n], n, arguments.forms)
            ]
            rounds = asyncio.run(drawing_meanwhile(server, paths[LONG], arguments.rounds))
    found = report.Found(taken, rounds)
    return conclude(report, found, DOCS / "exports.md" if arguments.write else None)


if __name__ == "__main__":
    sys.exit(main())
