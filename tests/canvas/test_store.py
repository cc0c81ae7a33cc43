"""The log in the database: one writer of its numbers, nothing twice, nothing without right."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from asgiref.sync import sync_to_async
from django.test import override_settings
from django.utils import timezone

from canvas import store
from canvas.changes import Change, encode_change
from canvas.log import Kind, Numbered
from canvas.messages import Draft
from canvas.models import Access, Drawing, Operation
from canvas.strength import Reserves, Strength
from drawnby.sockets import Later, Refused
from drawnby.sockets.appends import Appended
from drawnby.sockets.throttle import Limit
from tests.canvas.people import (
    Scene,
    clear_draft,
    entry,
    hide_draft,
    make_scene,
    stroke_draft,
)

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def appended(outcome: store.Outcome) -> Appended[Operation]:
    assert isinstance(outcome, Appended), outcome
    return outcome


def refused_for_good(outcome: store.Outcome) -> bool:
    return isinstance(outcome, Refused) and not isinstance(outcome, Later)


def seqs(outcomes: list[store.Outcome]) -> list[int]:
    return [appended(outcome).row.seq for outcome in outcomes]


def test_operations_are_numbered_from_one_without_a_gap(scene: Scene) -> None:
    drafts = [stroke_draft() for _ in range(3)]
    assert seqs(store.write([entry(scene.mia, draft) for draft in drafts])) == [1, 2, 3]
    assert seqs(store.write([entry(scene.tom, stroke_draft())])) == [4]
    scene.drawing.refresh_from_db()
    assert scene.drawing.head == 4


def test_the_same_operation_sent_again_keeps_its_number(scene: Scene) -> None:
    draft = stroke_draft()
    first = appended(store.write([entry(scene.mia, draft)])[0])
    again = appended(store.write([entry(scene.mia, draft)])[0])
    assert (again.row, again.repeated) == (first.row, True)
    assert Operation.objects.count() == 1


def test_the_same_operation_twice_in_one_transaction_is_kept_once(scene: Scene) -> None:
    draft = stroke_draft()
    assert seqs(store.write([entry(scene.mia, draft), entry(scene.mia, draft)])) == [1, 1]
    assert Operation.objects.count() == 1


def test_nobody_takes_the_id_of_somebody_elses_stroke(scene: Scene) -> None:
    draft = stroke_draft()
    store.write([entry(scene.mia, draft)])
    assert refused_for_good(store.write([entry(scene.tom, draft)])[0])
    assert Operation.objects.count() == 1


def test_the_same_id_in_another_drawing_is_another_operation(scene: Scene) -> None:
    other = make_scene()
    draft = stroke_draft()
    outcomes = store.write([entry(scene.mia, draft), entry(other.mia, draft)])
    assert seqs(outcomes) == [1, 1]


def test_a_watcher_cannot_draw(scene: Scene) -> None:
    Drawing.objects.update(access=Access.WATCH)
    outcomes = store.write([entry(scene.tom, stroke_draft()), entry(scene.mia, stroke_draft())])
    assert refused_for_good(outcomes[0])
    assert seqs(outcomes[1:]) == [1]


def test_whoever_came_by_the_watch_link_cannot_draw(scene: Scene) -> None:
    scene.tom.link = scene.drawing.watch_key
    scene.tom.save()
    assert refused_for_good(store.write([entry(scene.tom, stroke_draft())])[0])


def test_a_replaced_link_draws_no_more(scene: Scene) -> None:
    Drawing.objects.update(key="k" * 22)
    assert refused_for_good(store.write([entry(scene.tom, stroke_draft())])[0])
    assert seqs(store.write([entry(scene.mia, stroke_draft())])) == [1]


def test_nobody_draws_as_a_participant_of_another_drawing(scene: Scene) -> None:
    other = make_scene()
    forged = store.Entry(scene.drawing.pk, other.mia.pk, stroke_draft())
    assert refused_for_good(store.write([forged])[0])


def test_a_deleted_drawing_takes_nothing(scene: Scene) -> None:
    late = entry(scene.mia, stroke_draft())
    scene.drawing.delete()
    assert refused_for_good(store.write([late])[0])


def test_undo_hides_own_work_and_only_that(scene: Scene) -> None:
    mine, theirs = stroke_draft(), stroke_draft()
    store.write([entry(scene.tom, mine), entry(scene.mia, theirs)])
    allowed, not_allowed = store.write(
        [entry(scene.tom, hide_draft([mine.id])), entry(scene.tom, hide_draft([theirs.id]))]
    )
    assert appended(allowed).row.kind == Kind.HIDE
    assert refused_for_good(not_allowed)


def test_the_owner_may_hide_anybodys_work(scene: Scene) -> None:
    draft = stroke_draft()
    store.write([entry(scene.tom, draft)])
    assert seqs(store.write([entry(scene.mia, hide_draft([draft.id]))])) == [2]


def test_undo_of_a_stroke_nobody_drew_is_refused(scene: Scene) -> None:
    assert refused_for_good(store.write([entry(scene.mia, hide_draft([b"x" * 16]))])[0])


def test_undo_in_the_same_transaction_as_its_stroke_finds_it(scene: Scene) -> None:
    draft = stroke_draft()
    batch = [entry(scene.tom, draft), entry(scene.tom, hide_draft([draft.id]))]
    assert seqs(store.write(batch)) == [1, 2]


CHANGING = {Kind.CHANGE: encode_change(Change(fronted=True)), Kind.REMOVE: b""}


def changing_draft(kind: Kind, *ids: bytes) -> Draft:
    return Draft(secrets.token_bytes(16), kind, CHANGING[kind] + b"".join(ids))


@pytest.mark.parametrize("kind", CHANGING)
def test_people_change_and_remove_their_own_work_and_only_that(scene: Scene, kind: Kind) -> None:
    mine, theirs = stroke_draft(), stroke_draft()
    store.write([entry(scene.tom, mine), entry(scene.mia, theirs)])
    allowed, not_allowed, not_even_partly, owners = store.write(
        [
            entry(scene.tom, changing_draft(kind, mine.id)),
            entry(scene.tom, changing_draft(kind, theirs.id)),
            entry(scene.tom, changing_draft(kind, mine.id, theirs.id)),
            entry(scene.mia, changing_draft(kind, mine.id, theirs.id)),
        ]
    )
    assert seqs([allowed, owners]) == [3, 4]
    assert refused_for_good(not_allowed)
    assert refused_for_good(not_even_partly)
    assert Operation.objects.count() == 4


@pytest.mark.parametrize("kind", CHANGING)
def test_only_what_lies_on_the_paper_is_changed_or_removed(scene: Scene, kind: Kind) -> None:
    stroke = stroke_draft()
    hide = hide_draft([stroke.id])
    store.write([entry(scene.mia, stroke), entry(scene.mia, hide)])
    for id in (hide.id, secrets.token_bytes(16)):
        assert refused_for_good(store.write([entry(scene.mia, changing_draft(kind, id))])[0])


@pytest.mark.parametrize("kind", CHANGING)
def test_a_change_is_taken_back_by_whoever_made_it_and_not_by_whose_work_it_was(
    scene: Scene, kind: Kind
) -> None:
    stroke = stroke_draft()
    change = changing_draft(kind, stroke.id)
    store.write([entry(scene.tom, stroke), entry(scene.mia, change)])
    by_tom, by_mia = store.write(
        [entry(scene.tom, hide_draft([change.id])), entry(scene.mia, hide_draft([change.id]))]
    )
    assert refused_for_good(by_tom)
    assert seqs([by_mia]) == [3]


def test_whoever_draws_may_colour_the_paper(scene: Scene) -> None:
    draft = Draft(secrets.token_bytes(16), Kind.PAPER, b"\xff\xf8\xe0")
    assert seqs(store.write([entry(scene.tom, draft)])) == [1]


def test_only_the_owner_clears(scene: Scene) -> None:
    outcomes = store.write([entry(scene.tom, clear_draft()), entry(scene.mia, clear_draft())])
    assert refused_for_good(outcomes[0])
    assert seqs(outcomes[1:]) == [1]


@override_settings(DRAWING_MAX_OPERATIONS=2)
def test_a_full_drawing_takes_no_more(scene: Scene) -> None:
    outcomes = store.write([entry(scene.mia, stroke_draft()) for _ in range(3)])
    assert seqs(outcomes[:2]) == [1, 2]
    assert refused_for_good(outcomes[2])


@override_settings(DRAWING_MAX_BYTES=60)
def test_a_drawing_of_too_many_bytes_takes_no_more(scene: Scene) -> None:
    size = len(stroke_draft().body)
    outcomes = store.write([entry(scene.mia, stroke_draft()) for _ in range(60 // size + 2)])
    assert seqs(outcomes[:-1]) == list(range(1, 60 // size + 2))
    assert refused_for_good(outcomes[-1])
    scene.drawing.refresh_from_db()
    assert scene.drawing.size == size * (len(outcomes) - 1)


READS_BODIES = re.compile(r'^SELECT .*(?<!LENGTH\("canvas_operation"\.)"body".* FROM')


def test_who_may_change_many_strokes_is_found_out_without_reading_them(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    strokes = [stroke_draft() for _ in range(40)]
    people = (scene.mia, scene.tom)
    store.write([entry(people[at % 2], draft) for at, draft in enumerate(strokes)])
    change = changing_draft(Kind.CHANGE, *(draft.id for draft in strokes))
    with django_assert_max_num_queries(10) as asked:
        assert seqs(store.write([entry(scene.mia, change)])) == [41]
    assert not any(READS_BODIES.search(query["sql"]) for query in asked)


def test_the_log_is_read_in_pages(scene: Scene) -> None:
    store.write([entry(scene.mia, stroke_draft()) for _ in range(5)])
    page = store.read(scene.drawing.pk, 1, 3)
    assert [operation.seq for operation in page] == [2, 3, 4]
    assert page[0].author == scene.mia.number


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_a_page_of_the_log_has_no_more_bytes_than_it_may(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(store, "AT_ONCE", at_once)
    store.write([entry(scene.mia, stroke_draft()) for _ in range(5)])
    size = len(stroke_draft().body)

    def page(after: int, limit: int, most: int) -> list[int]:
        found = store.read_page(scene.drawing.pk, after, limit, most)
        return [operation.seq for operation in found]

    assert page(1, 10, 10_000) == [2, 3, 4, 5]
    assert page(1, 3, 10_000) == [2, 3, 4]
    assert page(1, 10, 2 * size) == [2, 3]
    assert page(1, 10, 1) == [2]
    assert page(5, 10, 1) == []


def test_of_a_log_of_large_operations_little_is_read_at_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    read = store.read

    def noting(drawing: int, after: int, limit: int) -> list[Numbered]:
        asked.append(limit)
        return read(drawing, after, limit)

    monkeypatch.setattr(store, "read", noting)
    monkeypatch.setattr(store, "AT_ONCE", 2)
    store.write([entry(scene.mia, stroke_draft()) for _ in range(20)])
    store.read_page(scene.drawing.pk, 0, 1000, 3 * len(stroke_draft().body))
    assert asked == [2, 2]


def test_times_never_go_back_though_the_clock_does(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    times = []
    for hours in (0, 2, -1, -30, 2):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: now + timedelta(hours=hours))
        (outcome,) = store.write([entry(scene.tom, stroke_draft())])
        times.append(appended(outcome).row.at)
    assert times == sorted(times)
    assert times[1] == times[-1] >= 2 * 3_600_000 - 1000


async def test_many_appends_at_once_get_every_number_once() -> None:
    scene = await sync_to_async(make_scene)()
    people = [scene.mia, scene.tom]
    entries = [entry(people[at % 2], stroke_draft()) for at in range(60)]
    outcomes = await asyncio.gather(*(store.append(each) for each in entries))
    assert sorted(each.row.seq for each in outcomes) == list(range(1, 61))
    assert [each.row.op_id.bytes for each in outcomes] == [each.draft.id for each in entries]


async def test_one_refused_append_spoils_none_of_the_others() -> None:
    scene = await sync_to_async(make_scene)()
    good = entry(scene.tom, stroke_draft())
    bad = entry(scene.tom, clear_draft())
    kept, not_kept = await asyncio.gather(
        store.append(good), store.append(bad), return_exceptions=True
    )
    assert isinstance(kept, Appended)
    assert isinstance(not_kept, Refused)


def test_an_act_on_many_taken_back_again_and_again_is_to_wait(scene: Scene) -> None:
    strokes = [stroke_draft() for _ in range(4)]
    act = Draft(secrets.token_bytes(16), Kind.REMOVE, b"".join(stroke.id for stroke in strokes))
    strength = Strength(
        Reserves(Limit(0.001, 10))
    )  # items, of which an act and its undo are about 4 each

    def say(draft: Draft) -> store.Outcome:
        [outcome] = store.write([replace(entry(scene.tom, draft), strength=strength)])
        return outcome

    assert seqs([say(draft) for draft in [*strokes, act]]) == [1, 2, 3, 4, 5]
    appended(say(hide_draft([act.id])))
    again = say(hide_draft([act.id], Kind.SHOW))
    assert isinstance(again, Later)
    assert "in a moment" in again.reason
    assert isinstance(say(hide_draft([strokes[0].id])), Later)  # it would come before, though after
    assert isinstance(say(stroke_draft()), Later)
    [others] = store.write([entry(scene.mia, hide_draft([act.id], Kind.SHOW))])
    appended(others)


def test_what_weighs_more_than_anybody_has_room_for_passes_once(scene: Scene) -> None:
    strength = Strength(Reserves(Limit(0.001, 3)))
    store.write([entry(scene.mia, stroke_draft()) for _ in range(5)])
    clears = [replace(entry(scene.mia, clear_draft()), strength=strength) for _ in range(2)]
    first, second = store.write(clears)
    appended(first)
    assert isinstance(second, Later)
