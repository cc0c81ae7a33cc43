"""Pages of drawings and what only their owners may do, as a browser asks for them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client, override_settings

from accounts.models import Person
from canvas.models import Access, Drawing, Participant
from canvas.store import write
from tests.canvas.people import entry, stroke_draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mia() -> Client:
    return Client()


@pytest.fixture
def tom() -> Client:
    return Client()


def start(client: Client) -> Drawing:
    """Start a drawing and open it, as one click does."""
    answer = client.post("/new", follow=True)
    assert answer.status_code == 200
    return Drawing.objects.get()


def page_of(client: Client, path: str) -> dict[str, Any]:
    """What the page's script is told."""
    text = client.get(path).content.decode()
    found = re.search(r'<script id="page" type="application/json">(.*?)</script>', text)
    assert found is not None
    page: dict[str, Any] = json.loads(found[1])
    return page


def draw(drawing: Drawing, number: int = 1) -> None:
    who = Participant.objects.get(drawing=drawing, number=number)
    write([entry(who, stroke_draft())])


def test_one_click_starts_a_drawing_that_one_owns(mia: Client) -> None:
    drawing = start(mia)
    page = page_of(mia, f"/d/{drawing.key}")
    assert page["right"] == "own"
    assert page["you"]["guest"] is True
    assert page["link"] == f"http://testserver/d/{drawing.key}"
    assert len(drawing.key) == 22


def test_whoever_has_the_link_may_draw(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    page = page_of(tom, f"/d/{drawing.key}")
    assert (page["right"], page["watch_link"]) == ("draw", None)


def test_whoever_has_the_watch_link_may_watch_and_learns_no_other(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    answer = tom.get(f"/d/{drawing.watch_key}")
    assert drawing.key not in answer.content.decode()
    assert page_of(tom, f"/d/{drawing.watch_key}")["right"] == "watch"


def test_crawlers_that_look_at_the_home_page_leave_nothing_behind(mia: Client) -> None:
    assert mia.get("/").status_code == 200
    assert Person.objects.count() == 0


@pytest.mark.parametrize("path", ["/d/" + "x" * 22, "/d/short", "/d/" + "x" * 22 + "/more"])
def test_a_link_that_opens_nothing_gets_a_clear_page(mia: Client, path: str) -> None:
    answer = mia.get(path)
    assert answer.status_code == 404
    assert "sailed" in answer.content.decode()


def test_a_closed_drawing_is_closed_to_all_but_its_owner(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    Drawing.objects.update(access=Access.CLOSED)
    assert tom.get(f"/d/{drawing.key}").status_code == 403
    assert mia.get(f"/d/{drawing.key}").status_code == 200


def test_the_link_shows_a_card(mia: Client) -> None:
    drawing = start(mia)
    Drawing.objects.update(title="Harbour <at> six")
    text = mia.get(f"/d/{drawing.key}").content.decode()
    assert f'content="http://testserver/d/{drawing.key}/card.png"' in text
    assert 'property="og:title" content="Harbour &lt;at&gt; six"' in text


def test_the_owner_chooses_who_may_do_what(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    answer = mia.post(f"/d/{drawing.key}/access", {"access": "watch"})
    assert answer.json() == {"access": "watch"}
    assert page_of(tom, f"/d/{drawing.key}")["right"] == "watch"


def test_nonsense_is_no_access(mia: Client) -> None:
    drawing = start(mia)
    answer = mia.post(f"/d/{drawing.key}/access", {"access": "everything"})
    assert answer.status_code == 400
    assert "reason" in answer.json()


@pytest.mark.parametrize("action", ["access", "rename", "replace-link", "delete"])
def test_only_the_owner_may_do_what_owners_do(mia: Client, tom: Client, action: str) -> None:
    drawing = start(mia)
    answer = tom.post(f"/d/{drawing.key}/{action}", {"access": "closed", "title": "Mine"})
    assert answer.status_code == 403
    again = Drawing.objects.get()
    assert (again.key, again.access, again.title) == (drawing.key, "draw", "")


@pytest.mark.parametrize("action", ["access", "rename", "replace-link", "delete"])
def test_what_owners_do_is_never_done_by_following_a_link(mia: Client, action: str) -> None:
    drawing = start(mia)
    assert mia.get(f"/d/{drawing.key}/{action}").status_code == 405


@override_settings(RATES={"new_drawing": "2/m/ip", "newcomer": "100/m/ip"})
def test_an_address_cannot_start_drawings_without_end() -> None:
    answers = [Client().post("/new").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert Drawing.objects.count() == 2


@override_settings(RATES={"new_drawing": "9/m/ip", "newcomer": "1/m/ip"})
def test_an_address_cannot_send_newcomers_without_end_and_nobody_inside_is_shut_out(
    mia: Client, tom: Client
) -> None:
    drawing = start(mia)
    assert tom.get(f"/d/{drawing.key}").status_code == 200
    assert Client().get(f"/d/{drawing.key}").status_code == 429
    assert tom.get(f"/d/{drawing.key}").status_code == 200


def test_forms_need_their_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/new").status_code == 403
    assert Drawing.objects.count() == 0


def test_a_replaced_link_stops_working_at_once(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    tom.get(f"/d/{drawing.key}")
    answer = mia.post(f"/d/{drawing.key}/replace-link").json()
    assert tom.get(f"/d/{drawing.key}").status_code == 404
    assert tom.get(f"/d/{drawing.watch_key}").status_code == 404
    assert tom.get(answer["link"]).status_code == 200
    assert answer["link"].endswith(answer["key"])
    assert answer["qr"].startswith("<svg")


def test_a_deleted_drawing_is_gone_with_all_that_was_drawn(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    draw(drawing)
    mia.post(f"/d/{drawing.key}/delete")
    assert tom.get(f"/d/{drawing.key}").status_code == 404
    assert Participant.objects.count() == 0


def test_ones_drawings_are_listed_newest_first(mia: Client, tom: Client) -> None:
    first = start(mia)
    draw(first)
    Drawing.objects.update(title="First")
    mia.post("/new", follow=True)
    second = Drawing.objects.exclude(pk=first.pk).get()
    draw(second)
    tom.get(f"/d/{first.key}")
    draw(first, number=2)
    mine = mia.get("/drawings").context
    assert [card["key"] for card in mine["drawings"]] == [first.key, second.key]
    assert mine["counts"] == {"all": 2, "started": 2, "joined": 0}
    theirs = tom.get("/drawings?show=joined").context
    assert next(card["credit"] for card in theirs["drawings"]).endswith("& you")


@pytest.mark.parametrize("path", ["/drawings", "/accounts/signup/"])
def test_a_replaced_link_is_not_told_to_those_who_held_the_old_one(
    mia: Client, tom: Client, path: str
) -> None:
    drawing = start(mia)
    tom.get(f"/d/{drawing.key}")
    draw(drawing, number=2)
    assert drawing.key in tom.get(path).content.decode()
    new = mia.post(f"/d/{drawing.key}/replace-link").json()["key"]
    listed = tom.get(path).content.decode()
    assert new not in listed
    assert drawing.key not in listed
    assert new in mia.get(path).content.decode()


def test_a_closed_drawing_is_listed_to_its_owner_alone(mia: Client, tom: Client) -> None:
    drawing = start(mia)
    tom.get(f"/d/{drawing.key}")
    draw(drawing, number=2)
    mia.post(f"/d/{drawing.key}/access", {"access": "closed"})
    assert tom.get("/drawings").context["counts"]["all"] == 0
    assert mia.get("/drawings").context["counts"]["all"] == 1


def test_a_stranger_has_no_drawings_and_an_invitation_to_start_one(tom: Client) -> None:
    answer = tom.get("/drawings")
    assert answer.status_code == 200
    assert answer.context["drawings"] == []


def test_renaming_from_the_list_leads_back_to_it(mia: Client) -> None:
    drawing = start(mia)
    answer = mia.post(
        f"/d/{drawing.key}/rename", {"title": " New\x00 name "}, headers={"accept": "text/html"}
    )
    assert answer.status_code == 302
    assert Drawing.objects.get().title == "New name"


def test_signing_up_keeps_what_a_guest_drew(mia: Client) -> None:
    drawing = start(mia)
    draw(drawing)
    form = {"name": "Mia", "email": "mia@example.org", "password1": "lighthouse-keeper-7"}
    answer = mia.post("/accounts/signup/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    listed = mia.get("/drawings").context["drawings"]
    assert [card["key"] for card in listed] == [drawing.key]
    assert listed[0]["credit"] == "by you"
    assert page_of(mia, f"/d/{drawing.key}")["right"] == "own"


def test_the_scene_of_other_tests_is_what_clicks_make(mia: Client, tom: Client) -> None:
    """The shortcut that store and socket tests take ends where browsers end."""
    drawing = start(mia)
    tom.get(f"/d/{drawing.key}")
    clicked = Participant.objects.order_by("number").values_list("number", "hue", "link")
    assert list(clicked) == [(1, 0, drawing.key), (2, 1, drawing.key)]
