"""Pictures on the paper: placed, seen by others, moved, taken back, the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.accessibility import assert_axe_finds_nothing
from e2e.hands import HANDS
from e2e.pages import Drawing, new_drawing
from e2e.pens import MouseHand, polyline
from e2e.photos import BLUE, RED, drop, paste, picture
from e2e.pictures import EDGE, differing

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from e2e.conftest import Person


def choose(page: Page, data: bytes) -> None:
    page.get_by_role("button", name="more tools").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files({"name": "boat.png", "mimeType": "image/png", "buffer": data})


@pytest.mark.together
def test_a_picture_is_placed_seen_by_others_moved_and_taken_back(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    choose(mia.page, picture())
    for drawing in (mia, tom):
        drawing.shows(1)
        drawing.wait_for_colour(500, 400, RED)
        drawing.wait_for_colour(780, 400, BLUE)
    expect(mia.page.locator("#picked-bar")).to_contain_text("1 picked")
    assert differing(tom.seen(), tom.server_picture(), EDGE) < 0.01
    MouseHand(mia.page).draw(polyline((640, 400), (640, 200)))
    tom.wait_for_colour(500, 120, RED)
    tom.wait_for_blank(500, 400)
    mia.page.keyboard.press("Control+z")
    tom.wait_for_colour(500, 400, RED)
    mia.page.keyboard.press("Control+z")
    tom.wait_for_blank(500, 400)
    mia.page.keyboard.press("Control+y")
    for drawing in (mia, tom):
        drawing.wait_for_colour(780, 400, BLUE)
    tom.page.reload()
    Drawing(tom.page).ready().wait_for_colour(500, 400, RED)


@pytest.mark.thorough
@pytest.mark.once
@pytest.mark.parametrize("kind", HANDS)
def test_a_picture_is_placed_and_moved_by_every_kind_of_hand(person: Person, kind: str) -> None:
    mia = new_drawing(person(phone=kind == "finger"))
    tom = Drawing(person(phone=kind == "finger")).open(mia.path)
    size = mia.page.viewport_size
    assert size is not None
    middle, y = size["width"] // 2, size["height"] // 2
    hand = HANDS[kind](mia.page)
    hand.press(mia.page.get_by_role("button", name="more tools"))
    with mia.page.expect_file_chooser() as chooser:
        hand.press(mia.page.get_by_role("button", name="Picture", exact=True))
    chooser.value.set_files({"name": "boat.png", "mimeType": "image/png", "buffer": picture()})
    tom.wait_for_colour(middle - 60, y, RED)
    tom.wait_for_colour(middle + 60, y, BLUE)
    expect(mia.page.locator("#picked-bar")).to_contain_text("1 picked")
    hand.move_picked((middle, y), (middle, y - 200))
    tom.wait_for_colour(middle + 60, y - 200, BLUE)
    tom.wait_for_blank(middle + 60, y)


@pytest.mark.once
def test_a_picture_is_pasted_or_dropped_where_it_shall_lie_and_rubbed_out(person: Person) -> None:
    mia = new_drawing(person())
    mia.page.mouse.move(300, 250)
    paste(mia.page, picture(100, 60))
    drop(mia.page, picture(100, 60, "GIF"), 900, 250, type="image/gif")
    mia.shows(2)
    for x in (275, 875):
        mia.wait_for_colour(x, 250, RED)
    expect(mia.page.locator("#picked-bar")).to_contain_text("1 picked")  # with a tool of its own
    mia.page.keyboard.press("e")
    # The other one: where the mouse has rested a tip may say whose it is, and take the press.
    MouseHand(mia.page).draw(polyline((875, 200), (875, 300)))
    mia.wait_for_blank(875, 250)
    assert differing(mia.seen(), mia.server_picture(), EDGE) < 0.02


@pytest.mark.once
def test_a_picture_is_described_for_whoever_hears_the_drawing(person: Person) -> None:
    mia = new_drawing(person())
    tom = Drawing(person()).open(mia.path)
    mia.page.mouse.move(640, 400)
    paste(mia.page, picture())
    tom.shows(1)
    describe = mia.page.get_by_role("button", name="Describe this picture")
    expect(mia.page.locator("[data-do=recolour]")).to_be_hidden()  # it has colours of its own
    describe.press("Enter")
    expect(mia.page.get_by_label("What it shows")).to_be_focused()
    mia.page.keyboard.type('Red & "blue" <halves>')
    mia.page.keyboard.press("Control+Enter")
    expect(describe).to_be_focused()
    for drawing in (mia, tom):
        expect(drawing.page.locator("#described li")).to_have_text(['Red & "blue" <halves>'])
    svg = tom.fetch(f"{tom.path}.svg").text()
    assert '<title>Red &amp; "blue" &lt;halves&gt;</title>' in svg
    mia.page.keyboard.press("Control+z")
    for drawing in (mia, tom):
        expect(drawing.page.locator("#described")).to_be_hidden()
        drawing.shows(1)


@pytest.mark.once
@pytest.mark.thorough
def test_what_a_picture_shows_is_heard_in_replays_and_frames(person: Person, axe: str) -> None:
    mia = new_drawing(person())
    paste(mia.page, picture())
    mia.shows(1)
    mia.page.get_by_role("button", name="Describe this picture").press("Enter")
    expect(mia.page.get_by_label("What it shows")).to_be_focused()
    mia.page.keyboard.type("A boat")
    mia.page.keyboard.press("Control+Enter")
    expect(mia.page.locator("#described li")).to_have_text(["A boat"])
    expect(mia.status).to_have_attribute("data-kind", "saved")
    reader = person(reduced_motion="reduce")  # a replay waits at its end
    for way in ("embed", "replay"):
        reader.goto(f"{mia.path}/{way}")
        expect(reader.locator("#described li")).to_have_text(["A boat"])
        assert_axe_finds_nothing(reader, axe, way)
    reader.keyboard.press("Home")
    expect(reader.locator("#described")).to_be_hidden()


@pytest.mark.once
@pytest.mark.thorough
def test_the_dialog_about_a_picture_is_clean_and_for_its_own_people(
    person: Person, axe: str
) -> None:
    mia = new_drawing(person())
    tom = Drawing(person(phone=True)).open(mia.path)
    for drawing in (mia, tom):
        paste(drawing.page, picture())
        drawing.page.get_by_role("button", name="Describe this picture").click()
        expect(drawing.page.get_by_label("What it shows")).to_be_focused()
        assert_axe_finds_nothing(drawing.page, axe, "the dialog about a picture")
        drawing.page.keyboard.press("Escape")
    mia.shows(2)
    describe = mia.page.get_by_role("button", name="Describe this picture")
    mia.page.keyboard.press("Control+a")  # the owner's: both
    expect(mia.page.locator("#picked-bar")).to_contain_text("2 picked")
    expect(describe).to_be_hidden()
    tom.page.keyboard.press("Control+a")
    expect(tom.page.locator("#picked-bar")).to_contain_text("1 picked")


@pytest.mark.once
@pytest.mark.thorough
def test_a_picture_taken_back_at_once_leaves_the_pen_in_the_hand_and_can_be_placed_again(
    person: Person,
) -> None:
    mia = new_drawing(person())
    tom = Drawing(person()).open(mia.path)
    mia.page.route("**/images", lambda _route: None)  # it stays on its way
    mia.page.keyboard.press("p")
    undo = mia.page.get_by_role("button", name="Undo").first
    expect(undo).to_have_attribute("aria-disabled", "true")
    pen = mia.page.get_by_role("radio", name="Pen", exact=True)
    mia.page.mouse.move(640, 400)
    paste(mia.page, picture())
    mia.wait_for_colour(500, 400, RED)
    expect(pen).not_to_be_checked()
    expect(undo).to_have_attribute("aria-disabled", "false")
    mia.page.keyboard.press("Control+z")
    mia.wait_for_blank(500, 400)
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(pen).to_be_checked()
    redo = mia.page.get_by_role("button", name="Redo").first
    expect(redo).to_have_attribute("aria-disabled", "false")
    mia.page.unroute("**/images")
    mia.page.keyboard.press("Control+y")
    for drawing in (mia, tom):
        drawing.shows(1)
        drawing.wait_for_colour(500, 400, RED)
    expect(pen).to_be_checked()
    mia.page.keyboard.press("Control+z")  # an act by now
    tom.wait_for_blank(500, 400)


@pytest.mark.once
@pytest.mark.thorough
def test_a_picture_waits_for_the_network_in_sight_and_is_then_saved(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("503")
    mia = new_drawing(person())
    cut = True

    def bring(route: Route) -> None:
        if cut and route.request.method == "POST":
            route.fulfill(status=503)
        else:
            route.fallback()

    mia.page.route("**/images", bring)
    drop(mia.page, picture(), 640, 400)
    expect(mia.page.locator("#toasts")).to_contain_text("waits for the network")
    mia.wait_for_colour(500, 400, RED)
    expect(mia.status).not_to_have_attribute("data-kind", "saved")
    cut = False
    mia.page.evaluate("dispatchEvent(new Event('online'))")
    mia.shows(1)
    expect(mia.status).to_have_attribute("data-kind", "saved")
    mia.wait_for_colour(500, 400, RED)


@pytest.mark.once
def test_a_picture_that_waits_outlives_its_tab_and_is_placed_once(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("503")
    mia = new_drawing(person())
    mia.page.route("**/images", lambda route: route.fulfill(status=503))
    drop(mia.page, picture(), 640, 400)
    expect(mia.page.locator("#toasts")).to_contain_text("This browser keeps it")
    url, context = mia.page.url, mia.page.context
    with mia.page.expect_event("close"):
        mia.page.close(run_before_unload=True)  # and nobody is asked
    again = Drawing(context.new_page()).open(url)
    again.shows(1)
    again.wait_for_colour(500, 400, RED)
    again.page.reload()
    Drawing(again.page).ready().shows(1)


@pytest.mark.once
@pytest.mark.thorough
def test_who_watches_is_told_why_a_dropped_picture_is_not_taken(person: Person) -> None:
    mia = new_drawing(person())
    wall = Drawing(person()).open(mia.link("watch_link"))
    drop(wall.page, picture(), 300, 300)
    expect(wall.page.locator("#toasts")).to_contain_text("You can watch this drawing")


@pytest.mark.once
def test_what_is_no_picture_is_refused_in_words(person: Person) -> None:
    mia = new_drawing(person())
    toasts = mia.page.locator("#toasts")
    drop(mia.page, b"<svg/>", 300, 300, name="boat.png")
    expect(toasts).to_contain_text("no picture we can read")
    drop(mia.page, b"\x89DRB", 300, 300, name="harbour.drawnby", type="")
    expect(toasts).to_contain_text("Drop it on the home page")
    mia.shows(0)
