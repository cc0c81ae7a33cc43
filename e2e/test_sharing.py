"""Links: who may come in by them, what they show on the way, and what happens when they change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import MouseHand, PenHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

SAILED = "This link has sailed"
CLOSED = "This drawing is closed"
LINE = polyline((200, 300), (500, 300))


@pytest.mark.daphne
@pytest.mark.together
def test_who_holds_the_watch_link_sees_it_live_and_cannot_draw(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    wall = Drawing(person(servers[-1])).open(servers[-1] + mia.link("watch_link"))
    wall.is_watched()
    assert wall.link("link") == mia.link("watch_link")  # all a watcher can hand on is watching
    pen = PenHand(mia.page)
    pen.down(LINE[0])
    pen.move(LINE[1:])
    wall.wait_for_ink(400, 300)
    pen.up(LINE[-1])
    wall.shows(1)

    MouseHand(wall.page).draw(polyline((500, 200), (400, 120)))  # moves the paper
    wall.wait_for_ink(250, 220)
    wall.page.keyboard.press("Control+z")
    expect(wall.title).to_be_disabled()
    assert wall.page.get_by_text("Clear the paper…").count() == 0
    wall.shows(1)
    mia.shows(1)
    wall.page.get_by_role("button", name="Close this note").click()
    expect(wall.page.locator(".watching")).to_be_hidden()


@pytest.mark.together
def test_the_owner_takes_and_gives_pens_while_others_are_inside(
    person: Person, servers: list[str], expected_errors: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    MouseHand(tom.page).draw(LINE)
    mia.shows(1)

    pen, underway = PenHand(tom.page), polyline((300, 500), (600, 500))
    pen.down(underway[0])
    pen.move(underway[1:])
    mia.wait_for_ink(450, 500)
    mia.allow("Can watch")
    tom.is_watched()
    mia.wait_for_blank(450, 500)
    pen.up(underway[-1])
    MouseHand(tom.page).draw(polyline((300, 500), (600, 500)))
    mia.shows(1)
    PenHand(mia.page).draw(polyline((300, 200), (600, 200)))
    tom.shows(2)

    mia.allow("Can draw")
    expect(tom.page.locator("#tray")).to_be_visible()
    tom.choose("Pen")
    tom.page.keyboard.press("Control+z")
    mia.shows(1)

    mia.allow("Only me")
    expect(mia.page.locator("#share .dialog-lead")).to_have_text(re.compile("Nobody but you"))
    tom.is_gone(CLOSED)
    mia.allow("Can draw")
    tom.page.get_by_role("button", name="Try again").click()
    tom.ready().shows(1)

    mia.allow("Only me")
    tom.is_gone(CLOSED)
    expected_errors.append("403 (Forbidden)")
    answer = tom.page.reload()
    assert answer is not None
    assert answer.status == 403
    expect(tom.page.get_by_role("heading", name="This door is closed")).to_be_visible()


@pytest.mark.thorough
def test_a_replaced_link_opens_nothing_and_puts_everyone_out(
    person: Person, servers: list[str], expected_errors: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    old = mia.link("link"), mia.link("watch_link")
    tom = Drawing(person(servers[-1])).open(servers[-1] + old[0])
    wall = Drawing(person(servers[-1])).open(servers[-1] + old[1])
    code = mia.page.locator(".share-code").inner_html()

    dialog = mia.share()
    dialog.get_by_role("button", name="Replace…").click()
    confirmation = mia.page.get_by_role("dialog", name="Replace the link?")
    confirmation.get_by_role("button", name="Replace link").click()
    tom.is_gone(CLOSED)
    wall.is_gone(CLOSED)
    expect(mia.page).not_to_have_url(servers[0] + old[0])
    new = mia.path
    expect(dialog.get_by_label("Link", exact=True)).to_have_value(
        f"{servers[0]}{new}".removeprefix("http://")
    )
    assert mia.page.locator(".share-code").inner_html() != code
    mia.page.keyboard.press("Escape")

    expected_errors.append("404 (Not Found)")
    for path in old:
        refused(tom.page, servers[-1] + path)
    PenHand(mia.page).draw(LINE)  # she draws on
    mia.shows(1)
    mia.allow("Can watch")  # and shares it, under its new address
    Drawing(tom.page).open(servers[-1] + new).shows(1)


def refused(page: Page, url: str) -> None:
    """The clear page of a link that opens nothing, and a way on from there."""
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name=SAILED)).to_be_visible()
    expect(page.get_by_role("button", name="Start a drawing")).to_be_visible()


@pytest.mark.thorough
def test_a_deleted_drawing_says_so_to_those_inside_and_is_gone_from_the_list(
    person: Person, servers: list[str], expected_errors: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    path, page = mia.path, mia.page
    PenHand(page).draw(LINE)
    tom.shows(1)
    page.goto("/drawings")
    page.get_by_role("button", name="More for Untitled").click()
    page.get_by_role("button", name="Delete…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    tom.is_gone("This drawing was deleted")
    expected_errors.append("404 (Not Found)")
    for each in (page, tom.page):
        refused(each, servers[0] + path)


@pytest.mark.once
def test_the_copied_link_lets_a_friend_in(person: Person, servers: list[str]) -> None:
    mia = new_drawing(person(permissions=["clipboard-read", "clipboard-write"]))
    dialog = mia.share()
    for button, name in (("Copy link", "link"), ("Copy the watch link", "watch_link")):
        dialog.get_by_role("button", name=button).click()
        expect(mia.page.locator("#toasts")).to_contain_text("copied")
        copied = mia.page.evaluate("navigator.clipboard.readText()")
        assert copied == servers[0] + mia.link(name)
    Drawing(person()).open(servers[0] + mia.link("link"))
    expect(dialog.get_by_role("img", name="The link as a code")).to_be_visible()
    assert mia.page.locator(".share-code svg path").count() > 0


@pytest.mark.thorough
@pytest.mark.once
def test_who_may_not_use_the_clipboard_is_told_to_copy_by_hand(person: Person) -> None:
    mia = new_drawing(person())
    mia.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    mia.share().get_by_role("button", name="Copy link").click()
    expect(mia.page.locator("#toasts")).to_contain_text("Select the link")


@pytest.mark.once
def test_a_shared_link_shows_the_drawing_and_who_drew_it(
    person: Person, servers: list[str]
) -> None:
    page = person()
    page.goto("/drawings")
    page.get_by_role("button", name="New drawing").first.click()
    mia = Drawing(page).ready()
    mia.rename_self("Mia")
    mia.rename("Harbour")
    PenHand(mia.page).draw(LINE)
    mia.shows(1)
    tom_page = person()
    Drawing(tom_page).open(servers[0] + mia.path)
    meta = {
        name: tom_page.locator(f'meta[property="og:{name}"]').get_attribute("content")
        for name in ("title", "description", "url", "image")
    }
    assert meta["title"] == "Harbour"
    assert meta["description"] == "by Mia"
    assert meta["url"] == servers[0] + mia.path
    card = tom_page.request.get(str(meta["image"]))
    assert card.ok
    assert card.headers["content-type"] == "image/png"
    assert tom_page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    assert tom_page.locator('meta[name="twitter:card"]').count() == 1
