"""The log at its addresses: for whoever may watch, for ever, and for nobody else."""

from __future__ import annotations

import zlib
from typing import Any

import pytest
from django.test import Client

from canvas import chunks
from canvas.models import Access, Chunk, Drawing
from tests.canvas.people import Scene, fill, make_scene
from tests.canvas.test_views import page_of

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = f"1-{chunks.OPERATIONS}"
TAIL = f"{chunks.OPERATIONS + 1}-{chunks.OPERATIONS + 3}"


@pytest.fixture
def scene() -> Scene:
    """A drawing of a full chunk and a little more."""
    scene = make_scene()
    fill(scene.mia, chunks.OPERATIONS + 3)
    scene.drawing.refresh_from_db()
    return scene


@pytest.fixture
def anyone() -> Client:
    return Client()


def log(client: Client, key: str, span: str = FIRST, **headers: str) -> Any:
    return client.get(f"/d/{key}/log/{span}", headers=headers)


def test_a_page_knows_where_its_log_is(scene: Scene, anyone: Client) -> None:
    page = page_of(anyone, f"/d/{scene.drawing.key}")
    assert page["log"] == {
        "end": chunks.OPERATIONS + 3,
        "urls": [f"/d/{scene.drawing.key}/log/{span}" for span in (FIRST, TAIL)],
    }


def test_the_page_says_so_before_the_first_of_its_scripts(scene: Scene, anyone: Client) -> None:
    html = anyone.get(f"/d/{scene.drawing.key}").content.decode()
    assert html.index('id="page"') < html.index(' src="')


def test_a_blank_drawing_has_nothing_to_fetch(anyone: Client) -> None:
    page = page_of(anyone, f"/d/{make_scene().drawing.key}")
    assert page["log"] == {"end": 0, "urls": []}


@pytest.mark.parametrize("link", ["key", "watch_key"])
def test_whoever_may_watch_may_read_it(scene: Scene, anyone: Client, link: str) -> None:
    answer = log(anyone, getattr(scene.drawing, link))
    assert answer.status_code == 200
    assert zlib.decompress(chunks.read(scene.drawing.pk, chunks.Span(1, 1000))) == answer.content


def test_it_is_kept_for_ever_by_the_browser_alone(scene: Scene, anyone: Client) -> None:
    answer = log(anyone, scene.drawing.key)
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    again = log(anyone, scene.drawing.key, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("span", [FIRST, TAIL])
def test_it_stays_the_same_while_the_drawing_grows(scene: Scene, anyone: Client, span: str) -> None:
    before = log(anyone, scene.drawing.key, span)
    fill(scene.tom, chunks.OPERATIONS)
    Chunk.objects.all().delete()
    after = log(anyone, scene.drawing.key, span)
    assert before.status_code == 200
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


def test_it_travels_compressed_where_that_is_understood(scene: Scene, anyone: Client) -> None:
    plain = log(anyone, scene.drawing.key)
    squeezed = log(anyone, scene.drawing.key, **{"Accept-Encoding": "gzip, deflate, br"})
    assert squeezed["Content-Encoding"] == "deflate"
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in squeezed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert zlib.decompress(squeezed.content) == plain.content


def test_a_closed_drawing_is_read_by_its_owner_alone(scene: Scene, anyone: Client) -> None:
    mine = Client()
    mine.post("/new")
    drawing = Drawing.objects.exclude(pk=scene.drawing.pk).get()
    fill(drawing.participants.create(person=drawing.owner, number=1, hue=0), chunks.OPERATIONS)
    Drawing.objects.update(access=Access.CLOSED)
    assert log(mine, drawing.key).status_code == 200
    refused = log(anyone, drawing.key)
    assert (refused.status_code, refused["Cache-Control"]) == (403, "no-store")


def test_a_replaced_link_reads_nothing(scene: Scene, anyone: Client) -> None:
    Drawing.objects.update(key="k" * 22, watch_key="w" * 22)
    assert log(anyone, scene.drawing.key).status_code == 404
    assert log(anyone, scene.drawing.watch_key).status_code == 404
    assert log(anyone, "k" * 22).status_code == 200


NO_PARTS = (
    "1-2000",  # not all there yet
    "1001-2000",
    "1-1003",
    "2-1001",
    "1001-1004",  # not all there yet
    "1001-1000",
    "1-0",
    "0-1000",
    "1-00001000",
    "01-1000",
    "-1-1000",
    "1-1000-1000",
    "1-99999999999999999999",
    "1-" + "9" * 5000,
    "1002-1003",
    "999999001-1000",
    "1",
    "",
    "1-\u0661\u0660\u0660\u0660",
    "1-1000%0a",
    "1-1000/",
    "1-1000.0",
    "1e0-1e3",
)


def test_what_is_no_part_of_the_log_is_not_found(scene: Scene, anyone: Client) -> None:
    found = [span for span in NO_PARTS if log(anyone, scene.drawing.key, span).status_code != 404]
    assert found == []


def test_no_address_holds_more_than_a_few_chunks(scene: Scene, anyone: Client) -> None:
    Drawing.objects.update(head=100 * chunks.OPERATIONS)
    most = chunks.SIZES[0] * chunks.OPERATIONS
    assert log(anyone, scene.drawing.key, f"1-{most + chunks.OPERATIONS}").status_code == 404


def test_too_large_a_part_is_left_to_the_socket(
    scene: Scene, anyone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "MAX_BYTES", chunks.OPERATIONS)
    answer = log(anyone, scene.drawing.key)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


def test_it_is_only_read(scene: Scene, anyone: Client) -> None:
    path = f"/d/{scene.drawing.key}/log/{FIRST}"
    assert anyone.post(path).status_code == 405
    assert anyone.head(path).status_code == 200
