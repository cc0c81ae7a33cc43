"""Code of a page that is on its way, for as long as a test wants."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browser.bundle import DRAWING, first_scripts
from e2e.conftest import PATIENCE

if TYPE_CHECKING:
    from re import Pattern

    from playwright.sync_api import Page, Route

BROUGHT = """
part => {
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  const file = files.find(name => name.includes(`/${part}-`));
  return file && import(file);
}
"""
DIST = Path(__file__).parents[1] / "frontend" / "dist"


def wait_for_part(page: Page, name: str) -> None:
    """Until the code is there that came by itself."""
    page.wait_for_function(BROUGHT, arg=name)


class HeldCode:
    """What a page asks for at these addresses is on its way, until it may come."""

    def __init__(self, page: Page, addresses: str | Pattern[str]) -> None:
        self.page = page
        self.held: list[Route] | None = []
        page.route(addresses, self._meet)

    def come(self) -> None:
        """Let it, once it was asked for."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not self.held:
            assert time.monotonic() < deadline, "nothing was asked for"
            self.page.wait_for_timeout(10)
        held, self.held = self.held, None
        for route in held:
            route.continue_()

    def may_pass(self, _file: str) -> bool:
        return False

    def _meet(self, route: Route) -> None:
        if self.held is None or self.may_pass("assets/" + route.request.url.rsplit("/", 1)[1]):
            route.continue_()
        else:
            self.held.append(route)


class HeldParts(HeldCode):
    """Whatever the first stroke does without is on its way to the page, until it may come."""

    def __init__(self, page: Page) -> None:
        self.first = first_scripts(DIST, DRAWING)
        super().__init__(page, "**/assets/*.js")

    def may_pass(self, file: str) -> bool:
        return file in self.first or ".worker-" in file
