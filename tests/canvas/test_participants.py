"""Coming in by a link, and what each link lets people do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person, User
from accounts.people import prefer_hue
from canvas.access import Right, right_by_link, right_of
from canvas.models import Access, Drawing, Participant
from canvas.participants import choose_hue, come_in, find_seat, find_seats, list_participants
from canvas.store import write
from tests.canvas.people import Scene, entry, make_scene, stroke_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.mark.parametrize(
    ("access", "by_link", "by_watch_link"),
    [
        (Access.DRAW, Right.DRAW, Right.WATCH),
        (Access.WATCH, Right.WATCH, Right.WATCH),
        (Access.CLOSED, Right.NONE, Right.NONE),
    ],
)
def test_a_link_gives_what_the_owner_chose(
    scene: Scene, access: Access, by_link: Right, by_watch_link: Right
) -> None:
    scene.drawing.access = access
    assert right_by_link(scene.drawing, scene.drawing.key) is by_link
    assert right_by_link(scene.drawing, scene.drawing.watch_key) is by_watch_link
    assert right_by_link(scene.drawing, "") is Right.NONE
    assert right_by_link(scene.drawing, "made-up-link-made-up-l") is Right.NONE


def test_the_owner_may_do_everything_whatever_the_access(scene: Scene) -> None:
    scene.drawing.access = Access.CLOSED
    assert right_of(scene.drawing, scene.mia) is Right.OWN


def test_the_owner_is_the_owner_in_another_browser_too(scene: Scene) -> None:
    user = User.objects.create_user("mia@example.org", "secret-enough", name="Mia")
    assert scene.drawing.owner is not None
    scene.drawing.owner.user = user
    scene.drawing.owner.save()
    elsewhere = Person.objects.create(user=user)
    assert right_of(scene.drawing, come_in(scene.drawing, elsewhere, "")) is Right.OWN


def test_people_are_numbered_and_coloured_in_the_order_they_come(scene: Scene) -> None:
    assert (scene.mia.number, scene.mia.hue) == (1, 0)
    assert (scene.tom.number, scene.tom.hue) == (2, 1)


def test_coming_again_changes_neither_number_nor_hue(scene: Scene) -> None:
    person = Person.objects.get(name="Tom")
    assert come_in(scene.drawing, person, scene.drawing.key) == scene.tom
    assert Participant.objects.count() == 2


def test_the_better_of_two_links_is_kept(scene: Scene) -> None:
    person = Person.objects.create(name="Aiko")
    aiko = come_in(scene.drawing, person, scene.drawing.watch_key)
    assert right_of(scene.drawing, aiko) is Right.WATCH
    aiko = come_in(scene.drawing, person, scene.drawing.key)
    assert right_of(scene.drawing, aiko) is Right.DRAW
    aiko = come_in(scene.drawing, person, scene.drawing.watch_key)
    assert right_of(scene.drawing, aiko) is Right.DRAW


def test_the_better_link_counts_once_the_owner_lets_people_draw_again(scene: Scene) -> None:
    scene.drawing.access = Access.WATCH
    scene.drawing.save()
    person = Person.objects.create(name="Aiko")
    come_in(scene.drawing, person, scene.drawing.watch_key)
    aiko = come_in(scene.drawing, person, scene.drawing.key)
    scene.drawing.access = Access.DRAW
    assert right_of(scene.drawing, aiko) is Right.DRAW


def test_a_preferred_hue_is_given_where_it_is_free(scene: Scene) -> None:
    aiko = come_in(scene.drawing, Person.objects.create(hue=5), scene.drawing.key)
    samir = come_in(scene.drawing, Person.objects.create(hue=5), scene.drawing.key)
    assert (aiko.hue, samir.hue) == (5, 2)


def test_the_hue_of_the_first_drawing_is_kept_in_others_where_it_is_free(scene: Scene) -> None:
    tom = scene.tom.person
    assert tom is not None
    assert tom.hue == scene.tom.hue == 1
    other = Drawing.objects.create()
    assert come_in(other, tom, other.key).hue == 1
    prefer_hue(tom, None)  # for once, and for good if they wish
    third = Drawing.objects.create()
    assert come_in(third, tom, third.key).hue == 0
    assert tom.hue is None


def test_a_newcomer_never_gets_the_name_of_somebody_here(scene: Scene) -> None:
    here = Person.objects.create(name="Ink Otter")
    come_in(scene.drawing, here, scene.drawing.key)
    newcomer = Person.objects.create(name="Ink Otter")
    come_in(scene.drawing, newcomer, scene.drawing.key)
    newcomer.refresh_from_db()
    assert newcomer.name not in ("Ink Otter", "Mia", "Tom")


def test_a_name_that_was_chosen_or_is_known_elsewhere_stays(scene: Scene) -> None:
    for name in ("Anna", "Ink Otter"):
        come_in(scene.drawing, Person.objects.create(name=name), scene.drawing.key)
    anna = Person.objects.create(name="Anna")
    known = Person.objects.create(name="Ink Otter")
    elsewhere = Drawing.objects.create()
    come_in(elsewhere, known, elsewhere.key)
    for person in (anna, known):
        come_in(scene.drawing, person, scene.drawing.key)
    assert (anna.name, known.name) == ("Anna", "Ink Otter")


@given(st.lists(st.integers(0, 7), max_size=30))
def test_no_hue_is_given_again_while_another_is_given_less(taken: list[int]) -> None:
    chosen = choose_hue(taken, None)
    assert taken.count(chosen) == min(taken.count(hue) for hue in range(8))


def test_there_is_a_seat_only_for_those_who_came_in(scene: Scene) -> None:
    uid = scene.drawing.uid
    seat = find_seat(uid, scene.tom.person)
    assert seat is not None
    assert (seat.number, seat.right) == (2, Right.DRAW)
    assert find_seat(uid, None) is None
    assert find_seat(uid, Person.objects.create(name="Stranger")) is None
    assert find_seat("x" * 22, scene.tom.person) is None


def test_there_is_no_seat_behind_a_closed_or_replaced_link(scene: Scene) -> None:
    Drawing.objects.update(access=Access.CLOSED)
    assert find_seat(scene.drawing.uid, scene.tom.person) is None
    Drawing.objects.update(access=Access.DRAW, key="n" * 22)
    assert find_seat(scene.drawing.uid, scene.tom.person) is None


def test_whoever_neither_drew_nor_is_here_is_not_listed(scene: Scene) -> None:
    write([entry(scene.tom, stroke_draft())])
    listed = list_participants(scene.drawing.pk, [])
    assert [row["name"] for row in listed] == ["Tom"]
    listed = list_participants(scene.drawing.pk, [1])
    assert [row["name"] for row in listed] == ["Mia", "Tom"]


def test_many_seats_are_found_in_one_question(
    scene: Scene, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    other = make_scene()
    asked = [
        (each.drawing.uid, hand.person)
        for each in (scene, other)
        for hand in (scene.mia, scene.tom, other.tom)
        if hand.person is not None
    ]
    with django_assert_num_queries(1):
        seats = find_seats(asked)
    assert seats == [find_seat(uid, person) for uid, person in asked]
    assert [seat.right if seat else None for seat in seats] == [
        *(Right.OWN, Right.DRAW, None),
        *(None, None, Right.DRAW),
    ]


def test_whoever_has_been_here_waits_for_nobody(
    scene: Scene, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    """Neither for a lock nor, on SQLite, for whoever writes."""
    tom = Person.objects.get(name="Tom")
    with django_assert_num_queries(1):
        assert come_in(scene.drawing, tom, scene.drawing.key) == scene.tom


def test_of_a_crowd_only_the_last_who_came_are_looked_at(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvas.participants.CROWD", 2)
    aiko = come_in(scene.drawing, Person.objects.create(name="Aiko"), scene.drawing.key)
    samir = come_in(scene.drawing, Person.objects.create(name="Samir"), scene.drawing.key)
    assert (aiko.number, aiko.hue) == (3, 2)
    assert (samir.number, samir.hue) == (4, 0)  # as Mia has, who came long ago


def test_coming_in_asks_no_more_where_many_have_come(
    scene: Scene, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    for number in range(20):
        come_in(scene.drawing, Person.objects.create(name=f"Guest {number}"), scene.drawing.key)
    newcomer = Person.objects.create(name="Ink Otter")
    with django_assert_max_num_queries(9):
        assert come_in(scene.drawing, newcomer, scene.drawing.key).number == 23
