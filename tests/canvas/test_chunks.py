"""The log in chunks: the same operations as in the log, at addresses that never change."""

from __future__ import annotations

import zlib
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from canvas import chunks, sharing, store
from canvas.chunks import OPERATIONS, Span
from canvas.deflate import Piece
from canvas.log import Numbered, visible
from canvas.messages import read_log
from canvas.models import Chunk, Operation
from tests.canvas.people import Scene, fill, make_scene

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = Span(1, OPERATIONS)
TWO = Span(1, 2 * OPERATIONS)


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def opened(data: bytes) -> list[Numbered]:
    """Read a span as a browser does."""
    return list(read_log(zlib.decompress(data)))


@given(st.integers(0, 200_000))
def test_the_spans_of_a_log_are_all_its_full_chunks_in_order(head: int) -> None:
    spans = chunks.spans(head)
    numbers = [number for span in spans for number in span.chunks]
    assert numbers == list(range(head // OPERATIONS))
    assert all(chunks.is_span(span, head) for span in spans)
    assert len(spans) <= head // (OPERATIONS * chunks.SIZES[0]) + 3


@given(st.integers(0, 200_000))
def test_the_tail_is_what_follows_the_full_chunks(head: int) -> None:
    tail = chunks.tail(head)
    followed = [*range(tail.first, tail.last + 1)] if tail else []
    assert followed == [*range(head // OPERATIONS * OPERATIONS + 1, head + 1)]
    assert tail is None or (chunks.is_span(tail, head) and not chunks.is_full(tail))


@given(st.integers(0, 100_000))
def test_most_spans_stay_as_they_are_while_the_log_grows(head: int) -> None:
    now, later = chunks.spans(head), chunks.spans(head + OPERATIONS)
    lasting = [span for span in now if len(span.chunks) == chunks.SIZES[0]]
    assert later[: len(lasting)] == lasting


def test_a_span_holds_the_operations_of_the_log_and_shows_the_same(scene: Scene) -> None:
    fill(scene.mia, 2 * OPERATIONS + 5)
    log = store.read(scene.drawing.pk, 0, 2 * OPERATIONS)
    for _time in ("made", "kept"):
        read = opened(chunks.read(scene.drawing.pk, TWO))
        assert read == log
        assert visible(read) == visible(log)


def test_a_tail_is_read_like_chunks_and_is_not_kept(scene: Scene) -> None:
    fill(scene.mia, OPERATIONS + 5)
    tail = chunks.tail(OPERATIONS + 5)
    assert tail is not None
    Chunk.objects.all().delete()
    fill(scene.tom, 3)
    assert opened(chunks.read(scene.drawing.pk, tail)) == store.read(
        scene.drawing.pk, OPERATIONS, 5
    )
    assert not Chunk.objects.exists()


def test_a_chunk_is_the_same_whether_it_was_made_early_or_late(scene: Scene) -> None:
    fill(scene.mia, OPERATIONS)
    early = chunks.read(scene.drawing.pk, FIRST)
    fill(scene.tom, OPERATIONS)
    Chunk.objects.all().delete()
    assert chunks.read(scene.drawing.pk, FIRST) == early


def test_a_chunk_that_is_kept_is_not_made_again(scene: Scene) -> None:
    fill(scene.mia, OPERATIONS)
    chunks.make_filled(scene.drawing.pk, OPERATIONS)
    Operation.objects.all().delete()
    assert len(opened(chunks.read(scene.drawing.pk, FIRST))) == OPERATIONS


def test_chunks_of_another_format_are_made_anew(scene: Scene) -> None:
    fill(scene.mia, OPERATIONS)
    made = chunks.read(scene.drawing.pk, FIRST)
    Chunk.objects.update(format=chunks.FORMAT + 1, data=b"of the future")
    assert chunks.read(scene.drawing.pk, FIRST) == made
    assert Chunk.objects.count() == 2


def test_chunks_go_with_their_drawing(scene: Scene) -> None:
    fill(scene.mia, OPERATIONS)
    chunks.make_filled(scene.drawing.pk, OPERATIONS)
    sharing.delete(scene.drawing)
    assert not Chunk.objects.exists()


def test_a_version_that_knows_no_chunks_can_delete_the_drawing(scene: Scene) -> None:
    fill(scene.mia, OPERATIONS)
    chunks.make_filled(scene.drawing.pk, OPERATIONS)
    Operation.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM canvas_participant")
        cursor.execute("DELETE FROM canvas_drawing")
    assert not Chunk.objects.exists()


def test_nothing_is_kept_of_a_drawing_deleted_meanwhile(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(scene.mia, OPERATIONS)
    read = store.read

    def read_and_delete(drawing: int, after: int, limit: int) -> list[Numbered]:
        found = read(drawing, after, limit)
        sharing.delete(scene.drawing)
        return found

    monkeypatch.setattr(store, "read", read_and_delete)
    with pytest.raises(chunks.TooLarge):
        chunks.read(scene.drawing.pk, FIRST)
    assert not Chunk.objects.exists()


def test_what_is_too_large_for_a_chunk_is_weighed_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "MAX_BYTES", OPERATIONS)
    fill(scene.mia, OPERATIONS)
    for _time in ("weighed", "known"):
        with pytest.raises(chunks.TooLarge):
            chunks.read(scene.drawing.pk, FIRST)
        Operation.objects.all().delete()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_who_make_a_chunk_at_once_keep_one(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(scene.mia, OPERATIONS)
    both_have_read = Barrier(2)
    compressed = chunks._compressed

    def meet(drawing: int, *operations: int) -> Piece:
        piece = compressed(drawing, *operations)
        both_have_read.wait(10)
        return piece

    monkeypatch.setattr(chunks, "_compressed", meet)
    made: list[bytes] = []

    def make() -> None:
        try:
            made.append(chunks.read(scene.drawing.pk, FIRST))
        finally:
            connection.close()

    makers = [Thread(target=make) for _ in range(2)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert made[0] == made[1]
    assert Chunk.objects.count() == 1
