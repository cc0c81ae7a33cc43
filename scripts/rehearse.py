"""Does by hand what a platform does: clean clone, build, release, two web processes, health.

The processes run on a private PostgreSQL and Redis, under the settings of a platform. Once both are
healthy, COMMAND runs with their addresses in E2E_SERVERS: by default the browser tests.

    scripts/rehearse [COMMAND...]
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import services
import toolchain
from reports import Failure, say

PATIENCE = 30.0  # seconds until a process must be healthy


def main() -> int:
    uv = toolchain.uv()
    with contextlib.ExitStack() as stage:
        folder = Path(stage.enter_context(tempfile.TemporaryDirectory(prefix="drawnby-rehearsal-")))
        clone = folder / "site"
        python = build(uv, clone, folder / "python")
        ports = [services.free_port(), services.free_port()]
        origins = [f"http://127.0.0.1:{port}" for port in ports]
        environment = {
            **platform_environment(python, origins),
            "REDIS_URL": stage.enter_context(services.redis(uv)),
            "DATABASE_URL": stage.enter_context(services.postgresql(uv)),
        }
        step("release", ["python", "manage.py", "migrate", "--noinput"], clone, environment)
        step("system checks", ["python", "manage.py", "check", "--deploy"], clone, environment)
        for port in ports:
            stage.enter_context(web(clone, {**environment, "PORT": str(port)}, folder))
        say(f"healthy: {' '.join(origins)}")
        return perform(sys.argv[1:], origins)


def build(uv: str, clone: Path, venv: Path) -> dict[str, str]:
    """The build of a platform's Python buildpack; returns an environment that finds its Python."""
    here = dict(os.environ)
    step("clean clone", ["git", "clone", "-q", str(toolchain.ROOT), str(clone)], Path("/"), here)
    step("Python", [uv, "venv", "-q", "--seed", str(venv)], clone, toolchain.python_environment())
    environment = {**here, "PATH": f"{venv / toolchain.BIN}{os.pathsep}{here['PATH']}"}
    environment.update(VIRTUAL_ENV=str(venv))
    install = [uv, "pip", "install", "-q", "--require-hashes", "-r", "requirements.txt"]
    step("packages", install, clone, environment)
    step("bin/post_compile", ["bin/post_compile"], clone, environment)
    return environment


def platform_environment(python: dict[str, str], origins: list[str]) -> dict[str, str]:
    return {
        **python,
        "DYNO": "web.1",
        "HOST": "127.0.0.1",
        "SECRET_KEY": "this rehearsal's own secret, gone with it: 0123456789",
        "SITE_ORIGINS": ",".join(origins),
        "ALLOWED_HOSTS": "127.0.0.1",
        "WEB_CONCURRENCY": "1",
        "PYTHONUNBUFFERED": "1",
        "NEW_DRAWINGS_RATE": "1000/m/ip",  # all people of the tests come from one address
        "NEWCOMERS_RATE": "1000/m/ip",
    }


@contextlib.contextmanager
def web(clone: Path, environment: dict[str, str], folder: Path) -> Iterator[None]:
    """The Procfile's web process, healthy; stopped by SIGTERM as a platform does."""
    port = environment["PORT"]
    log = folder / f"web-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [procfile(clone)["web"]], cwd=clone, env=environment, stdout=output, stderr=output
        )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}/healthz", process, log)
            yield
        finally:
            process.terminate()
            process.wait(30)


def procfile(clone: Path) -> dict[str, str]:
    lines = (clone / "Procfile").read_text(encoding="utf-8").splitlines()
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines)}


def wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return  # the URL is our own; a refusal or 503 raises
        time.sleep(0.1)
    raise Failure(f"A web process did not become healthy:\n{log.read_text(errors='replace')}")


def perform(command: list[str], origins: list[str]) -> int:
    tests = [toolchain.PYTHON, "-m", "pytest", "-c", "e2e/pytest.ini", "e2e"]
    environment = {**os.environ, "E2E_SERVERS": " ".join(origins)}
    return subprocess.run(command or tests, cwd=toolchain.ROOT, env=environment).returncode


def step(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
    started = time.monotonic()
    toolchain.call(command, environment, folder)
    say(f"{name} ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"\n✗ {failure}")
