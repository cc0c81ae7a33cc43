"""Who is who: guests, their names and colours, accounts that keep what guests drew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import PASSWORD, Drawing, listed_drawings, new_drawing, sign_up
from e2e.pens import PenHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person
    from e2e.servers import Server

NEW_PASSWORD = "boats-at-seven-8"
LINE = polyline((200, 300), (500, 300))
LEAVING_TAKES = 40  # times half a second that a page is given to hear that somebody left


def mailbox() -> str:
    return f"{uuid4().hex}@example.org"


@pytest.mark.together
def test_a_guest_chooses_a_name_and_a_colour_that_others_see(
    person: Person, servers: list[str]
) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    expect(mia.page.get_by_role("button", name="2 people here")).to_be_visible()

    tom.rename_self("Tom")
    mia.page.locator("#people-button").click()
    people = mia.page.locator("#people [data-people]")
    toms = people.get_by_role("listitem").filter(has_text="Tom")
    expect(toms).to_contain_text("Guest")
    tom.page.locator("#people-button").click()
    tom.page.get_by_role("radio", name="Teal").check(force=True)
    tom.page.keyboard.press("Escape")
    # Not by the letter on the button: a guest's own name may begin with the same.
    expect(toms.locator(".avatar")).to_have_attribute("data-hue", "4")

    # His pointer is seen, with his name beside it.
    tom.page.mouse.move(400, 300)
    tom.page.mouse.move(500, 350)
    cursor = mia.page.locator(".cursor")
    expect(cursor).to_contain_text("Tom")
    expect(cursor).to_have_attribute("data-hue", "4")
    expect(cursor).to_have_css("transform", "matrix(1, 0, 0, 1, 500, 350)")

    # A name must be one.
    field = tom.page.get_by_label("Your name")
    tom.page.locator("#people-button").click()
    field.fill("   ")
    field.press("Enter")
    expect(tom.page.locator("#your-name-error")).to_contain_text("at least one letter")

    # Both are remembered, here and in the next drawing.
    tom.page.reload()
    tom.ready()
    tom.page.locator("#people-button").click()
    expect(field).to_have_value("Tom")
    expect(tom.page.get_by_role("radio", name="Teal")).to_be_checked()


@pytest.mark.once
def test_joining_and_leaving_is_said_in_the_chat_and_to_screen_readers(
    person: Person, servers: list[str]
) -> None:
    mia_page = person()
    mia_page.clock.install()  # so that nobody has to wait until somebody has left for good
    mia = new_drawing(mia_page)
    mia.open_chat()
    tom_page = person()
    tom = Drawing(tom_page).open(servers[0] + mia.path)
    name = tom_page.locator("#your-name").input_value()
    tom.rename_self("Tom")
    expect(mia_page.locator("#people [data-people]")).to_contain_text("Tom")
    advance_until_said(mia_page, re.compile(f"({re.escape(name)}|Tom) joined"))
    tom_page.close()
    advance_until_said(mia_page, re.compile("Tom left"))
    expect(mia_page.get_by_role("button", name="1 person here")).to_be_visible()


def advance_until_said(page: Page, words: re.Pattern[str]) -> None:
    said = page.locator("#chat [data-lines]")
    for _ in range(LEAVING_TAKES):
        page.clock.fast_forward(1_000)
        try:
            expect(said).to_contain_text(words, timeout=500)
        except AssertionError:
            continue
        expect(page.locator("#news")).to_have_text(words)
        return
    raise AssertionError(f"never said: {words.pattern}")


@pytest.mark.together
def test_what_a_guest_drew_is_kept_by_signing_up_and_found_from_anywhere(
    person: Person, servers: list[str]
) -> None:
    page, email = person(servers[0]), mailbox()
    mia = new_drawing(page)
    mia.rename_self("Mia")
    PenHand(page).draw(LINE)
    mia.shows(1)
    friend = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    before, path = mia.seen(), mia.path

    mia.from_menu("Sign up to keep it")
    expect(page.get_by_text("the one you made as a guest comes with you")).to_be_visible()
    expect(page.locator(".guest-strip img")).to_have_count(1)
    page.get_by_label("Your name").fill("Mia Berg")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Keep my drawings").click()
    expect(page).to_have_url(servers[0] + path)  # she stays where she was
    mia.ready().shows(1)
    assert mia.seen().tobytes() == before.tobytes()
    assert page.get_by_text("Sign up to keep it").count() == 0
    people = friend.page.locator("#people [data-people] li")
    expect(people.filter(has_text="Mia Berg")).to_have_count(1)
    expect(people.filter(has_text="Mia Berg")).not_to_contain_text("Guest")
    mia.undo()  # still hers
    friend.shows(0)
    page.keyboard.press("Control+y")
    friend.shows(1)

    page.goto("/drawings")
    page.get_by_role("button", name="Menu of Mia Berg").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()
    expect(listed_drawings(page)).to_have_count(0)

    elsewhere = person(servers[-1])
    log_in(elsewhere, email, PASSWORD)
    expect(listed_drawings(elsewhere)).to_have_count(1)
    expect(listed_drawings(elsewhere).first).to_contain_text("by you")
    elsewhere.locator(".card-title a").click()
    again = Drawing(elsewhere).ready()
    again.shows(1)
    again.clear()  # the owner, in another browser
    friend.shows(0)


def log_in(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("form.form button[type=submit]").click()


@pytest.mark.thorough
@pytest.mark.once
def test_a_forgotten_password_is_replaced_by_a_link_in_the_mail(
    person: Person, running_servers: list[Server]
) -> None:
    log = running_servers[0].log
    if log is None:
        pytest.skip("the mail of a server that runs already cannot be read")
    page, email = person(), mailbox()
    sign_up(page, "Mia", email)

    forgetful = person()
    log_in(forgetful, email, "something-else-9")
    expect(forgetful.get_by_role("alert")).to_be_visible()
    forgetful.get_by_role("link", name="Forgot").click()
    forgetful.get_by_label("Email").fill(email)
    forgetful.get_by_role("button", name="Send me the link").click()
    expect(forgetful.get_by_role("heading", name="Look in your mail")).to_be_visible()
    link = re.findall(r"http\S+/password/reset/key/\S+", log.read_text())[-1]
    forgetful.goto(link)
    choose_password(forgetful, "12345678")
    expect(forgetful.locator(".field-error").first).to_be_visible()
    choose_password(forgetful, NEW_PASSWORD)
    expect(forgetful.get_by_role("button", name="Use this password")).to_be_hidden()

    once_more = person()
    once_more.goto(link)
    expect(once_more.get_by_role("heading", name="This link is used up")).to_be_visible()
    log_in(once_more, email, PASSWORD)
    expect(once_more.get_by_role("alert")).to_be_visible()
    log_in(once_more, email, NEW_PASSWORD)
    expect(once_more).to_have_url(re.compile("/drawings$"))


def choose_password(page: Page, password: str) -> None:
    for field in page.locator("input[name^=password]").all():
        field.fill(password)
    page.get_by_role("button", name="Use this password").click()


@pytest.mark.once
def test_a_form_filled_in_wrongly_says_what_to_do(person: Person) -> None:
    page, email = person(), mailbox()
    sign_up(page, "Mia", email)
    stranger = person()
    stranger.goto("/accounts/signup/")
    stranger.get_by_label("Your name").fill("\u200b\u200b")
    stranger.get_by_label("Email").fill(email)
    stranger.get_by_label("Password", exact=True).fill("12345678")
    stranger.locator("form.form").evaluate("form => { form.noValidate = true }")
    stranger.locator("form.form button[type=submit]").click()
    for label in ("Your name", "Email", "Password"):
        field = stranger.get_by_label(label, exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        described = str(field.get_attribute("aria-describedby")).split()
        assert any(stranger.locator(f"#{id}.field-error").count() for id in described), label
    expect(stranger.get_by_label("Email")).to_have_value(email)  # nothing is typed twice
    expect(stranger.get_by_label("Password", exact=True)).to_have_value("")
