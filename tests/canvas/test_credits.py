"""The names that stand under a drawing, and whose drawing it is."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person, User
from canvas import store
from canvas.credits import credit_line, credits_of, drawings_of, guest_work, hands_in
from canvas.log import Kind, visible
from canvas.messages import Draft
from canvas.models import Drawing
from canvas.participants import come_in
from canvas.store import write
from tests.canvas.people import Scene, clear_draft, entry, hide_draft, make_scene, stroke_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def credit_of(drawing: Drawing, me: Person | None = None) -> str:
    drawing.refresh_from_db()
    return credit_line(credits_of(hands_in([drawing])[drawing.pk], me))


def test_only_those_who_drew_are_credited(scene: Scene) -> None:
    assert credit_of(scene.drawing) == ""
    write([entry(scene.tom, stroke_draft()), entry(scene.mia, stroke_draft())])
    assert credit_of(scene.drawing) == "by Mia & Tom"
    assert credit_of(scene.drawing, scene.tom.person) == "by Mia & you"


def test_those_of_whose_work_nothing_can_be_seen_are_not_credited(scene: Scene) -> None:
    toms, mias = stroke_draft(), stroke_draft()
    write([entry(scene.tom, toms), entry(scene.mia, mias)])
    assert credit_of(scene.drawing) == "by Mia & Tom"
    write([entry(scene.tom, hide_draft([toms.id]))])
    assert credit_of(scene.drawing) == "by Mia"
    write([entry(scene.tom, hide_draft([toms.id], Kind.SHOW)), entry(scene.mia, clear_draft())])
    assert credit_of(scene.drawing) == ""


def test_credits_are_found_out_once_for_each_head(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write([entry(scene.tom, stroke_draft())])
    credit_of(scene.drawing)
    with django_assert_num_queries(2):  # the head, and the names, which may change meanwhile
        assert credit_of(scene.drawing) == "by Tom"


@pytest.mark.parametrize(("limit", "most"), [("MOST_DEEDS", 0), ("MOST_BYTES", 15)])
def test_where_finding_out_costs_too_much_all_who_drew_are_credited(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(f"canvas.seen.{limit}", most)
    toms = stroke_draft()
    write([entry(scene.tom, toms), entry(scene.tom, hide_draft([toms.id]))])
    write([entry(scene.mia, stroke_draft())])
    assert credit_of(scene.drawing) == "by Mia & Tom"


KINDS = (Kind.STROKE, Kind.STROKE, Kind.HIDE, Kind.SHOW, Kind.REMOVE, Kind.CLEAR, Kind.PAPER)


def log_of_chance(scene: Scene, chance: Random) -> None:
    """Both draw, take away and bring back, all of it; only what is kept of a log is kept of it."""
    drawn: list[Draft] = []
    authors = (scene.mia, scene.tom)
    for seq in range(1, chance.randint(3, 25)):
        kind = chance.choice(KINDS) if drawn else Kind.STROKE
        draft = hide_draft([one.id for one in chance.sample(drawn, min(len(drawn), 3))], kind)
        draft = stroke_draft() if kind is Kind.STROKE else draft
        drawn.append(draft)
        scene.drawing.operations.create(
            seq=seq,
            op_id=UUID(bytes=draft.id),
            author=chance.choice(authors),
            kind=kind,
            body=draft.body,
            at=seq,
        )


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_credited_drew_something_that_is_seen_in_the_folded_log(
    scene: Scene, seed: int
) -> None:
    log_of_chance(scene, Random(seed))  # noqa: S311 (keeps no secret)
    seen = {one.author for one in visible(store.read(scene.drawing.pk, 0, 100))}
    hands = hands_in([scene.drawing])[scene.drawing.pk]
    assert {hand.number for hand in hands} == seen


def test_credits_do_without_a_cache(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("django.core.cache.cache.get_many", fail)
    monkeypatch.setattr("django.core.cache.cache.set_many", fail)
    write([entry(scene.tom, stroke_draft())])
    assert credit_of(scene.drawing) == "by Tom"


def test_two_hands_of_one_user_are_credited_once(scene: Scene) -> None:
    user = User.objects.create_user("mia@example.org", "secret-enough", name="Mia L")
    Person.objects.filter(name="Mia").update(user=user)
    other_hand = come_in(scene.drawing, Person.objects.create(user=user), scene.drawing.key)
    write([entry(scene.mia, stroke_draft()), entry(other_hand, stroke_draft())])
    assert credit_of(scene.drawing) == "by Mia L"


def test_a_drawing_is_among_ones_own_once_one_drew_in_it(scene: Scene) -> None:
    assert scene.mia.person is not None
    assert scene.tom.person is not None
    assert list(drawings_of(scene.tom.person)) == []
    write([entry(scene.tom, stroke_draft())])
    assert list(drawings_of(scene.tom.person)) == [scene.drawing]
    assert list(drawings_of(scene.mia.person)) == [scene.drawing]


def test_a_drawing_started_and_left_empty_is_not_listed(scene: Scene) -> None:
    assert scene.mia.person is not None
    assert list(drawings_of(scene.mia.person)) == []


def test_a_user_finds_what_every_hand_drew(scene: Scene) -> None:
    user = User.objects.create_user("tom@example.org", "secret-enough", name="Tom")
    write([entry(scene.tom, stroke_draft())])
    Person.objects.filter(name="Tom").update(user=user)
    elsewhere = Person.objects.create(user=user)
    assert list(drawings_of(elsewhere)) == [scene.drawing]


def test_guests_are_shown_what_they_would_keep(scene: Scene) -> None:
    write([entry(scene.tom, stroke_draft())])
    assert scene.tom.person is not None
    (work,) = guest_work(scene.tom.person)
    assert work["url"] == f"/d/{scene.drawing.key}"
    assert work["thumbnail"] == f"/d/{scene.drawing.key}/thumbnail.png"
