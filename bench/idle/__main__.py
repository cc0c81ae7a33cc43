"""`make bench-idle`: what a socket costs that only listens, and a word to all of them at once.

The product as it is shipped, in one process on one processor: every socket has a session and a
guest behind it, is let into its drawing (rooms of four) and shown as present there. Prints a table
and, last, one JSON object; ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import resource
import signal
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.fanout import processors, server
from bench.fanout.contenders import BY_NAME
from bench.fanout.preparation import make_guests, own_environment, python
from bench.idle.crowd import Crowd

MOST_KB = 40.0  # of memory for each connection
MOST_MS = 500.0  # from the word to the last that hears it
ROOM_OF = 4
ROUNDS = 5
BOSS = ("boss@example.org", "a password for a bench")


class Boss:
    """Staff, who speak to everybody by the form that staff has."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self._post("/accounts/login/", login=BOSS[0], password=BOSS[1])

    def announce(self, text: str) -> float:
        """Returns when the filled-in form was sent."""
        return self._post("/talk/announce", text=text)

    def _post(self, path: str, **fields: str) -> float:
        page = self._opener.open(self._url + path).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, path
        data = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        headers = {"Origin": self._url, "Referer": self._url + path}
        began = time.perf_counter()
        self._opener.open(urllib.request.Request(self._url + path, data, headers)).read()  # noqa: S310 - ours
        return began


def memory_kb(process: int) -> int:
    """What the process has of its own: without pages it shares with others."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"^Private_\w+:\s+(\d+) kB", rollup, re.MULTILINE)))


def prepare(folder: Path, sockets: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    environment = own_environment(folder)
    python(environment, "manage.py", "migrate", "--noinput", "-v0")
    python(
        {**environment, "DJANGO_SUPERUSER_PASSWORD": BOSS[1]},
        *("manage.py", "createsuperuser", "--noinput", "--email", BOSS[0], "--name", "Boss"),
    )
    guests = make_guests(environment, folder / "guests", sockets // ROOM_OF, ROOM_OF)
    tickets = [line.split() for line in guests.read_text().splitlines()]
    return environment, [(channel, session) for channel, session in tickets]


async def measure(
    running: server.Server, tickets: list[tuple[str, str]], announce: Callable[[str], float]
) -> dict[str, Any]:
    warm = Crowd(running.port, tickets[:400])
    await warm.gather()  # what is made once should not count
    for listener in warm.listeners:
        listener.transport.abort()
    await asyncio.sleep(1)
    before = memory_kb(running.process)
    crowd = Crowd(running.port, tickets)
    began = time.perf_counter()
    await crowd.gather()
    opened = time.perf_counter() - began
    await asyncio.sleep(2)
    after = memory_kb(running.process)
    delays, heard = [], len(tickets)
    for number in range(ROUNDS):
        word = f"word {number} for all"
        crowd.listen_for(word)
        spoken = await asyncio.to_thread(announce, word)
        heard = min(heard, await crowd.all_heard(10))
        delays.append((crowd.last - spoken) * 1000)
    return {
        "sockets": len(tickets),
        "kb_each": round((after - before) / len(tickets), 1),
        "opened_s": round(opened, 1),
        "broadcast_ms": round(statistics.median(delays), 1),
        "broadcast_worst_ms": round(max(delays), 1),
        "heard": heard,
        "lost": crowd.lost,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.idle", description=__doc__)
    parser.add_argument("--sockets", type=int, default=10_000)
    sockets = parser.parse_args().sockets
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so does the server
    raise_file_limit(sockets + 500)
    server_cpu, client_cpu = processors.choose()
    with tempfile.TemporaryDirectory(prefix="idle-") as name:
        folder = Path(name)
        environment, tickets = prepare(folder, sockets)
        with (
            server.running(
                BY_NAME["drawnby"], (server_cpu,), environment, folder / "server.log"
            ) as running,
            processors.on_processor(client_cpu),
        ):
            found = asyncio.run(measure(running, tickets, Boss(running.port).announce))
    return report(found)


def raise_file_limit(files: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < files:
        raise SystemExit(f"This needs {files} open files; the limit is {hard} (ulimit -Hn).")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, files), hard))


def report(found: dict[str, Any]) -> int:
    bars = {
        "memory of each, KB": (found["kb_each"], MOST_KB),
        "a word to all, ms (median of five)": (found["broadcast_ms"], MOST_MS),
        "that did not hear it": (found["sockets"] - found["heard"], 0),
        "that were lost": (found["lost"], 0),
    }
    print(f"{found['sockets']} sockets, in rooms of {ROOM_OF}, opened in {found['opened_s']} s")
    missed = []
    for what, (figure, most) in bars.items():
        print(f"  {'✓' if figure <= most else '✗'} {what:<36} {figure:>8}  ≤ {most:g}")
        missed += [what] if figure > most else []
    print(json.dumps({**found, "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
