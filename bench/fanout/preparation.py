"""What has to be there before the first trial: a generator, peers, and guests with drawings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.fanout import generator
from bench.fanout.contenders import BIN, PEERS
from bench.fanout.server import ROOT
from bench.fanout.trial import Laboratory
from bench.fanout.workloads import MOST_DRAWERS, MOST_ROOMS, ROOM_OF


def prepare(folder: Path) -> Laboratory:
    install_peers()
    environment = own_environment(folder)
    python(environment, "manage.py", "migrate", "--noinput", "-v0")
    guests = {
        True: make_guests(environment, folder / "one-room", 1, MOST_DRAWERS),
        False: make_guests(environment, folder / "rooms-of-four", MOST_ROOMS, ROOM_OF),
    }
    schema = folder / "tldraw-schema.json"
    schema.write_bytes(output(["node", "tldraw.js", "schema"], PEERS))
    return Laboratory(generator.build(folder), guests, schema, environment, folder)


def install_peers() -> None:
    """By npm, exactly as locked; nothing where that was done."""
    lock, done = PEERS / "package-lock.json", PEERS / "node_modules" / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=PEERS, check=True)


def own_environment(folder: Path) -> dict[str, str]:
    """One process, SQLite, no Redis, everything else as it is shipped."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'drawings.sqlite3'}"}
    for name in ("REDIS_URL", "WEB_CONCURRENCY", "DJANGO_SETTINGS_MODULE", "DEBUG"):
        environment.pop(name, None)
    environment["PATH"] = f"{BIN}:{os.environ['PATH']}"
    return environment


def make_guests(environment: dict[str, str], file: Path, rooms: int, drawers: int) -> Path:
    module = ("-m", "bench.fanout.guests")
    file.write_bytes(python(environment, *module, str(rooms), str(drawers)))
    return file


def python(environment: dict[str, str], *arguments: str) -> bytes:
    return output([sys.executable, *arguments], ROOT, environment)


def output(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> bytes:
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True
    ).stdout
