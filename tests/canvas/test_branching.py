"""A new drawing from a moment of another: what comes along, who is credited, who may."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from canvas import lineage, store
from canvas.access import Right, right_of
from canvas.branching import branch
from canvas.log import visible
from canvas.models import Access, Drawing, Participant
from canvas.participants import come_in
from drawnby.sockets.appends import Appended
from tests.canvas.people import Scene, entry, hide_draft, make_scene, stroke_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    """Mia draws, Tom draws, Mia takes her stroke back, Tom draws again."""
    scene = make_scene()
    first = stroke_draft()
    drafts = [
        entry(scene.mia, first),
        entry(scene.tom, stroke_draft()),
        entry(scene.mia, hide_draft([first.id])),
        entry(scene.tom, stroke_draft()),
    ]
    assert all(isinstance(outcome, Appended) for outcome in store.write(drafts))
    Drawing.objects.update(title="Harbour")
    scene.drawing.refresh_from_db()
    return scene


def aiko() -> Person:
    return Person.objects.create(name="Aiko")


@pytest.mark.parametrize("seq", range(5))
def test_a_branch_is_the_log_up_to_its_moment(scene: Scene, seq: int) -> None:
    drawing = branch(scene.drawing, seq, aiko())
    whole = store.read(scene.drawing.pk, 0, 10)
    assert store.read(drawing.pk, 0, 10) == whole[:seq]
    assert visible(store.read(drawing.pk, 0, 10)) == visible(whole[:seq])
    drawing.refresh_from_db()
    assert (drawing.head, drawing.size) == (seq, sum(len(row.body) for row in whole[:seq]))
    assert drawing.created_at == scene.drawing.created_at


def test_a_branch_is_drawn_on_and_its_source_is_not(scene: Scene) -> None:
    person = aiko()
    drawing = branch(scene.drawing, 2, person)
    mine = come_in(drawing, person, drawing.key)
    [outcome] = store.write([entry(mine, stroke_draft())])
    assert isinstance(outcome, Appended)
    assert outcome.row.seq == 3
    assert mine.number == 3
    scene.drawing.refresh_from_db()
    assert scene.drawing.head == 4


def test_only_those_who_drew_come_along_and_only_as_names(scene: Scene) -> None:
    drawing = branch(scene.drawing, 1, aiko())
    [mia] = Participant.objects.filter(drawing=drawing)
    assert mia.display_name == "Mia"
    assert right_of(drawing, mia) is Right.NONE


def test_newcomers_of_a_branch_get_numbers_nobody_has(scene: Scene) -> None:
    Participant.objects.filter(pk=scene.tom.pk).update(number=9)
    person = aiko()
    drawing = branch(scene.drawing, 4, person)
    assert come_in(drawing, person, drawing.key).number == 10


def test_credits_are_visible_along_the_chain(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = aiko()
    second = branch(scene.drawing, 2, person)
    Drawing.objects.filter(pk=second.pk).update(title="Harbour at night")
    second.refresh_from_db()
    store.write([entry(come_in(second, person, second.key), stroke_draft())])
    third = branch(second, 3, scene.tom.person or aiko())
    with django_assert_max_num_queries(3):
        chain = lineage.ancestors_of(third, None)
    assert [(found["title"], found["credit"]) for found in chain] == [
        ("Harbour at night", "by Aiko"),
        ("Harbour", "by Mia & Tom"),
    ]


def test_credit_outlives_the_drawing_it_is_due_to(scene: Scene) -> None:
    drawing = branch(scene.drawing, 4, aiko())
    scene.drawing.delete()
    [source] = lineage.ancestors_of(drawing, None)
    assert (source["title"], source["credit"]) == ("Harbour", "by Mia & Tom")


def test_the_source_is_linked_for_those_it_opens_to_and_nobody_else(scene: Scene) -> None:
    drawing = branch(scene.drawing, 4, aiko())
    [for_tom] = lineage.ancestors_of(drawing, scene.tom.person)
    [for_strangers] = lineage.ancestors_of(drawing, aiko())
    assert (for_tom["url"], for_strangers["url"]) == (f"/d/{scene.drawing.key}", None)


def test_what_a_branch_leaves_before_counts_as_far_as_it_is_taken_along() -> None:
    before = [{"uid": "a", "title": "A", "seq": 7}]
    assert [kept["seq"] for kept in lineage.continued(before, "b", "B", 3)] == [3, 3]


def test_a_lineage_never_grows_without_end() -> None:
    line: list[dict[str, object]] = []
    for seq in range(lineage.LONGEST + 5):
        line = lineage.continued(line, f"uid {seq}", "", seq)
    assert len(line) == lineage.LONGEST


def test_whoever_may_watch_begins_a_drawing_of_their_own(scene: Scene) -> None:
    client = Client()
    answer = client.post(f"/d/{scene.drawing.watch_key}/branch", {"seq": "3"}, follow=True)
    assert answer.status_code == 200
    drawing = Drawing.objects.exclude(pk=scene.drawing.pk).get()
    assert (drawing.head, answer.redirect_chain[0][0]) == (3, f"/d/{drawing.key}")


def test_a_script_is_told_where_the_branch_is(scene: Scene) -> None:
    answer = Client().post(f"/d/{scene.drawing.key}/branch", headers={"accept": "application/json"})
    assert answer.status_code == 201
    assert Drawing.objects.filter(key=answer.json()["url"].removeprefix("/d/"), head=4).exists()


@pytest.mark.parametrize("seq", ["-1", "5", "x", "1.5", "٣", "9" * 30])
def test_a_moment_that_never_was_is_refused(scene: Scene, seq: str) -> None:
    assert Client().post(f"/d/{scene.drawing.key}/branch", {"seq": seq}).status_code == 400
    assert Drawing.objects.count() == 1


def test_nothing_begins_in_a_drawing_that_is_deleted_meanwhile(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete(_request: HttpRequest) -> None:
        Drawing.objects.filter(pk=scene.drawing.pk).delete()

    monkeypatch.setattr("canvas.views.branching.too_many_drawings", delete)
    assert Client().post(f"/d/{scene.drawing.key}/branch").status_code == 404
    assert not Drawing.objects.exists()


def test_an_owner_may_keep_a_drawing_for_itself(scene: Scene) -> None:
    replay, path = f"/d/{scene.drawing.key}/replay", f"/d/{scene.drawing.key}/branch"
    assert path in Client().get(replay).content.decode()
    Drawing.objects.update(branchable=False)
    assert path not in Client().get(replay).content.decode()
    answer = Client().post(path)  # from a page opened before
    assert (answer.status_code, Drawing.objects.count()) == (403, 1)
    assert "This drawing stays whole" in answer.content.decode()
    answer = Client().post(path, headers={"accept": "application/json"})
    assert (answer.status_code, list(answer.json())) == (403, ["reason"])


def test_a_closed_drawing_has_no_branches(scene: Scene) -> None:
    Drawing.objects.update(access=Access.CLOSED)
    assert Client().post(f"/d/{scene.drawing.key}/branch").status_code == 403


def test_only_the_owner_chooses_who_may_branch() -> None:
    mia, tom = Client(), Client()
    mia.post("/new", follow=True)
    drawing = Drawing.objects.get()
    path = f"/d/{drawing.key}/branchable"
    assert tom.post(path, {"branchable": "no"}).status_code == 403
    assert mia.post(path, {"branchable": "perhaps"}).status_code == 400
    assert mia.post(path, {"branchable": "no"}).json() == {"branchable": False}
    assert Client().post(f"/d/{drawing.key}/branch").status_code == 403
    assert mia.post(f"/d/{drawing.key}/branch").status_code == 302


def test_the_page_of_a_branch_says_where_it_began(scene: Scene) -> None:
    client = Client()
    answer = client.post(f"/d/{scene.drawing.key}/branch", follow=True)
    page = answer.content.decode()
    assert "Where it began" in page
    assert "by Mia &amp; Tom" in page
    assert scene.drawing.key not in page  # the link was not handed on
    Drawing.objects.filter(pk=scene.drawing.pk).update(title="<b>Harbour</b>")
    assert "<b>Harbour" not in client.get(answer.redirect_chain[0][0]).content.decode()
