"""What taking drawings away costs, and whom it holds up: `make bench-exports`.

Each form of a long drawing is asked for alone: seconds, bytes, and the memory of the process that
makes it and of the one that serves people. Then two sockets draw live in another drawing of the
same process, alone and while twenty exports are asked for at once. Prints two tables and, last, one
JSON object; ends with 1 where a bar is missed. `--write` puts the tables into docs/exports.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.exports import report
from bench.exports.crowd import Crowd
from bench.exports.live import LivePair
from bench.exports.taking import Taken, take_alone
from bench.join.__main__ import seed, server_on
from e2e.servers import ROOT, server_environment

if TYPE_CHECKING:
    from bench.servers import Server

FORMS = (".png?scale=1", ".svg", ".pdf", ".drawnby", "/time-lapse.webp", "/time-lapse.gif")
LONG = 10_000
AT_ONCE = 20
ROUNDS = 2
ALONE_SECONDS = 6.0
WARM_SECONDS = 2.0


def forms_alone(server: Server, path: str, strokes: int) -> list[Taken]:
    """Each form; one before that does not count: chunks are made then, and the worker is."""
    take_alone(server, path, FORMS[0], strokes)
    return [take_alone(server, path, form, strokes) for form in FORMS]


async def drawing_meanwhile(server: Server, path: str) -> list[report.Round]:
    rounds = []
    async with LivePair(server.url) as pair:
        await pair.delays_for(WARM_SECONDS)
        for _ in range(ROUNDS):
            alone = await pair.delays_for(ALONE_SECONDS)
            crowd = Crowd([server.url + path + FORMS[at % len(FORMS)] for at in range(AT_ONCE)])
            beside = await pair.delays_while(crowd.take_all())
            rounds.append(report.Round(alone, beside, crowd.statuses, crowd.seconds))
    return rounds


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.exports", description=__doc__)
    parser.add_argument("--write", action="store_true", help="docs/exports.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=(LONG,))
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so does the server
    with tempfile.TemporaryDirectory(prefix="drawnby-exports-") as name:
        folder = Path(name)
        environment = {**server_environment(folder, 1), "EXPORTS_RATE": ""}
        paths = seed(environment, list(arguments.sizes))
        with server_on(environment, folder / "server.log") as server:
            taken = [one for n, path in paths.items() for one in forms_alone(server, path, n)]
            rounds = asyncio.run(drawing_meanwhile(server, paths[LONG]))
    found = report.Found(taken, rounds)
    print(report.tables(found))
    if arguments.write:
        report.write(found, ROOT / "docs" / "exports.md")
    missed = report.missed(found)
    for each in missed:
        print(f"below its bar: {each}")
    print(json.dumps({**report.figures(found), "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
