"""Rooms for everybody: open one, come in, talk, see who is there, hear the people of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from e2e.accessibility import assert_axe_finds_nothing
from e2e.pages import PASSWORD, come_in, new_drawing, sign_up
from e2e.servers import Server, manage

if TYPE_CHECKING:
    from e2e.conftest import Person


def open_room(page: Page, title: str) -> str:
    """Open a room; returns its path."""
    page.goto("/talk")
    page.get_by_label("What is it about?").fill(title)
    page.get_by_role("button", name="Open room").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return "/talk/" + page.url.rsplit("/talk/")[1]


def say(page: Page, text: str) -> None:
    page.get_by_label("Say something").fill(text)
    page.get_by_label("Say something").press("Enter")


def hears(page: Page, text: str) -> None:
    expect(page.locator(".chat-text").filter(has_text=text)).to_be_visible()


def card(page: Page, title: str) -> str:
    return f".room-card:has-text('{title}')"


@pytest.mark.together
def test_people_of_different_servers_meet_in_a_room(person: Person, servers: list[str]) -> None:
    title = f"Boats {uuid4().hex[:8]}"
    mia, tom, reader = person(servers[0]), person(servers[-1]), person(servers[-1])
    sign_up(mia, "Mia", f"{uuid4().hex}@example.org")
    path = open_room(mia, title)
    expect(mia.get_by_label("Say something")).to_be_focused()
    reader.goto("/talk")
    expect(reader.locator(card(reader, title))).to_contain_text("opened by Mia")

    tom.goto(path)
    expect(tom.get_by_label("What shall we call you?")).to_be_focused()
    come_in(tom, "Tom")
    say(tom, "Hull or <b>mast</b>?")
    hears(mia, "Hull or <b>mast</b>?")
    expect(mia.locator("[data-people]")).to_contain_text("Tom")
    expect(tom.locator("[data-people]")).to_contain_text("Mia")
    # The list of rooms shows it while it happens, though nobody reloads it.
    expect(reader.locator(card(reader, title))).to_contain_text("Tom Hull or <b>mast</b>?")
    expect(reader.locator(card(reader, title))).to_contain_text("2 here")

    expect(mia.locator("[data-lines]")).to_contain_text("Tom joined")
    tom.close()
    expect(mia.locator("[data-people]")).not_to_contain_text("Tom")
    expect(mia.locator("[data-lines]")).to_contain_text("Tom left")
    mia.reload()
    hears(mia, "Hull or <b>mast</b>?")


@pytest.mark.thorough
def test_the_site_speaks_to_a_room_or_to_everybody(
    person: Person, servers: list[str], running_servers: list[Server]
) -> None:
    boss, reader, drawer = person(servers[0]), person(servers[-1]), person(servers[-1])
    log_in_as_boss(boss, running_servers[0])
    title = f"Quay {uuid4().hex[:8]}"
    reader.goto(open_room(boss, title))
    drawing = new_drawing(drawer)

    announce(boss, title, "The kettle is on")
    hears(reader, "The kettle is on")
    announce(boss, "Everybody, wherever they are", "Closing at ten")
    expect(reader.locator("#toasts")).to_contain_text("Closing at ten")
    expect(drawing.page.locator("#toasts")).to_contain_text("Closing at ten")
    expect(drawing.page.locator("#toasts")).not_to_contain_text("kettle")

    boss.goto("/talk")
    boss.get_by_role("link", name=title).click()
    boss.get_by_role("button", name="End this room").click()
    boss.get_by_role("button", name="End for everybody").click()
    expect(reader.get_by_text("This room is closed.")).to_be_visible()


def log_in_as_boss(page: Page, server: Server) -> None:
    if not server.log:
        pytest.skip("accounts are made on servers of our own only")
    address = f"{uuid4().hex}@example.org"
    manage(
        {**server.environment, "DJANGO_SUPERUSER_PASSWORD": PASSWORD},
        *("createsuperuser", "--noinput", "--email", address, "--name", "Boss"),
    )
    page.goto("/accounts/login/?next=/talk")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


@pytest.mark.once
@pytest.mark.thorough
@pytest.mark.parametrize(
    "look", [{}, {"phone": True, "color_scheme": "dark"}], ids=["desktop", "dark-phone"]
)
def test_axe_finds_nothing_on_what_the_people_of_the_site_see(
    person: Person,
    axe: str,
    look: dict[str, Any],
    running_servers: list[Server],
    expected_errors: list[str],
) -> None:
    expected_errors.append("422")
    boss = person(reduced_motion="reduce", **look)
    log_in_as_boss(boss, running_servers[0])
    title = f"Quay {uuid4().hex[:8]}"
    path = open_room(boss, title)
    assert_axe_finds_nothing(boss, axe, "their room")
    announce(boss, title, "The kettle is on")
    assert_axe_finds_nothing(boss, axe, "the page of system messages, and that one was sent")
    boss.get_by_label("What to say").evaluate("field => field.form.noValidate = true")
    boss.get_by_role("button", name="Send").click()
    expect(boss.locator(".field-error")).to_be_visible()
    assert_axe_finds_nothing(boss, axe, "a message without words")
    boss.goto(path)
    boss.get_by_role("button", name="End this room").click()
    expect(boss.get_by_role("dialog", name="End this room?")).to_be_visible()
    assert_axe_finds_nothing(boss, axe, "the end of a room")
    expect(boss.get_by_role("button", name="Keep it")).to_be_focused()
    boss.keyboard.press("Escape")
    expect(boss.get_by_role("button", name="End this room")).to_be_focused()


def announce(page: Page, room: str, text: str) -> None:
    page.goto("/talk/announce")
    page.get_by_label("To", exact=True).select_option(label=room)
    page.get_by_label("What to say").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").first).to_contain_text("Sent")


@pytest.mark.once
@pytest.mark.thorough
def test_a_name_in_use_is_refused_and_another_taken(
    person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("422")
    name = f"Aiko {uuid4().hex[:8]}"
    aiko, other = person(), person()
    for page in (aiko, other):
        page.goto("/talk")
        page.get_by_role("link", name="Lobby").click()
    come_in(aiko, name)
    say(aiko, "hello")
    hears(other, "hello")
    other.get_by_label("What shall we call you?").fill(name.upper())
    other.get_by_role("button", name="Come in").click()
    expect(other.get_by_text("Somebody here is called that.")).to_be_visible()
    come_in(other, f"Tom {uuid4().hex[:8]}")
