"""One export, watched: how long it took, and at what memory the processes were at most."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.servers import Server

PIECE = 1 << 20
FORGET_THE_PEAK = "5"  # see proc(5), clear_refs


@dataclass(frozen=True, slots=True)
class Taken:
    form: str
    strokes: int
    status: int
    seconds: float
    size: int  # bytes
    worker_mb: float  # at the peak
    server_mb: float  # the server's peak above what it held before


def take_alone(server: Server, path: str, form: str, strokes: int) -> Taken:
    for process in (server.process, *workers(server.process)):
        Path(f"/proc/{process}/clear_refs").write_text(FORGET_THE_PEAK)
    before = server.memory()
    began = time.perf_counter()
    status, size = take(server.url + path + form)
    seconds = time.perf_counter() - began
    worker = max((peak_mb(process) for process in workers(server.process)), default=0.0)
    grown = peak_mb(server.process) - before
    return Taken(form, strokes, status, seconds, size, worker, grown)


def take(url: str) -> tuple[int, int]:
    """Ask for a file and throw it away; return the answer's status and length."""
    size = 0
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310  # ours
            while piece := answer.read(PIECE):
                size += len(piece)
            return answer.status, size
    except urllib.error.HTTPError as refusal:
        return refusal.code, 0


def workers(server: int) -> list[int]:
    """The processes that a server's farms have started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:  # ended meanwhile
            continue
        if re.search(rf"^PPid:\s+{server}$", text, re.MULTILINE):
            found.append(int(status.parent.name))
    return found


def peak_mb(process: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
