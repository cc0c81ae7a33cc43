"""How many strokes a second the log takes: `python -m bench.appends`, APPENDS_SECONDS=1 for less.

One drawing and fifty, SQLite and PostgreSQL (as they come: synchronous commits), and with and
without group commit: alone, every append is a transaction of its own, as many at a time as there
are database threads. Prints a table and, as its last line, one JSON object; `--write` puts the
table into docs/appends.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

from bench.services import PostgreSQL
from e2e.servers import manage, server_environment

PEOPLE = 200  # who each draw their next stroke when the last one is saved
DRAWINGS = (1, 50)
SECONDS = float(os.environ.get("APPENDS_SECONDS", "4"))
TEMPLATE = Path(__file__).with_name("appends.md")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "appends.md"
COMMITS = {"alone": "one by one", "group": "together"}
Rate = dict[str, Any]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="drawnby-appends-") as folder:
        Path(folder).chmod(0o755)
        postgresql = PostgreSQL(Path(folder))
        postgresql.create()
        try:
            environment = server_environment(Path(folder), 1)
            rates = measure_in(environment, "SQLite")
            rates += measure_in({**environment, "DATABASE_URL": postgresql.url}, "PostgreSQL")
        finally:
            postgresql.stop()
    print(table(rates))
    if "--write" in sys.argv:
        PAGE.write_text(page(rates), encoding="utf-8")
    print(json.dumps({"people": PEOPLE, "seconds": SECONDS, "rates": rates}))


def measure_in(environment: dict[str, str], database: str) -> list[Rate]:
    """In a process of its own, which knows only this database."""
    manage(environment, "migrate", "--noinput", "-v0")
    command = [sys.executable, "-m", "bench.appends", "--measure"]
    environment = {**environment, "DJANGO_SETTINGS_MODULE": "drawnby.settings"}
    output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return [{"database": database, **rate} for rate in json.loads(output.stdout)]


def measure() -> list[Rate]:
    """Of the database of this process's settings."""
    import django

    django.setup()
    from canvas import store
    from drawnby.sockets import Refused, on_database

    async def alone(entry: store.Entry) -> None:
        outcome = (await on_database(store.write)([entry]))[0]
        assert not isinstance(outcome, Refused)

    ways: dict[str, Callable[[store.Entry], Awaitable[object]]] = {
        "alone": alone,
        "group": store.append,
    }
    return [
        {"drawings": drawings, "commit": way, **asyncio.run(_measure(append, drawings))}
        for drawings in DRAWINGS
        for way, append in ways.items()
    ]


async def _measure(append: Callable[[Any], Awaitable[object]], drawings: int) -> Rate:
    from bench.chaos.figures import milliseconds
    from drawnby.sockets import on_database

    seats = await on_database(_make_seats)(drawings)
    delays: list[float] = []
    began = time.perf_counter()
    draws = [_draw(append, seats[i % drawings], Random(i), delays) for i in range(PEOPLE)]
    await asyncio.gather(*draws)
    seconds = time.perf_counter() - began
    return {
        "per_second": round(len(delays) / seconds),
        "p50_ms": milliseconds(delays, 0.5),
        "p99_ms": milliseconds(delays, 0.99),
    }


async def _draw(
    append: Callable[[Any], Awaitable[object]],
    seat: tuple[int, int],
    chance: Random,
    delays: list[float],
) -> None:
    from bench.chaos.pen import random_stroke
    from canvas.log import Kind
    from canvas.messages import Draft
    from canvas.store import Entry

    body = random_stroke(chance, 40)
    until = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < until:
        await append(Entry(*seat, Draft(chance.randbytes(16), Kind.STROKE, body)))
        delays.append(time.perf_counter() - began)


def _make_seats(drawings: int) -> list[tuple[int, int]]:
    """New drawings, each with somebody in it; the primary keys of both."""
    from accounts.models import Person
    from canvas.models import Drawing
    from canvas.participants import come_in

    seats = []
    for _ in range(drawings):
        person = Person.objects.create(name="Ada")
        drawing = Drawing.objects.create(owner=person)
        seats.append((drawing.pk, come_in(drawing, person, drawing.key).pk))
    return seats


def table(rates: list[Rate]) -> str:
    head = (
        f"{'database':<12}{'drawings':>9}{'commit':>8}{'appends/s':>11}{'p50 ms':>9}{'p99 ms':>9}"
    )
    rows = [
        f"{rate['database']:<12}{rate['drawings']:>9}{rate['commit']:>8}"
        f"{rate['per_second']:>11}{rate['p50_ms']:>9}{rate['p99_ms']:>9}"
        for rate in rates
    ]
    return "\n".join([head, *rows])


def page(rates: list[Rate]) -> str:
    rows = [
        f"| {rate['database']} | {rate['drawings']} | {COMMITS[rate['commit']]} "
        f"| {rate['per_second']:,} | {rate['p50_ms']} | {rate['p99_ms']} |"
        for rate in rates
    ]
    text = TEMPLATE.read_text(encoding="utf-8")
    return text.format(people=PEOPLE, seconds=f"{SECONDS:g}", rows="\n".join(rows))


if __name__ == "__main__":
    if sys.argv[1:] == ["--measure"]:
        print(json.dumps(measure()))
    else:
        main()
