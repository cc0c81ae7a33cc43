"""The list of one's own drawings, a page at a time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from accounts.people import SESSION_KEY
from canvas.models import Drawing
from canvas.participants import come_in
from canvas.store import write
from canvas.views.own import PAGE_DRAWINGS
from tests.canvas.people import entry, stroke_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia() -> Person:
    return Person.objects.create(name="Mia")


@pytest.fixture
def browser(client: Client, mia: Person) -> Client:
    """Mia's."""
    session = client.session
    session[SESSION_KEY] = mia.pk
    session.save()
    return client


def start(owner: Person, count: int) -> list[str]:
    """Start drawings with something on them; returns their keys, newest first."""
    drawings = Drawing.objects.bulk_create(Drawing(owner=owner, head=1) for _ in range(count))
    return [drawing.key for drawing in reversed(drawings)]


def draw_together(mia: Person, count: int) -> None:
    """Mia and somebody else draw in drawings of that person."""
    for _ in range(count):
        other = Person.objects.create(name="Tom")
        drawing = Drawing.objects.create(owner=other)
        hands = [come_in(drawing, person, drawing.key) for person in (mia, other)]
        write([entry(hand, stroke_draft()) for hand in hands])


def listed(browser: Client, address: str) -> list[str]:
    """The keys of the drawings on that page."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return [card["key"] for card in answer.context["drawings"]]


def test_one_page_holds_whole_rows_and_the_rest_is_on_the_next(
    browser: Client, mia: Person
) -> None:
    keys = start(mia, PAGE_DRAWINGS)
    assert listed(browser, "/drawings") == keys
    assert b"pager" not in browser.get("/drawings").content
    keys = start(mia, 1) + keys
    assert listed(browser, "/drawings") == keys[:PAGE_DRAWINGS]
    assert listed(browser, "/drawings?page=2") == keys[PAGE_DRAWINGS:]


def test_each_page_says_which_it_is_and_leads_to_those_beside_it(
    browser: Client, mia: Person
) -> None:
    start(mia, 2 * PAGE_DRAWINGS + 1)
    first, second, third = (browser.get(f"/drawings?page={page}").content for page in (1, 2, 3))
    newer, older = b'rel="prev"', b'rel="next"'
    assert [newer in page for page in (first, second, third)] == [False, True, True]
    assert [older in page for page in (first, second, third)] == [True, True, False]
    assert b"<title>Your drawings \xc2\xb7 DrawnBy</title>" in first
    assert b"<title>Your drawings, page 2 \xc2\xb7 DrawnBy</title>" in second
    assert b"Page 3 of 3" in third


def test_what_is_chosen_goes_along_to_the_next_page(browser: Client, mia: Person) -> None:
    keys = start(mia, PAGE_DRAWINGS + 1)
    draw_together(mia, 1)
    answer = browser.get("/drawings?show=started")
    assert answer.context["counts"] == {"all": 26, "started": 25, "joined": 1}
    assert b'rel="next" href="?show=started&amp;page=2"' in answer.content
    assert listed(browser, "/drawings?show=started&page=2") == keys[PAGE_DRAWINGS:]


@pytest.mark.parametrize(
    ("number", "page"),
    [
        ("", 1),
        ("two", 1),
        ("1.5", 1),
        ("%00", 1),
        ("%ff", 1),
        ("9" * 5000, 1),
        ("<script>", 1),
        ("0", 2),
        ("-1", 2),
        ("3", 2),
        (str(10**30), 2),
        ("1&page=2", 2),
    ],
)
def test_a_page_that_is_not_there_shows_one_that_is(
    browser: Client, mia: Person, number: str, page: int
) -> None:
    start(mia, PAGE_DRAWINGS + 1)
    answer = browser.get(f"/drawings?page={number}")
    assert (answer.status_code, answer.context["page"].number) == (200, page)
    assert b"<script>" not in answer.content


def test_whoever_has_no_drawings_has_one_empty_page(browser: Client, mia: Person) -> None:
    assert listed(browser, "/drawings?page=7") == []
    assert b"Nothing here yet" in browser.get("/drawings?page=7").content


def test_a_page_asks_as_much_of_the_database_however_many_drawings_there_are(
    browser: Client, mia: Person
) -> None:
    browser.get("/drawings")  # renews the session
    asked = []
    for more in (2, PAGE_DRAWINGS):
        draw_together(mia, more)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/drawings")
        asked.append(len(queries))
    assert asked[0] == asked[1]


LIST = "/drawings?show=started&page=2"
HTML = {"accept": "text/html"}


def test_what_is_done_on_a_page_leads_back_to_it(browser: Client, mia: Person) -> None:
    keys = start(mia, PAGE_DRAWINGS + 2)
    assert b'name="next" value="/drawings?show=started&amp;page=2"' in browser.get(LIST).content
    *_, older, oldest = keys
    form = {"title": "Quay", "next": LIST}
    assert browser.post(f"/d/{older}/rename", form, headers=HTML)["Location"] == LIST
    assert Drawing.objects.get(key=older).title == "Quay"
    assert browser.post(f"/d/{older}/delete", {"next": LIST}, headers=HTML)["Location"] == LIST
    assert listed(browser, LIST) == [oldest]


def test_where_the_last_page_loses_its_last_drawing_one_sees_the_page_before(
    browser: Client, mia: Person
) -> None:
    *others, oldest = start(mia, PAGE_DRAWINGS + 1)
    browser.post(f"/d/{oldest}/delete", {"next": LIST}, headers=HTML)
    assert listed(browser, LIST) == others


@pytest.mark.parametrize(
    "next",
    ["", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_no_form_leads_out_of_the_site(browser: Client, mia: Person, next: str) -> None:
    (key,) = start(mia, 1)
    answer = browser.post(f"/d/{key}/rename", {"title": "Quay", "next": next}, headers=HTML)
    assert answer["Location"] == "/drawings"
