"""Drawings to files and back, by the browser's way and by the operator's."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Person, User
from canvas import archive, store
from canvas.branching import branch
from canvas.changes import Change, encode_change
from canvas.descriptions import Description, encode_description
from canvas.files.drawnby import FileRefused
from canvas.files.film import FORMS
from canvas.files.png import with_drawing
from canvas.log import Kind, Numbered, fold, visible
from canvas.messages import Draft
from canvas.models import Access, Drawing, Operation
from canvas.participants import come_in, describe
from canvas.pictures import packed
from canvas.render import farm, jobs
from canvas.render.wanted import Wanted
from canvas.texts import Face, Text, encode_text
from drawnby.sockets import Refused
from tests.canvas.files.test_drawnby import LOG, header, png, written
from tests.canvas.overtaxed import Overtaxed
from tests.canvas.people import Scene, clear_draft, entry, hide_draft, make_scene, stroke_draft
from tests.canvas.photographs import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    first = stroke_draft()
    store.write(
        [
            entry(scene.tom, first),
            entry(scene.mia, clear_draft()),
            entry(scene.mia, stroke_draft()),
            entry(scene.tom, stroke_draft()),
            entry(scene.tom, hide_draft([first.id])),
        ]
    )
    Drawing.objects.update(title="Harbour")
    scene.drawing.refresh_from_db()
    return scene


def exported(drawing: Drawing) -> bytes:
    return b"".join(archive.export(drawing))


def strokes(drawing: Drawing) -> list[tuple[bytes, bytes]]:
    return [(row.id, row.body) for row in visible(store.read(drawing.pk, 0, 100))]


def test_an_imported_drawing_is_what_was_exported(scene: Scene) -> None:
    drawing = archive.import_file(BytesIO(exported(scene.drawing)), scene.tom.person)
    drawing.refresh_from_db()
    assert store.read(drawing.pk, 0, 100) == store.read(scene.drawing.pk, 0, 100)
    assert strokes(drawing) == strokes(scene.drawing)
    assert (drawing.title, drawing.head, drawing.owner) == ("Harbour", 5, scene.tom.person)
    scene.drawing.refresh_from_db()
    assert drawing.size == scene.drawing.size
    assert drawing.created_at == scene.drawing.created_at


def test_whatever_was_done_to_a_drawing_comes_back_and_goes_on_in_a_branch(scene: Scene) -> None:
    [*_, first, _hidden] = store.read(scene.drawing.pk, 0, 100)
    words = encode_text(Text(Face.PLAIN, 0x262833, 20 * 16, 0, 0, "by the sea"))
    drafts = [
        Draft(b"t" * 16, Kind.TEXT, words),
        Draft(b"c" * 16, Kind.CHANGE, encode_change(Change(color=0xDD4B33)) + b"t" * 16),
        Draft(b"p" * 16, Kind.PAPER, bytes((0xEE, 0xEA, 0xE0))),
        Draft(b"r" * 16, Kind.REMOVE, first.id),
    ]
    outcomes = store.write([entry(scene.mia, draft) for draft in drafts])
    assert not any(isinstance(outcome, Refused) for outcome in outcomes)
    scene.drawing.refresh_from_db()
    assert scene.mia.person is not None
    whole = fold(store.read(scene.drawing.pk, 0, 100))
    assert whole.paper == 0xEEEAE0
    for other in (
        archive.import_file(BytesIO(exported(scene.drawing)), None),
        branch(scene.drawing, scene.drawing.head, scene.mia.person),
    ):
        again = fold(store.read(other.pk, 0, 100))
        assert (again.visible(), again.paper) == (whole.visible(), whole.paper)
    log = packed(scene.drawing)
    for made in (jobs.picture(log, Wanted()), jobs.svg(log, Wanted()), jobs.pdf(log, Wanted())):
        assert len(b"".join(made)) > 1000
    assert b"".join(jobs.film(log, FORMS["gif"])).startswith(b"GIF89a")


def test_what_is_said_of_pictures_comes_back_goes_on_in_a_branch_and_stands_in_an_svg(
    scene: Scene,
) -> None:
    place(scene.mia)
    said = Description(b"i" * 16, 'Salt & "pepper" <pots>\nin the sun')
    [outcome] = store.write(
        [entry(scene.mia, Draft(b"d" * 16, Kind.DESCRIBE, encode_description(said)))]
    )
    assert not isinstance(outcome, Refused)
    scene.drawing.refresh_from_db()
    assert scene.mia.person is not None
    for other in (
        scene.drawing,
        archive.import_file(BytesIO(exported(scene.drawing)), None),
        branch(scene.drawing, scene.drawing.head, scene.mia.person),
    ):
        assert fold(store.read(other.pk, 0, 100)).descriptions == dict([said])
        root = ElementTree.fromstring(b"".join(jobs.svg(packed(other), Wanted())))  # noqa: S314
        named = [group for group in root.iter() if group.get("role") == "img"]
        assert [group[0].text for group in named] == [said.words]
    store.write([entry(scene.mia, hide_draft([b"d" * 16]))])
    scene.drawing.refresh_from_db()
    assert b'role="img"' not in b"".join(jobs.svg(packed(scene.drawing), Wanted()))


def test_imported_authors_are_marked_and_are_nobody_here(scene: Scene) -> None:
    drawing = archive.import_file(BytesIO(exported(scene.drawing)), None)
    people = list(drawing.participants.order_by("number"))
    assert [describe(hand)["name"] for hand in people] == ["Mia (imported)", "Tom (imported)"]
    assert all(hand.person is None for hand in people)
    again = archive.import_file(BytesIO(exported(drawing)), None)
    assert again.participants.order_by("number")[0].display_name == "Mia (imported)"


def test_what_is_drawn_after_an_import_comes_after_what_came_with_it(scene: Scene) -> None:
    told = header(1)
    told.created = timezone.now()
    a_day_later = Numbered(1, b"a" * 16, Kind.STROKE, 1, 86_400_000, LOG[0].body)
    person = Person.objects.create(name="Aiko")
    drawing = archive.import_file(BytesIO(written([a_day_later], told)), person)
    store.write([entry(come_in(drawing, person, drawing.key), stroke_draft())])
    drawing.refresh_from_db()
    again = archive.import_file(BytesIO(exported(drawing)), None)
    assert store.read(again.pk, 0, 100) == store.read(drawing.pk, 0, 100)
    assert again.head == 2


def test_where_a_drawing_comes_from_is_in_its_file(scene: Scene) -> None:
    assert scene.mia.person is not None
    remix = branch(scene.drawing, 3, scene.mia.person)
    drawing = archive.import_file(BytesIO(exported(remix)), None)
    assert drawing.lineage == [{"uid": "", "title": "Harbour", "seq": 3}]


def test_nothing_is_kept_of_a_file_that_is_refused(scene: Scene) -> None:
    whole = exported(scene.drawing)
    with pytest.raises(FileRefused):
        archive.import_file(BytesIO(whole[:-1]), None)
    assert (Drawing.objects.count(), Operation.objects.count()) == (1, 5)


def test_an_import_that_was_ended_half_way_is_tidied_up_by_the_next(scene: Scene) -> None:
    half = make_scene()
    store.write([entry(half.mia, stroke_draft())])
    Drawing.objects.filter(pk=half.drawing.pk).update(head=0)
    new = make_scene()
    archive.import_file(BytesIO(exported(scene.drawing)), None)
    assert Drawing.objects.filter(pk=half.drawing.pk).exists()  # it may be under way
    Drawing.objects.update(drawn_at=timezone.now() - 2 * archive.HALF_WAY)
    archive.import_file(BytesIO(exported(scene.drawing)), None)
    assert not Drawing.objects.filter(pk=half.drawing.pk).exists()
    assert Drawing.objects.filter(pk__in=[scene.drawing.pk, new.drawing.pk]).count() == 2


def test_many_operations_go_through_in_parts(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TOGETHER", 2)
    drawing = archive.import_file(BytesIO(exported(scene.drawing)), None)
    assert store.read(drawing.pk, 0, 100) == store.read(scene.drawing.pk, 0, 100)


def test_a_file_taken_away_is_brought_back_by_anyone(scene: Scene) -> None:
    content = Client().get(f"/d/{scene.drawing.watch_key}.drawnby").content
    answer = Client().post("/import", {"file": BytesIO(content)}, follow=True)
    assert answer.status_code == 200
    drawing = Drawing.objects.exclude(pk=scene.drawing.pk).get()
    assert strokes(drawing) == strokes(scene.drawing)


def test_a_picture_that_carries_its_drawing_opens_it_again(scene: Scene) -> None:
    carrying = BytesIO(with_drawing(png(), exported(scene.drawing)))
    answer = Client().post("/import", {"file": carrying}, headers={"accept": "application/json"})
    drawing = Drawing.objects.get(key=answer.json()["url"].removeprefix("/d/"))
    assert strokes(drawing) == strokes(scene.drawing)


def test_a_file_that_takes_too_long_is_not_called_too_large_and_nothing_of_it_is_kept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm, "exports", Overtaxed)
    answer = Client().post("/import", {"file": BytesIO(exported(scene.drawing))})
    assert answer.status_code == 400
    assert "in time" in answer.json()["reason"]
    assert Drawing.objects.get() == scene.drawing


@pytest.mark.parametrize("content", [b"", b"hello", png(), png()[:-5]])
def test_what_is_no_drawing_is_refused_with_a_reason(content: bytes) -> None:
    answer = Client().post("/import", {"file": BytesIO(content)})
    assert answer.status_code == 400
    assert len(answer.json()["reason"]) > 20
    assert Drawing.objects.count() == 0


def test_the_file_is_for_whom_the_drawing_is(scene: Scene) -> None:
    path = f"/d/{scene.drawing.key}.drawnby"
    Drawing.objects.update(branchable=False)
    assert Client().get(path).status_code == 403
    Drawing.objects.update(branchable=True, access=Access.CLOSED)
    assert Client().get(path).status_code == 403
    assert Client().get(f"/d/{'x' * 22}.drawnby").status_code == 404


def test_operators_take_all_drawings_elsewhere(scene: Scene, tmp_path: Path) -> None:
    make_scene()
    out = StringIO()
    call_command("export_drawings", str(tmp_path / "all"), stdout=out)
    files = sorted((tmp_path / "all").iterdir())
    assert len(files) == 2
    User.objects.create_user(email="mia@example.org", password="a secret", name="Mia")
    call_command("import_drawings", *map(str, files), owner="mia@example.org", stdout=out)
    assert out.getvalue().count("/d/") == 2
    brought = Drawing.objects.filter(owner__user__email="mia@example.org")
    assert sorted(drawing.head for drawing in brought) == [0, 5]


def test_operators_name_the_drawings_they_want(scene: Scene, tmp_path: Path) -> None:
    make_scene()
    call_command("export_drawings", str(tmp_path), "--", scene.drawing.uid, stdout=StringIO())
    assert [path.stem for path in tmp_path.iterdir()] == [scene.drawing.uid]
    with pytest.raises(CommandError, match="nobody"):
        call_command("export_drawings", str(tmp_path), "nobody")


def test_a_file_refused_is_named_and_the_others_are_kept(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "good.drawnby").write_bytes(exported(scene.drawing))
    (tmp_path / "bad.drawnby").write_bytes(b"?")
    said = StringIO()
    names = [str(tmp_path / f"{name}.drawnby") for name in ("bad", "good", "absent")]
    with pytest.raises(CommandError, match="2 of 3"):
        call_command("import_drawings", *names, stdout=StringIO(), stderr=said)
    assert "bad.drawnby: not a drawing's file" in said.getvalue()
    assert Drawing.objects.count() == 2
    with pytest.raises(CommandError, match="address"):
        call_command("import_drawings", names[1], owner="nobody@example.org")
