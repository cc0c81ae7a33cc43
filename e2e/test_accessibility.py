"""Nothing for a checker to report on any page; everything can be done from the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e.accessibility import (
    MISSED,
    MOST_STOPS,
    assert_axe_finds_nothing,
    by_name,
    focused,
    ring_is_seen,
    tab_stops,
    tab_to,
)
from e2e.pages import Drawing, come_in, new_drawing, sign_up
from e2e.pens import PenHand, polyline

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.conftest import Person

pytestmark = pytest.mark.once

STILL: dict[str, Any] = {"reduced_motion": "reduce"}  # a colour half faded in has no contrast yet
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": STILL,
    "dark": {**STILL, "color_scheme": "dark"},
    "phone": {**STILL, "phone": True},
}
LINE = polyline((200, 300), (380, 300))

THOROUGH = pytest.mark.thorough
DARK_PHONE = {**LOOKS["dark"], "phone": True}
# In a hurry light and dark, phone and desktop are each seen once of a drawing and of plain pages.
of_strangers = pytest.mark.parametrize(
    "look", [STILL, pytest.param(DARK_PHONE, marks=THOROUGH)], ids=["desktop", "dark-phone"]
)
of_people = pytest.mark.parametrize(
    "look", [pytest.param(STILL, marks=THOROUGH), DARK_PHONE], ids=["desktop", "dark-phone"]
)
of_drawings = pytest.mark.parametrize(
    "look",
    [
        pytest.param(STILL, marks=THOROUGH),
        pytest.param(LOOKS["dark"], marks=THOROUGH),
        LOOKS["phone"],
    ],
    ids=LOOKS.keys(),
)


@of_strangers
def test_axe_finds_nothing_on_a_strangers_pages(
    person: Person, axe: str, look: dict[str, Any], expected_errors: list[str]
) -> None:
    expected_errors.append("404 (Not Found)")
    page = person(**look)
    for path in STRANGERS_PAGES:
        page.goto(path)
        assert_axe_finds_nothing(page, axe, path)
    for path in ("/accounts/signup/", "/accounts/login/"):
        page.goto(path)
        submit_empty(page)
        expect(page.locator(".field-error").first).to_be_visible()
        assert_axe_finds_nothing(page, axe, f"{path} with errors")
    page.goto("/talk")
    page.get_by_role("link", name="Lobby").click()
    expect(page.get_by_role("heading", level=1, name="Lobby")).to_be_visible()
    assert_axe_finds_nothing(page, axe, "a room, from outside")
    come_in(page, f"Tom {uuid4().hex}"[:20])
    expect(page.locator("[data-people] li").first).to_be_visible()
    assert_axe_finds_nothing(page, axe, "a room")


STRANGERS_PAGES = (
    "/",
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/profile",
    "/drawings",
    "/talk",
    "/d/cut-short",
    "/no-such-page",
)


def submit_empty(page: Page) -> None:
    form = page.locator("form.form")
    form.evaluate("form => { form.noValidate = true }")
    form.locator("button[type=submit]").click()


@of_people
def test_axe_finds_nothing_on_the_pages_of_somebody_who_drew(
    person: Person, axe: str, look: dict[str, Any], servers: list[str], expected_errors: list[str]
) -> None:
    page = person(**look)
    mia = new_drawing(page)
    PenHand(page).draw(LINE)
    mia.shows(1)
    path = mia.path
    for guests in ("/accounts/signup/", "/drawings", "/accounts/profile"):
        page.goto(guests)
        assert_axe_finds_nothing(page, axe, f"a guest's {guests}")
    sign_up(page, "Mia", f"{uuid4().hex}@example.org")
    for hers in MEMBERS_PAGES:
        page.goto(hers)
        assert_axe_finds_nothing(page, axe, hers)
    page.goto("/drawings")
    page.get_by_role("button", name="More for Untitled").click()
    assert_axe_finds_nothing(page, axe, "the menu of a drawing")
    for item, dialog in (("Rename…", "#rename-dialog"), ("Delete…", "#delete-dialog")):
        if not page.locator(".card-menu").is_visible():
            page.get_by_role("button", name="More for Untitled").click()
        page.get_by_role("button", name=item).click()
        expect(page.locator(dialog)).to_be_visible()
        assert_axe_finds_nothing(page, axe, f"the dialog of {item}")
        page.keyboard.press("Escape")

    page.goto(path)
    mia.ready().allow("Only me")
    expected_errors.append("403 (Forbidden)")
    other = person(**look)
    other.goto(path)
    assert_axe_finds_nothing(other, axe, "a closed door")


MEMBERS_PAGES = (
    "/drawings",
    "/accounts/profile",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/profile/delete",
    "/accounts/logout/",
)


def open_popover(name: str) -> Callable[[Drawing], None]:
    return lambda drawing: drawing.page.locator(f"[popovertarget={name}]:visible").first.click()


STATES: dict[str, Callable[[Drawing], object]] = {
    "colours": open_popover("colours"),
    "people": open_popover("people"),
    "menu": open_popover("menu"),
    "share": lambda drawing: drawing.share(),
    "download": lambda drawing: drawing.from_menu("Download…"),
    "shortcuts": lambda drawing: drawing.page.keyboard.press("?"),
    "clear": lambda drawing: drawing.from_menu("Clear the paper…"),
    "credits": lambda drawing: drawing.from_menu("Credits"),
    "chat": lambda drawing: drawing.say("Boats are mine then"),
}


@of_drawings
def test_axe_finds_nothing_while_drawing(person: Person, axe: str, look: dict[str, Any]) -> None:
    page = person(**look)
    mia = new_drawing(page)
    PenHand(page).draw(LINE)
    mia.shows(1)
    tom = Drawing(person(**look)).open(page.url)
    assert_axe_finds_nothing(page, axe, "the drawing")
    for state, enter in STATES.items():
        enter(mia)
        expect(page.locator(f"#{state}")).to_be_visible()
        assert_axe_finds_nothing(page, axe, state)
        page.keyboard.press("Escape")
        expect(page.locator(f"#{state}")).to_be_hidden()
    mia.allow("Can watch")
    tom.is_watched()
    assert_axe_finds_nothing(tom.page, axe, "watching")
    mia.allow("Only me")
    tom.is_gone("This drawing is closed")
    assert_axe_finds_nothing(tom.page, axe, "a drawing that closed")


ROOM_ABOVE = """
share => {
  document.documentElement.style.fontSize = '200%';
  const [sheet, note] = ['.harbour-sheet', '.hero-note'].map(
    one => document.querySelector('.hero ' + one).getBoundingClientRect());
  return sheet.top + share * sheet.width - note.bottom;
}
"""
LINES_OF_A_WORD = """
() => {
  const word = document.createRange();
  const words = document.querySelector('.display').firstChild;
  word.setStart(words, words.data.indexOf('together'));
  word.setEnd(words, words.data.length);
  return word.getClientRects().length;
}
"""


@THOROUGH
@pytest.mark.parametrize(
    ("phone", "share"), [(False, 0.2488), (True, 0.073)], ids=["mast", "lighthouse"]
)
def test_words_twice_as_large_stay_above_the_picture(
    person: Person, phone: bool, share: float
) -> None:
    """`share`: how far below the sheet's edge what reaches up to the words begins, of its width."""
    page = person(phone=phone, **STILL)
    page.goto("/")
    assert page.evaluate(ROOM_ABOVE, share) >= 0
    assert page.evaluate(LINES_OF_A_WORD) == 1


def test_tab_reaches_every_control_in_order_with_a_ring_round_it(person: Person) -> None:
    mia = new_drawing(person(**STILL))
    stops = tab_stops(mia.page)
    assert stops == [
        'link "DrawnBy, home"',
        'button "Untitled drawing"',
        'button "1 person here"',
        'button "Who drew what"',
        'link "Replay"',
        'button "Chat"',
        'button "Share"',
        'button "More"',
        'application "Paper: draw here"',
        'button "Zoom out"',
        'button "Zoom 100%"',
        'button "Zoom in"',
        'radio "Pen"',
        'button "More tools"',
        'slider "Size"',
        'radio "Ink"',
        'button "More colours"',
        'button "Undo"',
        'button "Redo"',
    ]
    assert mia.page.evaluate(MISSED) == []


@pytest.mark.thorough
def test_tab_reaches_every_control_of_chat_and_dialogs(person: Person) -> None:
    mia = new_drawing(person(**STILL))
    page = mia.page
    for state in ("chat", "share", "download", "shortcuts"):
        STATES[state](mia)
        expect(page.locator(f"#{state}")).to_be_visible()
        for control in page.locator(f"#{state} :is(button, textarea, input:checked)").all():
            if control.is_visible() and control.is_enabled():
                reach(page, control.aria_snapshot().splitlines()[0])
        page.keyboard.press("Escape")
        expect(page.locator(f"#{state}")).to_be_hidden()


def reach(page: Page, snapshot: str) -> None:
    """Press Tab until the control that a screen reader would call so has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if focused(page).count() and focused(page).aria_snapshot().startswith(snapshot):
            assert ring_is_seen(page), f"no focus ring on {snapshot}"
            return
    raise AssertionError(f"Tab never reaches {snapshot}")


def test_escape_closes_what_enter_opened_and_gives_the_focus_back(person: Person) -> None:
    page = new_drawing(person(**STILL)).page
    for opener, opened in OPENERS.items():
        tab_to(page, opener)
        page.keyboard.press("Enter")
        expect(page.locator(opened)).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.locator(f"{opened} :focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator(opened)).to_be_hidden()
        expect(by_name(page, opener)).to_be_focused()


OPENERS = {
    'button "1 person here"': "#people",
    'button "Chat"': "#chat",
    'button "Share"': "#share",
    'button "More"': "#menu",
    'button "Zoom 100%"': "#zoom-menu",
    'button "More colours"': "#colours",
    'button "More tools"': "#more-tools",
}


def test_arrows_and_letters_choose_tools_but_not_while_writing(person: Person) -> None:
    mia = new_drawing(person(**STILL))
    page, keys = mia.page, mia.page.keyboard

    def holds(tool: str) -> None:
        expect(page.get_by_role("radio", name=tool, exact=True)).to_be_checked()

    tab_to(page, 'radio "Pen"')
    for key, tool in (("ArrowRight", "Pencil"), ("ArrowRight", "Brush"), ("ArrowLeft", "Pencil")):
        keys.press(key)
        holds(tool)
    tab_to(page, 'radio "Ink"')
    keys.press("ArrowRight")
    expect(page.locator("#tray").get_by_role("radio", name="Red")).to_be_checked()
    letters = {"p": "Pen", "n": "Pencil", "b": "Brush", "m": "Marker", "e": "Eraser", "h": "Hand"}
    digits = dict(zip("12345", ("Pen", "Pencil", "Brush", "Marker", "Eraser"), strict=True))
    for key, tool in {**letters, **digits}.items():
        keys.press(key)
        holds(tool)

    keys.press("c")
    box = page.get_by_role("textbox", name="Say something")
    expect(box).to_be_focused()
    keys.type("bench p?")
    expect(box).to_have_value("bench p?")
    holds("Eraser")
    keys.press("Escape")

    keys.press("?")
    page.get_by_label("Single letters and digits are shortcuts").uncheck()
    keys.press("Escape")
    keys.press("b")
    keys.press("c")
    holds("Eraser")
    expect(mia.chat).to_be_hidden()


def test_a_drawing_is_started_named_shared_and_taken_home_without_a_mouse(
    person: Person, tmp_path: Path
) -> None:
    page = person(**STILL, permissions=["clipboard-read", "clipboard-write"])
    keys = page.keyboard
    page.goto("/")
    tab_to(page, 'button "Start drawing"')
    keys.press("Enter")
    mia = Drawing(page).ready()
    keys.press("b")
    keys.press("]")
    tab_to(page, 'slider "Size"')
    keys.press("ArrowRight")
    PenHand(page).draw(LINE)  # nothing but a hand can do this
    mia.shows(1)
    keys.press("Control+z")
    mia.shows(0)
    keys.press("Control+y")
    mia.shows(1)

    tab_to(page, 'button "Untitled drawing"')
    keys.press("Enter")
    keys.type("Harbour")
    keys.press("Enter")
    expect(mia.title).to_have_text("Harbour")
    expect(mia.title).to_be_focused()
    keys.press("Enter")
    keys.type("Not that")
    keys.press("Escape")
    expect(mia.title).to_have_text("Harbour")

    keys.press("c")
    keys.type("The lighthouse is mine")
    keys.press("Enter")
    mia.hears("The lighthouse is mine")
    keys.press("Escape")

    tab_to(page, 'button "Share"')
    keys.press("Enter")
    expect(by_name(page, 'button "Copy link"')).to_be_focused()  # what one came for
    keys.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    keys.press("Escape")

    tab_to(page, 'button "More"')
    keys.press("Enter")
    tab_to(page, 'button "Download…"')
    keys.press("Enter")
    tab_to(page, 'button "Download PNG"')
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename == "Harbour.png"
    download.value.save_as(tmp_path / "harbour.png")
    with Image.open(tmp_path / "harbour.png") as picture:
        assert picture.width > 2 * (LINE[-1].x - LINE[0].x)  # at 2×, with a margin
    expect(page.locator("#download")).to_be_hidden()
