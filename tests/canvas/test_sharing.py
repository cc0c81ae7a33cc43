"""What owners and operators change for everybody inside."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction

from canvas import sharing
from canvas.models import Access, Drawing, Operation
from canvas.store import write
from tests.canvas.people import entry, make_scene, stroke_draft
from tests.locks import somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_drawing_can_be_deleted_while_somebody_draws_in_it() -> None:
    scene = make_scene()
    problems: list[Exception] = []

    def delete() -> None:
        try:
            sharing.delete(scene.drawing)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    with transaction.atomic():
        write([entry(scene.tom, stroke_draft())])
        deletion = Thread(target=delete)
        deletion.start()
        while not somebody_waits():
            pass
    deletion.join()
    assert problems == []
    assert not Drawing.objects.exists()
    assert not Operation.objects.exists()


@pytest.mark.parametrize("change", ["closed", "replaced", "deleted"])
def test_those_inside_are_asked_again_once_it_is_so(
    monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """The admin commits later: asked before, they would be let in as before."""
    drawing = make_scene().drawing
    asked_within: list[bool] = []
    monkeypatch.setattr(
        sharing, "recheck_channel", lambda _channel: asked_within.append(connection.in_atomic_block)
    )
    with transaction.atomic():
        match change:
            case "closed":
                sharing.give_access(drawing, Access.CLOSED)
            case "replaced":
                sharing.replace_links(drawing)
            case _:
                sharing.delete(drawing)
    assert asked_within == [False]
