"""`make run`, `make test` and their kin. Standard library only; Python 3.9 or later."""

from __future__ import annotations

import os
import socket
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import browsers
import packages as products
import services
import toolchain
from reports import Failure, say
from steps import Step, run_steps

STARTED = time.monotonic()
PURE = (  # what no server can change: run once
    "bench",
    "canvas/files",
    "canvas/render",
    "canvas/test_changes.py",
    "canvas/test_deflate.py",
    "canvas/test_graphite.py",
    "canvas/test_images.py",
    "canvas/test_ink.py",
    "canvas/test_lettering.py",
    "canvas/test_log.py",
    "canvas/test_messages.py",
    "canvas/test_ribbon.py",
    "canvas/test_standing.py",
    "canvas/test_strength.py",
    "canvas/test_strokes.py",
    "canvas/test_texts.py",
    "chaos",
    "sockets/test_checks.py",
    "sockets/test_departures.py",
    "sockets/test_events.py",
    "sockets/test_frames.py",
    "sockets/test_guide.py",
    "sockets/test_limits.py",
    "sockets/test_outlet.py",
    "sockets/test_porting.py",
    "sockets/test_uvicorn_door.py",
    "test_fuzz.py",
    "test_layers.py",
    "test_repository.py",
)
PLAIN = (  # what asks nothing of a server that SQLite does not answer as well: for test-all
    "accounts",
    "canvas/demo",
    "canvas/test_admin.py",
    "canvas/test_credits.py",
    "canvas/test_descriptions.py",
    "canvas/test_embedding.py",
    "canvas/test_log_over_http.py",
    "canvas/test_own_drawings.py",
    "canvas/test_pictures.py",
    "canvas/test_replay.py",
    "canvas/test_versions.py",
    "canvas/test_views.py",
    "chat/test_messages.py",
    "chat/test_open_rooms.py",
    "chat/test_rooms.py",
    "chat/test_talk_pages.py",
    "chat/test_text.py",
    "pages",
    "sockets/test_appends.py",
    "sockets/test_asking.py",
    "sockets/test_channels.py",
    "sockets/test_hostile.py",
    "sockets/test_leaving.py",
    "sockets/test_metrics.py",
    "sockets/test_rates.py",
    "sockets/test_request.py",
    "sockets/test_settings.py",
    "sockets/test_shutdown.py",
    "test_asgi.py",
    "test_bodies.py",
    "test_logs.py",
    "test_lounge.py",
    "test_offline.py",
    "test_settings.py",
    "test_static.py",
    "test_ways.py",
)
THOROUGH = "E2E_THOROUGH" in os.environ
PYTEST = ["-m", "pytest", "--no-header", "--tb=short"]


def setup() -> dict[str, str]:
    """Everything installed and built; returns the environment in which it all is found."""
    uv = toolchain.uv()
    with ThreadPoolExecutor(1) as aside:
        packages = aside.submit(toolchain.python_packages, uv)
        return frontend(uv, packages)


def frontend(uv: str, packages: Future[None]) -> dict[str, str]:
    """The frontend installed and built while Python's packages are; the environment of both."""
    environment = toolchain.node(uv)
    toolchain.frontend(environment)
    packages.result()
    toolchain.static_files(environment)
    return environment


def run() -> None:
    environment = setup()
    host = environment.setdefault("HOST", "127.0.0.1")
    port = environment.setdefault("PORT", "8000")
    if is_taken(host, int(port)):
        raise Failure(
            f"Something else listens on {host}:{port}. Try PORT={int(port) + 1} make run."
        )
    manage(environment, "migrate", "--noinput", "-v0")
    if Path("canvas/management/commands/demo.py").is_file():
        manage(environment, "demo", "--import", "-v0")
    url = f"http://{host}:{port}"
    say(f"ready in {time.monotonic() - STARTED:.1f} s: {url}  (Ctrl-C stops it)")
    environment["PATH"] = toolchain.VENV_BIN + os.pathsep + environment["PATH"]
    # uvicorn as in production, not Daphne: it tells sockets why they close, and holds back floods.
    os.execve("bin/web", ["bin/web"], environment)  # noqa: S606  # our own script


def is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def test() -> None:
    uv = toolchain.uv()
    with ThreadPoolExecutor(4) as aside, TemporaryDirectory(prefix="drawnby-") as folder:
        on_machine = aside.submit(install_on_machine)
        packages = aside.submit(toolchain.python_packages, uv)
        migrated = aside.submit(migrate_sqlite, packages, Path(folder))
        checked = aside.submit(check_python, packages)
        environment = frontend(uv, packages)
        on_machine.result()
        browsers.ensure(toolchain.PYTHON)
        passed = run_tests(uv, {**environment, "MIGRATED_DATABASE": migrated.result()})
        passed = checked.result() and passed
    say(f"{'everything passed' if passed else 'SOMETHING FAILED'}, {elapsed()}")
    sys.exit(not passed)


def migrate_sqlite(packages: Future[None], folder: Path) -> str:
    """A database as `migrate` leaves it, made once for all servers that begin with one."""
    packages.result()
    path = folder / "migrated.sqlite3"
    manage({**os.environ, "DATABASE_URL": f"sqlite:///{path}"}, "migrate", "--noinput", "-v0")
    return str(path)


def check_python(packages: Future[None]) -> bool:
    """As soon as there is Python, beside the frontend's installation, which mostly waits."""
    packages.result()
    return run_steps(dict(os.environ), python_checks(), at_once=1)


def run_tests(uv: str, environment: dict[str, str]) -> bool:
    """In order of length: what is short fills what is left, and all end about together."""
    with services.postgresql(uv) as database, services.redis(uv) as one, services.redis(uv) as two:
        # A Redis for each: on one they would hear each other, and unit tests empty theirs.
        alone, together, on_daphne = browser_tests({"REDIS_URL": one, "DATABASE_URL": database})
        on_sqlite, on_servers, in_node = unit_tests({"REDIS_URL": two, "DATABASE_URL": database})
        steps = [alone, on_sqlite, together, on_servers, in_node, *typescript_checks(), on_daphne]
        environment["EXPORTS_GIVE_WAY"] = "false"  # who gives way would never run
        # Browsers mostly wait: three at once fill two processors.
        return run_steps(environment, steps, at_once=3)


def python_checks() -> list[Step]:
    python = toolchain.PYTHON
    return [
        Step("ruff", [python, "-m", "ruff", "check", "-q"]),
        Step("ruff format", [python, "-m", "ruff", "format", "--check"]),
        Step("mypy", [python, "-m", "mypy"]),
        Step("migrations are complete", [python, "manage.py", "makemigrations", "--check"]),
    ]


def typescript_checks() -> list[Step]:
    check = [toolchain.NPM, "run", "-s", "check"]
    return [Step("TypeScript: types, Biome", check, toolchain.FRONTEND)]


def unit_tests(cluster: dict[str, str]) -> list[Step]:
    command = [toolchain.PYTHON, *PYTEST, "tests"]
    left_out = PURE if THOROUGH else PURE + PLAIN
    without = [f"--ignore=tests/{path}" for path in left_out]
    return [
        Step("pytest on SQLite", command),
        Step("pytest on PostgreSQL and Redis", [*command, *without], extra=cluster),
        Step("vitest", [toolchain.NPM, "run", "-s", "test"], toolchain.FRONTEND),
    ]


def browser_tests(cluster: dict[str, str]) -> list[Step]:
    command = [toolchain.PYTHON, *PYTEST, "-c", "e2e/pytest.ini", "e2e"]
    return [
        # By far the most, and they wait more than they work: two at a time, each on its own server,
        # file by file, until one of them has nothing left and takes some of the other's.
        Step(
            "browsers on SQLite",
            [*command, "-n2", "--dist=worksteal"],
            extra={"E2E_TARGET": "sqlite"},
        ),
        Step(
            "browsers, two servers on PostgreSQL and Redis",
            command,
            extra={"E2E_TARGET": "cluster", **cluster},
        ),
        Step("browsers, Daphne", command, extra={"E2E_TARGET": "daphne"}),
    ]


def install_on_machine() -> None:
    """What is missing of Redis, PostgreSQL and a browser, in one call of the package manager."""
    missing = [*services.missing(), *browsers.missing()]
    if missing:
        services.install(*missing)


def lint() -> None:
    sys.exit(not run_steps(setup(), [*python_checks(), *typescript_checks()], at_once=1))


def format_sources() -> None:
    environment = setup()
    python, npm = toolchain.PYTHON, toolchain.NPM
    steps = [
        Step("ruff", [python, "-m", "ruff", "check", "-q", "--fix"]),
        Step("ruff format", [python, "-m", "ruff", "format", "-q"]),
        Step("Biome", [npm, "run", "-s", "format"], toolchain.FRONTEND),
    ]
    sys.exit(not run_steps(environment, steps, at_once=1))


def build() -> None:
    """The frontend alone, for a platform's build, which has installed Python's packages itself."""
    toolchain.frontend(toolchain.node(toolchain.uv()))


def packages() -> None:
    """The events layer and its client, each as others install it."""
    products.build(setup())


def lock() -> None:
    toolchain.lock(toolchain.uv())


def clean() -> None:
    toolchain.clean()


def manage(environment: dict[str, str], *arguments: str) -> None:
    toolchain.call([toolchain.PYTHON, "manage.py", *arguments], environment)


def elapsed() -> str:
    return f"{time.monotonic() - STARTED:.1f} s"


COMMANDS = {
    "run": run,
    "test": test,
    "setup": setup,
    "lint": lint,
    "format": format_sources,
    "build": build,
    "packages": packages,
    "lock": lock,
    "clean": clean,
}


def main() -> None:
    os.chdir(toolchain.ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without .pyc files a start costs 1.5 s more
    command = COMMANDS.get(sys.argv[1]) if len(sys.argv) == 2 else None
    if command is None:
        sys.exit(f"usage: scripts/dev {'|'.join(COMMANDS)}")
    try:
        command()
    except Failure as failure:
        sys.exit(f"\n✗ {failure}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
