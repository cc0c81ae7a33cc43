"""Every stroke says who drew it: under the pointer, in people's hues, in the list of credits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.accessibility import assert_axe_finds_nothing
from e2e.pages import Drawing, new_drawing
from e2e.pens import PenHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

ROSE, BLUE = (0xC2, 0x2F, 0x6B), (0x2A, 0x66, 0xC8)  # of the first and the second person, on paper
MIAS, TOMS = 300, 420  # heights of their lines


@pytest.mark.once
@pytest.mark.thorough
def test_every_stroke_says_who_drew_it(person: Person, axe: str) -> None:
    mia = new_drawing(person())
    mia.rename_self("Mia")
    PenHand(mia.page).draw(polyline((300, MIAS), (700, MIAS)))
    tom = Drawing(person()).open(mia.path)
    tom.shows(1)
    tom.rename_self("Tom")
    PenHand(tom.page).draw(polyline((300, TOMS), (700, TOMS)))
    mia.shows(2)
    page = mia.page

    # Whose a stroke is: rest on it, and see it drawn.
    page.mouse.move(500, TOMS)
    tip = page.locator("#credit-tip")
    expect(tip).to_contain_text(re.compile("Drawn by Tom · "))
    rim = page.locator("canvas:has(+ #credit-tip)")
    expect(rim).to_be_visible()
    box = rim.bounding_box()
    assert box is not None
    assert box["x"] < 300 < 700 < box["x"] + box["width"]
    assert box["y"] < TOMS < box["y"] + box["height"]
    assert_axe_finds_nothing(page, axe, "the credit of a stroke")
    page.mouse.move(900, 600)
    expect(tip).to_be_hidden()
    expect(rim).to_be_hidden()

    # Who drew what, and one of them alone.
    page.get_by_role("button", name="Who drew what").click()
    legend = page.locator("#legend")
    expect(legend.get_by_role("button", name="Tom 1")).to_be_visible()
    mia.wait_for_colour(500, MIAS, ROSE)
    mia.wait_for_colour(500, TOMS, BLUE)
    assert_axe_finds_nothing(page, axe, "who drew what")
    legend.get_by_role("button", name="Show as drawn").click()
    expect(legend).to_be_hidden()
    opener = page.get_by_role("button", name="Who drew what")
    expect(opener).to_be_focused()
    opener.click()
    expect(legend).to_be_visible()
    page.keyboard.press("Escape")
    expect(legend).to_be_hidden()

    # How much everybody drew; he is still credited when he has gone.
    tom.page.context.close()
    mia.from_menu("Credits")
    rows = page.locator("#credits .credit-row")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text(re.compile(r"Tom.*1 stroke, \d+ cm", re.DOTALL))
    page.keyboard.press("Escape")

    page.mouse.move(500, TOMS)
    expect(tip).to_be_visible()
    tip.get_by_role("button", name="See that moment").click()
    page.wait_for_url("**/replay#stroke=*")
    expect(page.locator("#replay")).to_have_attribute("data-state", "ready")
    expect(page.locator("#replay-people")).to_contain_text("Tom")


LOOKING = """async (tabs) => {
  const { held } = await navigator.locks.query();
  return held.filter(({ name }) => name.startsWith("drawnby.looking.")).length === tabs;
}"""


@pytest.mark.once
@pytest.mark.thorough
def test_whoever_stayed_in_one_tab_has_missed_nothing_in_another(person: Person) -> None:
    mia = new_drawing(person())
    PenHand(mia.page).draw(polyline((300, MIAS), (700, MIAS)))
    mia.shows(1)
    mia.page.wait_for_function(LOOKING, arg=1)
    second = Drawing(mia.page.context.new_page()).open(mia.page.url)
    second.page.wait_for_function(LOOKING, arg=2)
    second.page.goto("/drawings")
    mia.page.wait_for_function(LOOKING, arg=1)
    tom = Drawing(person()).open(mia.path)
    PenHand(tom.page).draw(polyline((300, TOMS), (700, TOMS)))
    mia.shows(2)
    third = Drawing(mia.page.context.new_page()).open(mia.page.url)
    third.page.wait_for_function(LOOKING, arg=2)  # it is said before that, if at all
    expect(third.page.locator("#toasts")).not_to_contain_text("Since you left")
    expect(third.page.locator("#menu-absence")).to_have_attribute("hidden", "")


@pytest.mark.once
@pytest.mark.thorough
def test_what_others_drew_meanwhile_can_be_watched_alone(person: Person) -> None:
    mia = new_drawing(person())
    PenHand(mia.page).draw(polyline((300, MIAS), (700, MIAS)))
    mia.shows(1)
    path = mia.path
    mia.page.goto("/drawings")
    tom = Drawing(person()).open(path)
    tom.rename_self("Tom")
    PenHand(tom.page).draw(polyline((300, TOMS), (700, TOMS)))
    tom.shows(2)
    mia.open(path)
    expect(mia.page.locator("#toasts")).to_contain_text("Since you left: 1 stroke by Tom")
    mia.page.locator("#toasts").get_by_role("link", name="Play").click()
    expect(mia.page.locator("#toasts")).to_contain_text("Playing 1 new stroke")
    expect(mia.page.locator("#paper")).to_have_attribute("data-applied", re.compile("[12]"))
