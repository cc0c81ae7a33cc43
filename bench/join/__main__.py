"""How long it takes to come into a long drawing: `make bench-join`, or `python -m bench.join`.

Real servers and a real browser. Prints two tables and, as its last line, one JSON object; exits
with 1 where a bar is missed. `--write` puts the tables into docs/join.md.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.conclusion import DOCS, conclude
from bench.join import report, serving, visits
from bench.join.report import Found
from bench.servers import Server, free_ports
from bench.services import PostgreSQL
from e2e.servers import ROOT, manage, server_environment

SIZES = (10_000, 100_000)
VISITS = 3  # of each kind; the median counts


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.join", description=__doc__)
    parser.add_argument("--write", action="store_true", help="docs/join.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--only-sqlite", action="store_true")
    return parser.parse_args()


@contextmanager
def server_on(environment: dict[str, str], log: Path) -> Iterator[Server]:
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    server = Server(port, {**environment, "SITE_ORIGINS": url}, log)
    server.start()
    try:
        server.wait_until_healthy()
        yield server
    finally:
        server.stop()


def seed(environment: dict[str, str], sizes: list[int]) -> dict[int, str]:
    """Make the drawings; their paths."""
    manage(environment, "migrate", "--noinput", "-v0")
    command = [sys.executable, "-m", "bench.join.seeding", *map(str, sizes)]
    environment = {**environment, "DJANGO_SETTINGS_MODULE": "drawnby.settings"}
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return {int(size): path for size, path in json.loads(made.stdout).items()}


def measure(environment: dict[str, str], sizes: list[int], log: Path, found: Found) -> None:
    """Visits of a browser, then what they cost the server."""
    paths = seed(environment, sizes)
    with server_on(environment, log) as server:
        with visits.browsing() as browser:
            for size in sizes:
                found.visits[size] = _visits(browser, server.url, paths[size], size)
        found.costs["SQLite"] = {size: serving.measure(server, paths[size]) for size in sizes}


def _visits(browser: Any, server: str, path: str, size: int) -> dict[str, list[visits.Visit]]:
    with visits.somebody(browser, server) as first:
        kinds = {"none": [visits.visit(first, path, size)], "server": [], "browser": []}
    for _time in range(VISITS):
        with visits.somebody(browser, server) as context:
            kinds["server"].append(visits.visit(context, path, size))
            kinds["browser"].append(visits.visit(context, path, size))
    return kinds


def measure_costs(environment: dict[str, str], sizes: list[int], log: Path, found: Found) -> None:
    paths = seed(environment, sizes)
    with server_on(environment, log) as server:
        found.costs["PostgreSQL"] = {size: serving.measure(server, paths[size]) for size in sizes}


def main() -> int:
    arguments = read_arguments()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # servers end with us
    found = Found()
    with tempfile.TemporaryDirectory(prefix="drawnby-join-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        environment = server_environment(folder, 1)
        sizes = list(arguments.sizes)
        measure(environment, sizes, folder / "sqlite.log", found)
        if not arguments.only_sqlite:
            postgresql = PostgreSQL(folder)
            postgresql.create()
            try:
                environment = {**environment, "DATABASE_URL": postgresql.url}
                measure_costs(environment, sizes, folder / "postgresql.log", found)
            finally:
                postgresql.stop()
    return conclude(report, found, DOCS / "join.md" if arguments.write else None)


if __name__ == "__main__":
    sys.exit(main())
