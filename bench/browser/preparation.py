"""What has to be there before the first trial: the peers' pages, scenes for all, and servers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import scenes
from bench.browser.contenders import Contender
from e2e.servers import ROOT, free_port, manage, one_server, server_environment

PEERS = Path(__file__).with_name("peers")
DIST = ROOT / "frontend" / "dist"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the pages are."""

    server: str
    peers: str
    paths: Mapping[int, str]  # of our drawings, by strokes

    def url(self, contender: Contender, strokes: int) -> str:
        if contender.ours:
            return self.server + self.paths[strokes]
        return f"{self.peers}/{contender.name}.html?strokes={strokes}"


@contextmanager
def prepared(sizes: Sequence[int], *, peers: bool) -> Iterator[Ground]:
    with tempfile.TemporaryDirectory(prefix="drawnby-browser-") as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        if peers:
            build_peers(pages)
            for size in sizes:
                (pages / f"scene-{size}.bin").write_bytes(scenes.columns(size))
        environment = server_environment(Path(folder), 1)
        manage(environment, "migrate", "--noinput", "-v0")
        paths = plant(environment, sizes)
        log = Path(folder) / "server.log"
        with one_server("bin/web", environment, log) as server, files_of(pages) as address:
            yield Ground(server.url, address, paths)


def build_peers(pages: Path) -> None:
    """Build by Vite, from packages exactly as locked."""
    lock, done = PEERS / "package-lock.json", PEERS / "node_modules" / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=PEERS, check=True)
    command = ["npx", "vite", "build", "--outDir", str(pages), "--logLevel", "error"]
    subprocess.run(command, cwd=PEERS, check=True)


def plant(environment: dict[str, str], sizes: Sequence[int]) -> dict[int, str]:
    command = [sys.executable, "-m", "bench.scenes", *map(str, sizes)]
    output = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return dict(zip(sizes, output.stdout.split(), strict=True))


@contextmanager
def files_of(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def find_browser() -> str | None:
    return (
        os.environ.get("DRAWNBY_BROWSER")
        or shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
    )
