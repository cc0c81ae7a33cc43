"""Pictures of a drawing: who may bring and see them, and where they go with it."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from canvas import archive, image_files, sharing, store
from canvas.branching import branch
from canvas.files.drawnby import FileRefused
from canvas.files.photos import MAX_BYTES
from canvas.images import digest_of
from canvas.log import Kind
from canvas.models import Access, Drawing, ImageFile, Operation
from canvas.pictures import packed
from canvas.render import farm, jobs
from canvas.render.farm import Farm
from canvas.render.wanted import Wanted
from drawnby.sockets import Refused
from tests.canvas.overtaxed import Overtaxed
from tests.canvas.people import entry, hide_draft, make_scene, stroke_draft
from tests.canvas.photographs import kept_file, place, placing, saved, two_halves

if TYPE_CHECKING:
    from django.conf import LazySettings

    from canvas.models import Participant
    from tests.canvas.people import Scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mia() -> Client:
    return Client()


@pytest.fixture
def drawing(mia: Client) -> Drawing:
    mia.post("/new", follow=True)
    return Drawing.objects.get()


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def bring(client: Client, key: str, data: bytes | None = None) -> tuple[int, dict[str, Any]]:
    file = SimpleUploadedFile("boat.svg", data or saved(two_halves()), "text/html")
    answer = client.post(f"/d/{key}/images", {"file": file}, headers={"Accept": "application/json"})
    told = json.loads(answer.content) if "json" in answer.headers["Content-Type"] else {}
    return answer.status_code, told


def placed_by(who: Participant, digest: bytes) -> str:
    """Try to place a picture; return why not, or nothing."""
    [outcome] = store.write([entry(who, placing(digest))])
    return outcome.reason if isinstance(outcome, Refused) else ""


def there(drawing: Drawing) -> list[bytes]:
    """Name the pictures that a drawing has files of, placed or not."""
    return [file.digest.bytes for file in drawing.image_files.order_by("pk")]


# Bringing and seeing.


def test_a_picture_is_brought_and_seen_and_never_changes(mia: Client, drawing: Drawing) -> None:
    status, told = bring(mia, drawing.key)
    assert (status, told["width"], told["height"]) == (201, 40, 30)
    answer = Client().get(f"/d/{drawing.watch_key}/images/{told['digest']}.webp")
    assert digest_of(answer.content).hex() == told["digest"]
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = {"If-None-Match": answer.headers["ETag"]}
    unchanged = mia.get(f"/d/{drawing.key}/images/{told['digest']}.webp", headers=again)
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_the_same_picture_is_there_once(mia: Client, drawing: Drawing) -> None:
    assert bring(mia, drawing.key)[1] == bring(mia, drawing.key)[1]
    assert ImageFile.objects.count() == 1


def test_a_large_file_is_read_where_it_lies(mia: Client, drawing: Drawing) -> None:
    heavy = saved(two_halves()) + bytes(3 * 2**20)  # Django puts it on the disk
    assert bring(mia, drawing.key, heavy)[0] == 201


def test_only_who_may_draw_may_bring_pictures(mia: Client, drawing: Drawing) -> None:
    tom = Client()
    assert bring(tom, drawing.key)[0] == 201
    assert bring(tom, drawing.watch_key)[0] == 403
    sharing.give_access(drawing, Access.WATCH)
    assert "watch" in bring(tom, drawing.key)[1]["reason"]
    assert bring(mia, drawing.key)[0] == 201
    assert bring(mia, "x" * 22)[0] == 403


def test_a_picture_is_seen_by_those_for_whom_the_drawing_opens(
    mia: Client, drawing: Drawing
) -> None:
    digest = bring(mia, drawing.key)[1]["digest"]
    other = Drawing.objects.create()
    assert Client().get(f"/d/{other.key}/images/{digest}.webp").status_code == 404
    sharing.give_access(drawing, Access.CLOSED)
    assert Client().get(f"/d/{drawing.key}/images/{digest}.webp").status_code == 403
    assert mia.get(f"/d/{drawing.key}/images/{digest}.webp").status_code == 200
    assert mia.get(f"/d/{drawing.key}/images/{digest.upper()}.webp").status_code == 404


REFUSED = {
    "no picture": (b"<svg/>", "no picture"),
    "damaged": (saved(two_halves(), "JPEG")[:400], "damaged|no picture"),
    "a bomb": (saved(two_halves(1, 25_000)), "pixels"),
    "heavy": (b"x" * (MAX_BYTES + 1), "20 MB"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_refused_with_a_reason(
    mia: Client, drawing: Drawing, data: bytes, reason: str
) -> None:
    status, told = bring(mia, drawing.key, data)
    assert status in (400, 413)
    assert any(part in told["reason"] for part in reason.split("|"))
    assert not ImageFile.objects.exists()


def test_who_brings_nothing_is_asked_for_something(mia: Client, drawing: Drawing) -> None:
    answer = mia.post(f"/d/{drawing.key}/images")
    assert "Choose a picture" in json.loads(answer.content)["reason"]


def test_who_brings_very_many_is_told_to_wait(
    mia: Client, drawing: Drawing, settings: LazySettings
) -> None:
    settings.RATES = {**settings.RATES, "image": "2/m/key"}
    assert [bring(mia, drawing.key)[0] for _ in range(3)] == [201, 201, 429]


def test_where_too_many_come_at_once_they_are_told_to_come_again(
    mia: Client, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm, "photos", lambda: Farm(waiting=-1))
    assert bring(mia, drawing.key)[0] == 503


def test_a_picture_that_takes_too_long_is_refused_and_says_what_would_help(
    mia: Client, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm, "photos", Overtaxed)
    status, told = bring(mia, drawing.key)
    assert (status, "smaller" in told["reason"]) == (400, True)
    assert ImageFile.objects.count() == 0


# Room.


def test_a_drawing_holds_so_many_bytes_of_pictures(
    mia: Client, drawing: Drawing, settings: LazySettings
) -> None:
    settings.DRAWING_MAX_IMAGE_BYTES = len(kept_file())
    assert bring(mia, drawing.key)[0] == 201
    assert bring(mia, drawing.key)[0] == 201  # it is there
    status, told = bring(mia, drawing.key, saved(two_halves(50, 50)))
    assert (status, "as many pictures" in told["reason"]) == (409, True)


def test_what_was_brought_and_never_placed_makes_room(scene: Scene, settings: LazySettings) -> None:
    files = [kept_file(two_halves(side, side)) for side in (10, 20, 30)]
    settings.DRAWING_MAX_IMAGE_BYTES = sum(map(len, files)) - 1
    placed = place(scene.mia, files[0])
    image_files.keep(scene.drawing.pk, files[1])
    with pytest.raises(image_files.NoRoom):
        image_files.keep(scene.drawing.pk, files[2])  # somebody may be about to place it
    ImageFile.objects.update(brought_at=timezone.now() - timedelta(days=2))
    third = image_files.keep(scene.drawing.pk, files[2])
    assert set(there(scene.drawing)) == {placed, third}


def test_pictures_are_not_kept_for_a_drawing_that_is_gone() -> None:
    with pytest.raises(Drawing.DoesNotExist):
        image_files.keep(12345, kept_file())


# Placing.


def test_only_what_was_brought_to_this_drawing_can_be_placed_in_it(scene: Scene) -> None:
    other = make_scene()
    digest = image_files.keep(other.drawing.pk, kept_file())
    assert "not in this drawing" in placed_by(scene.tom, digest)
    assert "not in this drawing" in placed_by(scene.tom, bytes(16))
    assert placed_by(other.tom, digest) == ""


def test_pictures_of_several_drawings_are_told_apart_in_one_transaction(scene: Scene) -> None:
    other = make_scene()
    here, there = (
        image_files.keep(one.drawing.pk, kept_file(two_halves(side, side)))
        for one, side in ((scene, 10), (other, 20))
    )
    outcomes = store.write(
        [
            entry(scene.tom, placing(here, b"1" * 16)),
            entry(scene.tom, placing(there, b"2" * 16)),
            entry(other.tom, placing(there, b"3" * 16)),
        ]
    )
    assert [isinstance(outcome, Refused) for outcome in outcomes] == [False, True, False]


def test_what_is_brought_again_is_on_its_way_again(scene: Scene, settings: LazySettings) -> None:
    mine, others = (kept_file(two_halves(side, side)) for side in (10, 20))
    settings.DRAWING_MAX_IMAGE_BYTES = max(len(mine), len(others))
    image_files.keep(scene.drawing.pk, mine)
    ImageFile.objects.update(brought_at=timezone.now() - 2 * image_files.UNPLACED)
    digest = image_files.keep(scene.drawing.pk, mine)
    with pytest.raises(image_files.NoRoom):
        image_files.keep(scene.drawing.pk, others)
    assert image_files.read(scene.drawing.pk, digest) == mine


# Where they go with the drawing.


def test_a_drawing_takes_its_pictures_along_into_files_and_branches(scene: Scene) -> None:
    digest = place(scene.tom)
    image_files.keep(scene.drawing.pk, kept_file(two_halves(9, 9)))  # brought, and never placed
    store.write([entry(scene.tom, stroke_draft())])
    scene.drawing.refresh_from_db()
    assert scene.mia.person is not None
    written = b"".join(archive.export(scene.drawing))
    [by_job] = [b"".join(jobs.own_file(packed(scene.drawing), archive.header(scene.drawing)))]
    assert by_job == written
    imported = archive.import_file(BytesIO(written), None)
    branched = branch(scene.drawing, 1, scene.mia.person)
    file = image_files.read(scene.drawing.pk, digest)
    for other in (imported, branched):
        assert image_files.read(other.pk, digest) == file
        shown = [b"".join(jobs.picture(packed(one), Wanted())) for one in (other, branched)]
        assert shown[0] != b"".join(jobs.picture(packed(Drawing.objects.create()), Wanted()))
    assert there(imported) == [digest]


def test_what_paints_a_drawing_is_handed_no_picture_but_those_placed_so_far(scene: Scene) -> None:
    digest = place(scene.tom)
    image_files.keep(scene.drawing.pk, kept_file(two_halves(9, 9)))  # brought, and never placed
    later = image_files.keep(scene.drawing.pk, kept_file(two_halves(12, 9)))
    store.write([entry(scene.tom, placing(later, b"2" * 16))])
    scene.drawing.refresh_from_db()
    assert [[*packed(scene.drawing, head).images] for head in (0, 1)] == [[], [digest]]
    assert [*packed(scene.drawing).images] == [digest, later]


def test_placed_pictures_are_found_without_a_look_at_everything_drawn(scene: Scene) -> None:
    placing_some = Operation.objects.filter(drawing=scene.drawing, kind=Kind.IMAGE, seq__lte=9)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # of a table with hardly anything in it
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "operation_places_image" in placing_some.values("body").explain()


def test_a_branch_has_only_the_pictures_that_are_placed_in_it(scene: Scene) -> None:
    digest = place(scene.tom)
    image_files.keep(scene.drawing.pk, kept_file(two_halves(9, 9)))  # brought, and never placed
    later = image_files.keep(scene.drawing.pk, kept_file(two_halves(12, 9)))
    store.write([entry(scene.tom, placing(later, b"2" * 16))])
    scene.drawing.refresh_from_db()
    assert scene.mia.person is not None
    branches = [branch(scene.drawing, seq, scene.mia.person) for seq in range(3)]
    assert [there(one) for one in branches] == [[], [digest], [digest, later]]


def test_before_its_picture_was_placed_a_drawing_has_a_file_without_it(scene: Scene) -> None:
    store.write([entry(scene.tom, stroke_draft())])
    place(scene.tom)
    scene.drawing.refresh_from_db()
    [before, after] = [b"".join(archive.export(scene.drawing, head)) for head in (1, 2)]
    assert (before[8], after[8]) == (1, 2)  # older versions can read the first
    assert not there(archive.import_file(BytesIO(before), None))


def test_a_file_that_misses_a_picture_leaves_nothing_behind(scene: Scene) -> None:
    place(scene.tom)
    scene.drawing.refresh_from_db()
    ImageFile.objects.all().delete()
    written = b"".join(archive.export(scene.drawing))
    with pytest.raises(FileRefused, match="not those that are placed"):
        archive.import_file(BytesIO(written), None)
    assert Drawing.objects.count() == 1


def test_the_end_of_a_drawing_is_the_end_of_its_pictures_and_no_others(scene: Scene) -> None:
    other = make_scene()
    digest = place(scene.tom)
    assert place(other.tom) == digest
    sharing.delete(scene.drawing)
    assert [row.drawing_id for row in ImageFile.objects.all()] == [other.drawing.pk]
    assert image_files.read(other.drawing.pk, digest) is not None


def test_a_picture_taken_back_is_not_seen_and_can_come_back(scene: Scene) -> None:
    place(scene.tom)
    scene.drawing.refresh_from_db()
    shown = b"".join(jobs.picture(packed(scene.drawing), Wanted()))
    store.write([entry(scene.tom, hide_draft([b"i" * 16]))])
    scene.drawing.refresh_from_db()
    assert b"".join(jobs.picture(packed(scene.drawing), Wanted())) != shown
    store.write([entry(scene.tom, hide_draft([b"i" * 16], Kind.SHOW))])
    scene.drawing.refresh_from_db()
    assert b"".join(jobs.picture(packed(scene.drawing), Wanted())) == shown
    assert Operation.objects.filter(kind=Kind.IMAGE).count() == 1


def test_what_was_placed_is_credited(scene: Scene) -> None:
    place(scene.tom)
    assert Person.objects.filter(participations__operations__kind=Kind.IMAGE).get().name == "Tom"
