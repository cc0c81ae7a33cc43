"""Parts of a page whose code is on its way, for as long as a test wants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench.browser.bundle import DRAWING, first_scripts

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

DIST = Path(__file__).parents[1] / "frontend" / "dist"


class HeldParts:
    """Whatever the first stroke does without is on its way to the page, until it may come."""

    def __init__(self, page: Page) -> None:
        self.held: list[Route] | None = []
        self.first = first_scripts(DIST, DRAWING)
        page.route("**/assets/*.js", self._meet)

    def come(self) -> None:
        assert self.held
        held, self.held = self.held, None
        for route in held:
            route.continue_()

    def _meet(self, route: Route) -> None:
        file = "assets/" + route.request.url.rsplit("/", 1)[1]
        if self.held is None or file in self.first or ".worker-" in file:
            route.continue_()
        else:
            self.held.append(route)
