"""Real servers in processes of their own, as the browsers' other side.

E2E_TARGET says which: `sqlite` (one uvicorn), `cluster` (two uvicorns on the PostgreSQL of
DATABASE_URL and the Redis of REDIS_URL), `daphne` (one Daphne on SQLite). E2E_SERVERS, URLs with
spaces between, names servers that run already, and starts none.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "drawings.sqlite3"
PATIENCE = 30.0  # seconds until a server must be healthy
TARGETS = {"sqlite": ("bin/web", 1), "cluster": ("bin/web", 2), "daphne": ("daphne", 1)}
TROUBLE = re.compile(r"Traceback|ERROR|CRITICAL")


@dataclass(frozen=True)
class Server:
    url: str
    log: Path | None = None  # None: somebody else's, and so is its log
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def trouble(self, start: int = 0) -> str:
        """The server's log from `start` (bytes) on if there is an error in it, else ''."""
        text = self.log.read_bytes()[start:].decode(errors="replace") if self.log else ""
        return text if TROUBLE.search(text) else ""

    def logged(self) -> int:
        """How many bytes the server has logged so far."""
        return self.log.stat().st_size if self.log else 0


@contextmanager
def running(folder: Path) -> Iterator[list[Server]]:
    """The servers of this run, healthy; `folder` takes their database and logs."""
    if given := os.environ.get("E2E_SERVERS"):
        yield [Server(url.rstrip("/")) for url in given.split()]
        return
    program, count = TARGETS[os.environ.get("E2E_TARGET", "sqlite")]
    environment = server_environment(folder, count)
    if count == 1:
        (folder / DATABASE).write_bytes(migrated())
    else:
        manage(environment, "migrate", "--noinput", "-v0")
    with ExitStack() as started:
        yield [
            started.enter_context(one_server(program, environment, folder / f"server-{n}.log"))
            for n in range(count)
        ]


def server_environment(folder: Path, count: int) -> dict[str, str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.update(HOST="127.0.0.1", LOG_FORMAT="text", PYTHONUNBUFFERED="1")
    # All people of a test come from one address, and in minutes as many as elsewhere in days.
    environment.update(NEW_DRAWINGS_RATE="1000/m/ip", NEWCOMERS_RATE="1000/m/ip")
    environment.update(EXPORTS_RATE="1000/m/ip")
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if count == 1:
        environment.pop("REDIS_URL", None)
        environment["DATABASE_URL"] = f"sqlite:///{folder / DATABASE}"
    return environment


@cache
def migrated() -> bytes:
    """A database of SQLite as `migrate` leaves it, made once for all servers of a run."""
    if path := os.environ.get("MIGRATED_DATABASE"):
        return Path(path).read_bytes()
    with TemporaryDirectory() as folder:
        manage(server_environment(Path(folder), 1), "migrate", "--noinput", "-v0")
        return (Path(folder) / DATABASE).read_bytes()


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


class RestartableServer:
    """One uvicorn on SQLite that can be killed and started again, at the same address."""

    def __init__(self, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "server.log"
        self.environment = server_environment(folder, 1)
        self._process: subprocess.Popen[bytes] | None = None
        (folder / DATABASE).write_bytes(migrated())

    def start(self) -> None:
        """Start it unless it runs, and return when it is healthy."""
        if self._process and self._process.poll() is None:
            return
        with self.log.open("ab") as output:
            self._process = launch("bin/web", self.environment, self.url, output)
        wait_until_healthy(self.url, self._process, self.log)

    def stop(self) -> None:
        """End it as a platform does: SIGTERM."""
        if self._process:
            stop(self._process)

    def kill(self) -> None:
        """End it as a crash does: SIGKILL, to it and all it started."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@contextmanager
def one_server(program: str, environment: dict[str, str], log: Path) -> Iterator[Server]:
    url = f"http://127.0.0.1:{free_port()}"
    with log.open("wb") as output:
        process = launch(program, environment, url, output)
        try:
            wait_until_healthy(url, process, log)
            yield Server(url, log, environment)
        finally:
            stop(process)


def launch(
    program: str, environment: dict[str, str], url: str, output: IO[bytes]
) -> subprocess.Popen[bytes]:
    port = url.rsplit(":", 1)[1]
    return subprocess.Popen(
        command_line(program, port),
        cwd=ROOT,
        env={**environment, "PORT": port, "SITE_ORIGINS": url},
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # a group of its own, that dies as one
    )


def command_line(program: str, port: str) -> Sequence[str]:
    if program == "daphne":
        return ["daphne", "-b", "127.0.0.1", "-p", port, "drawnby.asgi:application"]
    return [program]


def wait_until_healthy(
    url: str, process: subprocess.Popen[bytes], log: Path, path: str = "/healthz"
) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if healthy(url + path):
            return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not become healthy:\n{log.read_text(errors='replace')}")


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # ours
            return bool(answer.status == 200)
    except OSError:
        return False


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
