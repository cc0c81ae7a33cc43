"""What comes to an open page later is there when it is wanted, or its absence is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Route, expect

from e2e.pages import new_drawing
from e2e.pens import MouseHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

pytestmark = pytest.mark.once

LAST_PART = re.compile(r"/assets/title_field-[^/]*\.js$")
SHARING = re.compile(r"/assets/share-[^/]*\.js$")
WIPING = re.compile(r"/assets/wiper-[^/]*\.js$")


def test_an_open_page_has_all_its_parts_though_the_network_goes(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors += ["WebSocket connection to", "ERR_INTERNET_DISCONNECTED"]
    page = person()
    with page.expect_response(LAST_PART):
        drawing = new_drawing(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("#share")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.get_by_label("Say something")).to_be_visible()
    page.keyboard.press("Escape")
    MouseHand(page).draw(polyline((300, 300), (500, 400)))
    drawing.wait_for_ink(400, 350)


def test_a_part_that_its_release_took_along_is_told_and_all_else_goes_on(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors += ["404"]
    page = person()
    gone: list[str] = []

    def take_along(route: Route) -> None:
        gone.append(route.request.url)
        route.fulfill(status=404)

    page.route(SHARING, take_along)
    page.route(WIPING, take_along)
    drawing = new_drawing(page)
    share = page.get_by_role("button", name="Share", exact=True)
    share.click()
    missing = page.locator("#toasts", has_text="Your drawing is safe: reload the page")
    expect(missing).to_be_visible()
    expect(page.locator("#share")).to_be_hidden()
    MouseHand(page).draw(polyline((300, 300), (500, 400)))
    drawing.wait_for_ink(400, 350)
    page.keyboard.press("w")  # a hand that has nothing to rub out with moves the paper
    MouseHand(page).draw(polyline((600, 300), (600, 400)))
    drawing.wait_for_ink(400, 450)
    drawing.shows(1)
    page.unroute(SHARING)
    page.unroute(WIPING)
    missing.get_by_role("link", name="Reload").click()
    drawing.ready()
    share.click()
    expect(page.locator("#share")).to_be_visible()
    assert gone
