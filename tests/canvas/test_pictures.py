"""Pictures at their addresses: what is asked for, what is refused, what is kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from accounts.models import Person
from canvas.archive import import_file
from canvas.changes import Change, Move, encode_change
from canvas.chunks import OPERATIONS
from canvas.files.film import FORMS
from canvas.files.packed import unpacked
from canvas.files.png import drawing_in
from canvas.log import Kind
from canvas.messages import Draft
from canvas.models import Access, Chunk, Drawing
from canvas.pictures import packed_log
from canvas.render import farm
from canvas.render.caption import footer_height
from canvas.render.farm import Farm
from canvas.render.picture import MAX_PIXELS, MAX_SIDE, PictureTooLarge
from canvas.render.wanted import NotWanted, Wanted, parse_wanted
from canvas.store import read, write
from tests.canvas.overtaxed import Overtaxed
from tests.canvas.people import (
    Scene,
    entry,
    fill,
    hide_draft,
    make_scene,
    paper_draft,
    stroke_draft,
)

INK = (0.0, 0.0, 100.0, 50.0)


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    scene = make_scene()
    write([entry(scene.mia, stroke_draft())])
    return scene


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_without_a_question_the_whole_drawing_is_shown_on_white() -> None:
    frame = parse_wanted({}).frame(INK)
    assert (frame.x, frame.y, frame.width, frame.height) == (-32, -32, 164, 114)
    assert parse_wanted({}).background == "paper"


def test_a_width_in_pixels_is_the_pictures_width() -> None:
    assert parse_wanted({"width": "1920"}).frame(INK).size[0] == 1920


def test_an_area_is_shown_as_it_is_on_the_screen() -> None:
    query = {"x": "-10.5", "y": "3", "w": "640", "h": "480", "scale": "2"}
    assert parse_wanted(query).frame(INK).size == (1280, 960)


@pytest.mark.parametrize(
    "query",
    [
        {"background": "red"},
        {"scale": "3"},
        {"scale": "nan"},
        {"scale": "1e999"},
        {"scale": "x"},
        {"width": "15"},
        {"width": "8193"},
        {"width": "100.5"},
        {"width": "100", "scale": "1"},
        {"x": "1"},
        {"x": "0", "y": "0", "w": "0", "h": "10"},
        {"x": "0", "y": "0", "w": "-5", "h": "10"},
        {"x": "inf", "y": "0", "w": "5", "h": "10"},
        {"x": "1e300", "y": "0", "w": "5", "h": "10"},
    ],
)
def test_a_question_that_asks_for_no_picture_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(NotWanted, match=r"\w"):
        parse_wanted(query)


def test_more_pixels_than_the_limit_are_refused_when_asked_for() -> None:
    with pytest.raises(PictureTooLarge):
        Wanted(scale=4).frame((0, 0, 5000, 100))


@given(st.floats(1, 1e8), st.floats(1, 1e8))
def test_the_picture_of_the_whole_drawing_always_keeps_within_the_limits(
    width: float, height: float
) -> None:
    size = Wanted().frame((0, 0, width, height)).size
    assert max(size) <= MAX_SIDE
    assert size[0] * size[1] <= MAX_PIXELS


def test_the_address_of_a_drawings_picture_gives_a_png(scene: Scene, client: Client) -> None:
    answer = client.get(f"/d/{scene.drawing.key}.png?scale=2")
    assert answer.headers["Content-Type"] == "image/png"
    picture = opened(answer.content)
    assert picture.mode in ("RGB", "RGBA")
    assert picture.getpixel((0, 0))[:3] == (0xFD, 0xFB, 0xF6)  # type: ignore[index]  # RGB is a tuple
    assert any(picture.convert("L").histogram()[:80])


def test_a_transparent_picture_is_transparent(scene: Scene, client: Client) -> None:
    answer = client.get(f"/d/{scene.drawing.key}.png?background=transparent")
    assert opened(answer.content).convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


CORNERS = {
    ".png?scale=1": (0, 0),
    ".png?scale=1&credit=1": (0, 0),
    "/thumbnail.png": (639, 479),
    "/card.png": (0, 0),
    "/time-lapse.gif": (0, 0),
}


@pytest.mark.parametrize("form", CORNERS)
def test_pictures_show_the_colour_of_the_paper_until_it_is_undone(
    form: str, scene: Scene, client: Client
) -> None:
    def corner() -> tuple[int, ...]:
        picture = opened(client.get(f"/d/{scene.drawing.key}{form}").content)
        picture.seek(getattr(picture, "n_frames", 1) - 1)
        return tuple(picture.convert("RGB").getpixel(CORNERS[form]))  # type: ignore[arg-type]  # RGB

    before = corner()
    midnight = paper_draft(0x1D2130)
    write([entry(scene.tom, paper_draft(0x2E4A40)), entry(scene.mia, midnight)])
    assert corner() == (0x1D, 0x21, 0x30)
    write([entry(scene.mia, hide_draft([midnight.id]))])
    assert corner() == (0x2E, 0x4A, 0x40)
    white = client.get(f"/d/{scene.drawing.key}.png?background=white")
    assert opened(white.content).convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert before == (0xFD, 0xFB, 0xF6)


def test_files_of_paths_have_the_colour_of_the_paper(scene: Scene, client: Client) -> None:
    write([entry(scene.mia, paper_draft(0x2E4A40))])
    svg, clear = (
        client.get(f"/d/{scene.drawing.key}.svg?background={one}").getvalue().decode()
        for one in ("paper", "transparent")
    )
    assert 'fill="#2e4a40"' in svg
    assert "2e4a40" not in clear


def test_thumbnail_and_card_have_their_sizes(scene: Scene, client: Client) -> None:
    thumbnail = client.get(f"/d/{scene.drawing.key}/thumbnail.png")
    assert opened(thumbnail.content).size == (640, 480)
    card = client.get(f"/d/{scene.drawing.key}/card.png")
    assert opened(card.content).size == (1200, 630)


def test_a_picture_that_has_not_changed_is_not_sent_again(scene: Scene, client: Client) -> None:
    path = f"/d/{scene.drawing.key}.png"
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    write([entry(scene.tom, stroke_draft())])
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_a_card_changes_with_the_title(scene: Scene, client: Client) -> None:
    path = f"/d/{scene.drawing.key}/card.png"
    before = client.get(path).headers["ETag"]
    Drawing.objects.update(title="Harbour at six")
    assert client.get(path).headers["ETag"] != before


def test_a_thumbnail_named_with_its_version_is_kept_for_good(scene: Scene, client: Client) -> None:
    answer = client.get(f"/d/{scene.drawing.key}/thumbnail.png?v=1")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", [".png", "/thumbnail.png", "/card.png"])
def test_a_closed_drawing_has_no_picture_for_strangers(
    scene: Scene, client: Client, name: str
) -> None:
    Drawing.objects.update(access=Access.CLOSED)
    assert client.get(f"/d/{scene.drawing.key}{name}").status_code == 403


@pytest.mark.parametrize(
    ("question", "status"), [("scale=9", 400), ("x=0&y=0&w=9000&h=9000&scale=4", 413)]
)
def test_a_picture_refused_says_why(
    scene: Scene, client: Client, question: str, status: int
) -> None:
    answer = client.get(f"/d/{scene.drawing.key}.png?{question}")
    assert answer.status_code == status
    assert len(answer.content) > 10


def test_a_picture_says_what_it_is_and_below_it_if_asked(scene: Scene, client: Client) -> None:
    Drawing.objects.update(title="Hafen")
    plain = opened(client.get(f"/d/{scene.drawing.key}.png").content)
    assert plain.info["Title"] == "Hafen"
    assert plain.info["Author"] == "by Mia"
    credited = opened(client.get(f"/d/{scene.drawing.key}.png?credit=1").content)
    assert credited.width == plain.width
    assert credited.height == plain.height + footer_height(plain.width)


RED = b"\xff\x00\x00"


def test_a_picture_shows_the_colour_that_the_paper_was_given(scene: Scene, client: Client) -> None:
    write([entry(scene.mia, Draft(b"p" * 16, Kind.PAPER, RED))])
    for path in (".png", "/thumbnail.png", "/card.png"):
        picture = opened(client.get(f"/d/{scene.drawing.key}{path}").content)
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 0, 0)
    clear = opened(client.get(f"/d/{scene.drawing.key}.png?background=transparent").content)
    assert clear.convert("RGBA").getpixel((1, 1)) == (0, 0, 0, 0)
    assert b'fill="#ff0000"' in client.get(f"/d/{scene.drawing.key}.svg").content


def test_a_picture_shows_what_was_moved_where_it_lies_now(scene: Scene, client: Client) -> None:
    (stroke,) = read(scene.drawing.pk, 0, 1)
    view = f"/d/{scene.drawing.key}.png?scale=1&w=200&h=200"
    before = opened(client.get(f"{view}&x=0&y=0").content)
    move = encode_change(Change(Move(dx=16 * 1000, dy=-16 * 500)))
    write([entry(scene.mia, Draft(b"c" * 16, Kind.CHANGE, move + stroke.id))])
    after = opened(client.get(f"{view}&x=1000&y=-500").content)
    assert after.tobytes() == before.tobytes()
    assert opened(client.get(f"{view}&x=0&y=0").content).getcolors() == [
        (40_000, (0xFD, 0xFB, 0xF6))
    ]


def test_files_name_people_as_they_are_called_now_and_of_who_is_gone_someone_remains(
    scene: Scene, client: Client
) -> None:
    write([entry(scene.tom, stroke_draft())])
    path = f"/d/{scene.drawing.key}"
    Person.objects.filter(name="Mia").update(name="Mia Lindqvist")
    Person.objects.filter(name="Tom").delete()
    credit = "by Mia Lindqvist & Someone"
    assert opened(client.get(f"{path}.png?credit=1").content).info["Author"] == credit
    assert (
        f"<desc>{credit.replace('&', '&amp;')}</desc>" in client.get(f"{path}.svg").content.decode()
    )
    hexed = credit.encode("utf-16-be").hex().upper().encode()
    assert hexed in client.get(f"{path}.pdf?credit=1").content
    page = client.get(path).content.decode()
    assert 'content="by Mia Lindqvist &amp; Someone"' in page  # on the link's card


def test_a_picture_carries_its_drawing_if_asked(scene: Scene, client: Client) -> None:
    path = f"/d/{scene.drawing.key}.png?drawing=1"
    carrying = client.get(path)
    file = drawing_in(carrying.content)
    assert file is not None
    drawing = import_file(BytesIO(file), None)
    scene.drawing.refresh_from_db()
    assert list(unpacked(packed_log(drawing))) == list(unpacked(packed_log(scene.drawing)))
    assert client.get(path[:-1] + "0").headers["ETag"] != carrying.headers["ETag"]
    Drawing.objects.update(branchable=False)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize(("name", "start"), [("svg", b"<svg "), ("pdf", b"%PDF-1.7")])
def test_a_drawing_is_had_as_paths(scene: Scene, client: Client, name: str, start: bytes) -> None:
    answer = client.get(f"/d/{scene.drawing.watch_key}.{name}?scale=2")
    assert answer.content.startswith(start)
    assert client.get(f"/d/{scene.drawing.key}.{name}?scale=3").status_code == 400
    Drawing.objects.update(access=Access.CLOSED)
    assert client.get(f"/d/{scene.drawing.key}.{name}").status_code == 403


@pytest.mark.parametrize("name", ["webp", "gif"])
def test_a_time_lapse_moves_from_blank_paper_to_the_whole_drawing(
    scene: Scene, client: Client, name: str
) -> None:
    answer = client.get(f"/d/{scene.drawing.key}/time-lapse.{name}")
    assert answer.headers["Content-Type"] == f"image/{name}"
    film = opened(answer.content)
    assert film.size == FORMS[name].size
    frames = [frame.convert("L") for frame in ImageSequence.Iterator(film)]
    assert len(frames) > 1
    assert min(frames[0].histogram()[:100]) == sum(frames[0].histogram()[:100]) == 0
    assert sum(frames[-1].histogram()[:100]) > 100
    Drawing.objects.update(access=Access.CLOSED)
    assert client.get(f"/d/{scene.drawing.key}/time-lapse.{name}").status_code == 403


def test_an_svg_runs_no_scripts(scene: Scene, client: Client) -> None:
    policy = client.get(f"/d/{scene.drawing.key}.svg").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy


def test_an_empty_drawing_has_an_empty_picture(transactional_db: None, client: Client) -> None:
    scene = make_scene()
    answer = client.get(f"/d/{scene.drawing.key}.png")
    assert answer.status_code == 200
    picture = opened(answer.content)
    assert picture.getcolors() == [(picture.width * picture.height, (0xFD, 0xFB, 0xF6))]


def test_a_picture_is_kept_but_not_every_cutting_of_it(scene: Scene, client: Client) -> None:
    whole = client.get(f"/d/{scene.drawing.key}.png?scale=2")
    cutting = client.get(f"/d/{scene.drawing.key}.png?x=0&y=0&w=10&h=10")
    assert cache.get(whole.headers["ETag"].strip('"')) == whole.content
    assert cache.get(cutting.headers["ETag"].strip('"')) is None


def never_asked() -> Farm:
    raise AssertionError("it took too long a moment ago")


def test_a_picture_that_took_too_long_is_not_tried_again_at_once(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = Farm(patience=0.000001)
    monkeypatch.setattr(farm, "farm", lambda: hasty)
    path = f"/d/{scene.drawing.key}/thumbnail.png"
    assert client.get(path).status_code == 503
    hasty.close()
    monkeypatch.setattr(farm, "farm", never_asked)
    assert client.get(path).headers["Retry-After"] == "5"


def test_what_took_too_long_to_take_away_is_not_made_again_at_once(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm, "exports", Overtaxed)
    path = f"/d/{scene.drawing.key}.svg"
    assert client.get(path).status_code == 503
    monkeypatch.setattr(farm, "exports", never_asked)
    assert client.get(path).headers["Retry-After"] == "5"


def test_who_takes_away_very_often_is_told_to_wait(
    scene: Scene, client: Client, settings: LazySettings
) -> None:
    settings.RATES = {"export": "2/m/key"}
    path = f"/d/{scene.drawing.key}.svg"
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(path).headers["Retry-After"] == "60"
    assert client.get(f"/d/{scene.drawing.key}/thumbnail.png").status_code == 200


def test_a_long_log_is_handed_over_whole(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(scene.mia, 2 * OPERATIONS + 2)
    scene.drawing.refresh_from_db()
    whole = read(scene.drawing.pk, 0, 10**6)
    assert list(unpacked(packed_log(scene.drawing))) == whole
    assert list(unpacked(packed_log(scene.drawing, 1500))) == whole[:1500]
    Chunk.objects.all().delete()
    monkeypatch.setattr("canvas.chunks.MAX_BYTES", 1)
    assert list(unpacked(packed_log(scene.drawing))) == whole


async def test_a_large_file_is_sent_in_parts(
    scene: Scene, async_client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await async_client.get(f"/d/{scene.drawing.key}.png")
    monkeypatch.setattr("canvas.views.answers.PIECE", 100)
    answer = await async_client.get(f"/d/{scene.drawing.key}.png?scale=1&background=white")
    assert isinstance(answer, StreamingHttpResponse)
    parts = [part async for part in aiter(answer)]
    assert len(parts) > 1
    assert opened(b"".join(parts)).size == opened(whole.content).size
    assert answer.headers["Content-Length"] == str(len(b"".join(parts)))


def test_pictures_do_without_a_cache_that_is_down(
    scene: Scene, client: Client, settings: LazySettings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    assert client.get(f"/d/{scene.drawing.key}/thumbnail.png").status_code == 200
