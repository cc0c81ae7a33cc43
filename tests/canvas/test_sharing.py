"""What owners and operators change for everybody inside."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction

from canvas import sharing
from canvas.models import Drawing, Operation
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
