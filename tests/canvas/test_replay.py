"""The replay of a drawing: who may see it, what its page is told, the log it plays."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given

from accounts.models import Person
from canvas import store
from canvas.log import Fold, Kind, Numbered, visible
from canvas.messages import read_log
from canvas.models import Access, Drawing
from drawnby.sockets.appends import Appended
from tests.canvas.people import Scene, entry, hide_draft, make_scene, stroke_draft
from tests.canvas.test_log import log_of, logs
from tests.wire.make_prefixes import FILE, examples


@pytest.fixture
def scene() -> Scene:
    """Mia draws, Tom draws, Mia takes hers back."""
    scene = make_scene()
    first = stroke_draft()
    drafts = [
        entry(scene.mia, first),
        entry(scene.tom, stroke_draft()),
        entry(scene.mia, hide_draft([first.id])),
    ]
    assert all(isinstance(outcome, Appended) for outcome in store.write(drafts))
    scene.drawing.refresh_from_db()
    return scene


def told(client: Client, key: str) -> dict[str, Any]:
    text = client.get(f"/d/{key}/replay").content.decode()
    found = re.search(r'<script id="page" type="application/json">(.*?)</script>', text)
    assert found is not None
    page: dict[str, Any] = json.loads(found[1])
    return page


def seqs(body: bytes) -> list[int]:
    """The numbers of the operations in an answer."""
    return [operation.seq for operation in read_log(body[1:])]


@pytest.mark.django_db
def test_whoever_may_watch_sees_the_replay_and_takes_no_part(scene: Scene) -> None:
    stranger = Client()
    for key in (scene.drawing.key, scene.drawing.watch_key):
        page = told(stranger, key)
        assert page["head"] == 3
        assert [who["name"] for who in page["participants"]] == ["Mia", "Tom"]
    assert Person.objects.count() == 2
    assert "sessionid" not in stranger.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["replay", "log/after/0", "talk"])
def test_a_closed_drawing_shows_its_past_to_nobody_else(scene: Scene, path: str) -> None:
    Drawing.objects.update(access=Access.CLOSED)
    answer = Client().get(f"/d/{scene.drawing.key}/{path}")
    assert answer.status_code in (403, 404)
    assert b"Mia" not in answer.content


@pytest.mark.django_db
def test_the_watch_link_s_replay_tells_no_other_link(scene: Scene) -> None:
    answer = Client().get(f"/d/{scene.drawing.watch_key}/replay")
    assert scene.drawing.key not in answer.content.decode()


@pytest.mark.django_db
def test_names_are_as_they_are_now_and_of_who_is_gone_someone_remains(scene: Scene) -> None:
    Person.objects.filter(name="Mia").update(name="Mia Lindqvist")
    Person.objects.filter(name="Tom").delete()
    page = told(Client(), scene.drawing.key)
    assert [who["name"] for who in page["participants"]] == ["Mia Lindqvist", "Someone"]


@pytest.mark.django_db
def test_the_log_is_read_from_any_number_on(scene: Scene) -> None:
    for after, rest in ((0, [1, 2, 3]), (2, [3]), (3, []), (10**9, [])):
        answer = Client().get(f"/d/{scene.drawing.key}/log/after/{after}")
        assert seqs(answer.content) == rest


@pytest.mark.django_db
def test_a_page_of_the_log_has_bounds_and_what_is_left_follows(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvas.views.replay.PAGE_BYTES", 1)
    assert seqs(Client().get(f"/d/{scene.drawing.key}/log/after/0").content) == [1]


@pytest.mark.django_db
def test_a_title_cannot_bring_markup_into_the_replay(scene: Scene) -> None:
    Drawing.objects.update(title="</script><b>Harbour")
    answer = Client().get(f"/d/{scene.drawing.key}/replay").content.decode()
    assert "<b>Harbour" not in answer


def test_the_table_of_prefixes_says_what_is_seen_after_every_operation() -> None:
    told = json.loads(FILE.read_text())["examples"]
    assert told == examples(), "run python -m tests.wire.make_prefixes"
    for row in told:
        fold = Fold()
        for operation, after in zip(log_of(row["log"]), row["after"], strict=True):
            fold.apply(operation)
            assert [stroke.id.hex()[:2] for stroke in fold.visible()] == after


@given(logs())
def test_at_every_number_what_has_been_folded_is_the_fold_of_the_prefix(
    log: list[Numbered],
) -> None:
    fold = Fold()
    for count, operation in enumerate(log, 1):
        fold.apply(operation)
        assert fold.visible() == visible(log[:count])
    assert all(stroke.kind == Kind.STROKE for stroke in fold.visible())
