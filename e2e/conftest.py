"""Servers and people for the browser tests: a person is a browser context of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect

from e2e.guests import Guest
from e2e.servers import Server, running

LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# ms: what is to come comes much sooner, but on a slow machine, beside other work.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
DESKTOP = {"viewport": {"width": 1280, "height": 800}}


THOROUGH = "E2E_THOROUGH" in os.environ
TARGET = os.environ.get("E2E_TARGET", "sqlite")
# In a hurry only those who lose the network have the worker of `offline.js`, which does nothing
# else: its beginning takes as long as a sixth of a page.
WORKERS = "allow" if THOROUGH else "block"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another target tests as well: quick, and nothing lost."""
    left_out = [item for item in items if not _runs_here(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _runs_here(item: pytest.Item) -> bool:
    if not THOROUGH and item.get_closest_marker("thorough"):
        return False
    if TARGET == "sqlite":
        hurried = not THOROUGH and "E2E_SERVERS" not in os.environ
        return not (hurried and item.get_closest_marker("together"))
    if item.get_closest_marker("once"):
        return False
    has_browser = "person" in getattr(item, "fixturenames", ())
    on_daphne = "together" if THOROUGH else "daphne"
    return TARGET != "daphne" or not has_browser or item.get_closest_marker(on_daphne) is not None


class Person(Protocol):
    """Gives the page of somebody new on a server (a base URL), by default the first."""

    def __call__(
        self, server: str | None = None, *, phone: bool = False, **options: Any
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    names = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")
    found = os.environ.get("DRAWNBY_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    return {"args": LAUNCH, **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session")
def running_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    with running(tmp_path_factory.mktemp("servers")) as servers:
        yield servers


@pytest.fixture
def servers(running_servers: list[Server]) -> Iterator[list[str]]:
    """Base URLs. servers[0] and servers[-1] are different processes where there are two."""
    before = [server.logged() for server in running_servers]
    yield [server.url for server in running_servers]
    troubles = [
        server.trouble(start) for server, start in zip(running_servers, before, strict=True)
    ]
    assert not any(troubles), "A server logged an error:\n" + "\n".join(filter(None, troubles))


@pytest.fixture
def expected_errors() -> list[str]:
    """A test that provokes console errors appends a part of each one's text."""
    return []


@pytest.fixture
def person(
    browser: Browser, playwright: Playwright, servers: list[str], expected_errors: list[str]
) -> Iterator[Person]:
    """A factory. Errors on any console or page fail the test when it ends."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def enter(server: str | None = None, *, phone: bool = False, **options: Any) -> Page:
        profile = dict(playwright.devices["Pixel 7"]) if phone else dict(DESKTOP)
        profile.pop("default_browser_type", None)
        base_url = server or servers[0]
        usual = {**profile, "base_url": base_url, "service_workers": WORKERS}
        context = browser.new_context(**{**usual, **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: note_console(errors, message))
        context.on("weberror", lambda error: errors.append(f"page error: {error.error}"))
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()
    unexpected = [e for e in errors if not any(part in e for part in expected_errors)]
    assert not unexpected, "The browser reported:\n" + "\n".join(unexpected)


def note_console(errors: list[str], message: ConsoleMessage) -> None:
    if message.type == "error":
        errors.append(f"console: {message.text} ({message.location.get('url', '')})")


@pytest.fixture
def guest(playwright: Playwright, servers: list[str]) -> Iterator[Callable[..., Guest]]:
    """A factory of people without a browser, on a server (a base URL), by default the first."""
    guests: list[Guest] = []

    def enter(server: str | None = None) -> Guest:
        guests.append(Guest(playwright, server or servers[0]))
        return guests[-1]

    yield enter
    for each in guests:
        each.leave()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source, to be evaluated in a page."""
    path = Path(__file__).resolve().parent.parent / "frontend/node_modules/axe-core/axe.min.js"
    return path.read_text(encoding="utf-8")
