"""What comes to an open page later is there when it is wanted, or its absence is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Route, expect

from e2e.pages import Drawing, new_drawing
from e2e.parts import HeldParts
from e2e.pens import MouseHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

pytestmark = pytest.mark.once

LAST_PART = re.compile(r"/assets/dialogs-[^/]*\.js$")
SHARING = re.compile(r"/assets/share-[^/]*\.js$")
PEOPLE = re.compile(r"/assets/people-[^/]*\.js$")
SHAPING = re.compile(r"/assets/shaper-[^/]*\.js$")
WIPING = re.compile(r"/assets/wiper-[^/]*\.js$")
PAINTING = re.compile(r"/assets/painter\.worker-[^/]*\.js$")
PAGE = re.compile(r"/assets/drawing-[^/]*\.js$")
DENSE = 14  # strokes in one place: as many are left to the worker


def test_an_open_page_has_all_its_parts_though_the_network_goes(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors += ["WebSocket connection to", "ERR_INTERNET_DISCONNECTED"]
    page = person()
    with page.expect_request_finished(lambda asked: bool(LAST_PART.search(asked.url))):
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


@pytest.mark.thorough
@pytest.mark.parametrize("lost", ["js", "css"])
def test_a_page_that_lost_what_it_begins_with_offers_to_be_loaded_again(
    person: Person, expected_errors: list[str], lost: str
) -> None:
    expected_errors += ["404"]
    page = person()
    drawing = new_drawing(page)
    first = re.compile(rf"/assets/drawing-[^/]*\.{lost}$")
    page.route(first, lambda route: route.fulfill(status=404))
    page.reload()
    reload = page.get_by_role("link", name="Reload")
    expect(reload).to_be_visible()
    page.unroute(first)
    reload.click()
    drawing.ready()
    expect(reload).to_be_hidden()


@pytest.mark.thorough
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
    expect(drawing.paper).to_have_css("cursor", "grab")
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


@pytest.mark.thorough
def test_what_waits_for_a_part_that_never_comes_is_given_up_with_what_was_done_to_it(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors += ["404"]
    page = person()
    held: list[Route] = []
    page.route(SHAPING, lambda route: held.append(route))
    drawing, hand, keys = new_drawing(page), MouseHand(page), page.keyboard
    hand.draw(polyline((300, 300), (500, 400)))
    drawing.shows(1)
    keys.press("r")
    hand.draw(polyline((600, 300), (700, 400)))
    keys.press("Control+z")
    keys.press("p")
    hand.draw(polyline((300, 500), (500, 600)))  # waits for nobody
    drawing.shows(2)
    for route in held:
        route.fulfill(status=404)
    expect(page.locator("#toasts", has_text="Your drawing is safe")).to_be_visible()
    drawing.shows(2)  # what was to be undone is not there
    keys.press("Control+z")
    drawing.shows(1)
    drawing.wait_for_blank(400, 550)


@pytest.mark.thorough
def test_a_name_and_a_colour_given_before_the_panel_has_come_are_kept(person: Person) -> None:
    page = person()
    held: list[Route] = []
    page.route(PEOPLE, lambda route: held.append(route))
    mia = new_drawing(page)
    page.locator("#people-button").click()
    page.get_by_role("radio", name="Teal").check(force=True)
    page.keyboard.press("Escape")
    mia.rename_self("Mia")
    for route in held:
        route.continue_()
    face = page.locator("#people-button .avatar", has_text="M")
    expect(face).to_have_attribute("data-hue", "4")
    mia.page.reload()
    expect(page.locator("#your-name")).to_have_value("Mia")
    assert held


def test_what_is_drawn_typed_and_pressed_before_its_code_has_come_is_kept(person: Person) -> None:
    page = person()
    parts = HeldParts(page)
    mia, keys = new_drawing(page), page.keyboard
    page.get_by_role("button", name="More colours").click()
    page.locator("#colours input[name=hex]").fill("#123456")
    page.locator("#papers [data-paper]").nth(2).click()
    keys.press("Escape")
    page.get_by_role("button", name="More", exact=True).click()
    page.locator("[data-steadiness=lot]").click()
    keys.press("Escape")
    keys.press("r")
    MouseHand(page).draw(polyline((300, 300), (500, 400)))
    keys.press("t")
    page.mouse.click(600, 300)
    keys.type("bench")  # these are shortcuts, too
    page.locator("#chat-button").click()
    keys.type("there\nbench?\nwh")
    parts.come()
    expect(mia.chat).to_be_visible()
    mia.hears("there")
    mia.hears("bench?")
    expect(mia.chat.get_by_role("textbox", name="Say something")).to_have_value("wh")
    mia.shows(2)
    mia.wait_for_ink(300, 350)
    expect(page.locator("#colours input[type=color]")).to_have_value("#123456")
    expect(page.locator("#papers [data-paper]").nth(2)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-steadiness=lot]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#tray").get_by_role("radio", name="Text")).to_be_checked()


@pytest.mark.thorough
def test_what_is_picked_and_wiped_before_its_code_has_come_is_kept(person: Person) -> None:
    page = person()
    parts = HeldParts(page)
    mia, hand = new_drawing(page), MouseHand(page)
    hand.draw(polyline((300, 300), (500, 400)))
    hand.draw(polyline((300, 500), (500, 600)))
    mia.shows(2)
    page.keyboard.press("w")
    hand.draw(polyline((400, 500), (400, 600)))
    page.keyboard.press("v")
    hand.draw(polyline((250, 250), (550, 450)))
    parts.come()
    expect(page.locator("#picked-bar [data-count]")).to_have_text("1 picked")
    mia.shows(1)


@pytest.mark.thorough
def test_what_is_picked_ahead_is_let_go_where_the_hand_has_gone_on(person: Person) -> None:
    page = person()
    parts = HeldParts(page)
    mia, hand = new_drawing(page), MouseHand(page)
    hand.draw(polyline((300, 300), (500, 400)))
    mia.shows(1)
    page.keyboard.press("v")
    hand.draw(polyline((250, 250), (550, 450)))
    hand.draw(polyline((400, 350), (400, 550)))  # what is picked moves
    page.keyboard.press("b")
    parts.come()
    mia.wait_for_ink(400, 550)  # so the code has come
    expect(page.locator("#picked-bar")).to_be_hidden()
    hand.draw(polyline((300, 200), (500, 200)))
    mia.shows(2)


@pytest.mark.thorough
def test_where_the_painting_worker_fails_before_the_page_listens_the_page_paints(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors += ["ERR_FAILED"]
    mia = new_drawing(person())
    hand = MouseHand(mia.page)
    for line in range(DENSE):
        hand.draw(polyline((300, 300 + line), (360, 300 + line), step=20))
    mia.shows(DENSE)
    page = person()
    failed: list[str] = []

    def fail(route: Route) -> None:
        failed.append(route.request.url)
        route.abort()

    def come_late(route: Route) -> None:
        page.wait_for_timeout(200)
        route.continue_()

    page.context.route(PAINTING, fail)
    page.context.route(PAGE, come_late)
    tom = Drawing(page).open(mia.path)
    tom.shows(DENSE)
    tom.wait_for_ink(330, 307)
    assert failed


@pytest.mark.thorough
def test_where_the_painting_worker_hangs_the_page_offers_to_be_loaded_again(
    person: Person,
) -> None:
    mia = new_drawing(person())
    MouseHand(mia.page).draw(polyline((300, 300), (500, 400)))
    mia.shows(1)
    page = person()
    stalled, reload = page.locator(".stalled"), page.get_by_role("link", name="Reload")
    asked: list[Route] = []

    def hang_once(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.context.route(PAINTING, hang_once)
    page.goto(mia.path)
    expect(stalled).to_have_css("visibility", "hidden")  # for a while
    stalled.evaluate("(note) => note.getAnimations().forEach((wait) => wait.finish())")
    expect(reload).to_be_visible()
    reload.click()
    Drawing(page).ready().shows(1)
    expect(stalled).to_be_hidden()
    assert len(asked) > 1
