"""One contender's server, running for one trial."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.fanout import processors
from bench.fanout.contenders import BIN, PEERS, Contender

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0  # seconds until a server must listen


@dataclass(frozen=True)
class Server:
    port: int
    process: int


@contextmanager
def running(
    contender: Contender, on: tuple[int, ...], environment: dict[str, str], log: Path
) -> Iterator[Server]:
    """`environment` says where our own find their database; the peers do not look."""
    port = free_port()
    with log.open("wb") as output, processors.on_processor(*on):
        process = subprocess.Popen(
            contender.arguments(port),
            cwd=PEERS if contender.command[0] == "node" else ROOT,
            env={**environment, **contender.environment, **addresses(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_it_listens(port, process, log)
        yield Server(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # with all it began; goodbyes are not measured
        process.wait()


def addresses(port: int) -> dict[str, str]:
    return {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SITE_ORIGINS": f"http://127.0.0.1:{port}",
        "PATH": f"{BIN}:{os.environ['PATH']}",
    }


def wait_until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The server does not listen:\n{log.read_text(errors='replace')}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
