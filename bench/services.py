"""A Redis and a PostgreSQL of one's own, to be killed, paused and started again where they were.

REDIS_SERVER names the program and POSTGRESQL_BIN the folder, where the usual places do not do.
PostgreSQL runs as it comes, with fsync and synchronous commits: what it acknowledged must stay.
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from e2e.servers import free_port

PATIENCE = 60.0  # seconds until a service must answer


class Redis:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = os.environ.get("REDIS_SERVER") or shutil.which("redis-server")
        assert program, "There is no redis-server: install it, or name it in REDIS_SERVER."
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(
            [*command, "--dir", str(self._folder)], stdout=subprocess.DEVNULL
        )
        wait_until(self._answers, "Redis")

    @property
    def process(self) -> int:
        assert self._process
        return self._process.pid

    def send_signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()

    def _answers(self) -> bool:
        try:
            with redis.Redis(
                port=self.port, socket_timeout=1, retry=Retry(NoBackoff(), 0)
            ) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


class PostgreSQL:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"postgres://drawnby@127.0.0.1:{self.port}/drawnby"
        self._data = folder / "postgresql"
        self._programs = Path(programs_of_postgresql())
        self._user = unprivileged()
        self._process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make the cluster and the database in it, and start."""
        self._data.mkdir(parents=True)
        if self._user:
            os.chown(self._data, self._user["user"], self._user["group"])
        options = ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-U", "drawnby"]
        self._call("initdb", "-D", str(self._data), *options)
        self.start()
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "drawnby"]
        self._call("createdb", *address, "drawnby")

    def start(self) -> None:
        """Start, again and again while what is left of a crashed one still lets go."""
        wait_until(self._starts, "PostgreSQL")

    def crash(self) -> None:
        """Stop as `pg_ctl stop -m immediate` does: at once, to recover at the next start."""
        self._stop(signal.SIGQUIT)

    def stop(self) -> None:
        self._stop(signal.SIGINT)

    def _stop(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()

    def _starts(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            address = ["-p", str(self.port), "-c", "listen_addresses=127.0.0.1"]
            self._process = subprocess.Popen(
                [*self._words("postgres", "-D", self._data, "-k", self._data), *address],
                cwd="/",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **self._user,
            )
        return self._answers()

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url.removesuffix("drawnby") + "postgres", connect_timeout=1):
                return True
        except psycopg.OperationalError:
            return False

    def _call(self, program: str, *arguments: str) -> None:
        command = self._words(program, *arguments)
        with (self._data.parent / "setup.log").open("ab") as log:
            subprocess.run(command, cwd="/", stdout=log, stderr=log, check=True, **self._user)

    def _words(self, program: str, *arguments: str | Path) -> list[str]:
        return [str(self._programs / program), *map(str, arguments)]


def programs_of_postgresql() -> str:
    """The folder of PostgreSQL's programs."""
    if named := os.environ.get("POSTGRESQL_BIN"):
        return named
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [shutil.which("initdb") or ""]
    assert found[-1], "There is no PostgreSQL: install it, or name its folder in POSTGRESQL_BIN."
    return found[-1].removesuffix("/initdb")


def unprivileged() -> dict[str, Any]:
    """How to become somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def wait_until(condition: Any, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} does not answer")
        time.sleep(0.02)
