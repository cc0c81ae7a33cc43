"""What a checker and a keyboard find on a page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, cast

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

RUN_AXE = """
async () => (await axe.run({resultTypes: ['violations']})).violations.map(
  ({id, help, nodes}) => `${id}: ${help}\\n` + nodes.map(({html, failureSummary}) =>
    `    ${html.slice(0, 160)}\\n    ${failureSummary.replace(/\\n/g, ' ')}`).join('\\n'))
"""

# What the Tab key should have reached: all that can be pressed or typed into and can be seen. Of a
# group of radio buttons one is enough, the arrows lead to the rest.
MISSED = """
() => [...document.querySelectorAll('a[href], button, input, textarea, select, [tabindex="0"]')]
  .filter((element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && element.getClientRects().length && !element.disabled && !element.closest('[inert]')
    && !('reached' in element.dataset)
    && !(element.type === 'radio'
      && document.querySelector(`input[name="${element.name}"][data-reached]`)))
  .map((element) => element.outerHTML.slice(0, 120))
"""

# The part of the window that a focus ring would be in.
AROUND_FOCUS = """
(reach) => {
  const element = document.activeElement;
  const { left, top, right, bottom } = (element.closest('label') ?? element)
    .getBoundingClientRect();
  const [x, y] = [left, top].map((edge) => Math.max(0, Math.floor(edge) - reach));
  const [width, height] = [Math.min(innerWidth, right + reach) - x,
    Math.min(innerHeight, bottom + reach) - y];
  return { x, y, width, height };
}
"""

MOST_STOPS = 80
RING_COLOUR = (0x1D, 0x5F, 0xD1)  # --focus, in the light
LIKE = 12  # of 255: compositing rounds
RING_PIXELS = 40
RING_REACH = 8  # CSS pixels round the control


def assert_axe_finds_nothing(page: Page, axe: str, where: str) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    violations = page.evaluate(RUN_AXE)
    assert not violations, f"axe reports on {where}:\n" + "\n".join(violations)


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def name_of_focused(page: Page) -> str:
    """Role and name as a screen reader has them, `button "Share"`; nothing focused: ''."""
    if focused(page).count() == 0:
        return ""
    told = focused(page).aria_snapshot().splitlines()[0]
    found = re.match(r"- '?([\w ]+ \".*?\"|\w+)", told)
    return found[1] if found else told


def by_name(page: Page, name: str) -> Locator:
    """The control of this role and name."""
    role, _, told = name.partition(" ")
    return page.get_by_role(cast("Any", role), name=told.strip('"'), exact=True)


def tab_stops(page: Page) -> list[str]:
    """Press Tab from the start of the page to its end; the roles and names in order."""
    stops: list[str] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        again = page.evaluate(
            """() => {
              const element = document.activeElement;
              if (element === document.body || 'reached' in element.dataset) return true;
              element.dataset.reached = '';
              return false;
            }"""
        )
        if again:
            return stops
        stops.append(name_of_focused(page))
        assert ring_is_seen(page), f"no focus ring on {stops[-1]}"
    raise AssertionError(f"Tab does not come to an end: {stops}")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this role and name has the focus."""
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen.append(name_of_focused(page))
        if seen[-1] == name:
            return
    raise AssertionError(f"Tab never reaches {name}: {seen}")


def ring_is_seen(page: Page) -> bool:
    """Whether pixels in the colour of focus rings surround the control, or its visible label."""
    clip = page.evaluate(AROUND_FOCUS, RING_REACH)
    around = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    colours = around.getcolors(around.width * around.height) or []
    return sum(count for count, colour in colours if is_ring(colour)) >= RING_PIXELS


def is_ring(colour: float | tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= LIKE for one, other in zip(colour, RING_COLOUR, strict=True))
