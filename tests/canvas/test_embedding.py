"""Drawings in others' pages: who may frame what, with which right, and what oEmbed tells."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, override_settings

from accounts.models import Person
from canvas import store
from canvas.models import Access, Drawing, Participant
from tests.canvas.people import Scene, entry, make_scene, stroke_draft

pytestmark = pytest.mark.django_db
FRAMES = ("embed", "embed/replay")
HERE = "http://testserver"


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    store.write([entry(scene.mia, stroke_draft()), entry(scene.tom, stroke_draft())])
    Drawing.objects.update(title="Harbour")
    scene.drawing.refresh_from_db()
    return scene


def ancestors(answer: Any) -> str:
    found = re.search("frame-ancestors ([^;]*)", answer.headers["Content-Security-Policy"])
    return found[1] if found else ""


@pytest.mark.parametrize("path", FRAMES)
def test_a_frame_opens_for_every_site_and_takes_no_cookie(scene: Scene, path: str) -> None:
    stranger = Client()
    answer = stranger.get(f"/d/{scene.drawing.watch_key}/{path}")
    assert answer.status_code == 200
    assert ancestors(answer) == "*"
    assert "X-Frame-Options" not in answer.headers
    assert not stranger.cookies
    assert "Cookie" not in answer.headers["Vary"]
    assert "by Mia &amp; Tom" in answer.content.decode()
    assert "<form" not in answer.content.decode()
    assert (Person.objects.count(), Participant.objects.count()) == (2, 2)


@pytest.mark.parametrize("path", FRAMES)
def test_only_sites_on_the_list_may_frame(scene: Scene, path: str) -> None:
    with override_settings(EMBED_ORIGINS=["https://blog.example", "https://*.example.org"]):
        answer = Client().get(f"/d/{scene.drawing.key}/{path}")
    assert ancestors(answer) == "https://blog.example https://*.example.org"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["", "/replay", ".png", "/log/after/0"])
def test_nothing_else_can_be_framed(scene: Scene, path: str) -> None:
    answer = Client().get(f"/d/{scene.drawing.key}{path}")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert ancestors(answer) == "'none'"


@pytest.mark.parametrize("path", FRAMES)
def test_a_closed_drawing_says_so_in_its_frame_even_to_its_owner(scene: Scene, path: str) -> None:
    owner = Client()
    owner.post("/new", follow=True)
    Drawing.objects.update(access=Access.CLOSED)
    mine = Drawing.objects.exclude(pk=scene.drawing.pk).get()
    assert owner.get(f"/d/{mine.key}").status_code == 200
    for client, drawing in ((owner, mine), (Client(), scene.drawing)):
        answer = client.get(f"/d/{drawing.key}/{path}")
        assert (answer.status_code, ancestors(answer)) == (403, "*")
        assert "Mia" not in answer.content.decode()
    gone = Client().get(f"/d/{'x' * 22}/{path}")
    assert (gone.status_code, ancestors(gone)) == (404, "*")


@pytest.mark.parametrize("path", FRAMES)
def test_a_frame_is_only_looked_at(scene: Scene, path: str) -> None:
    assert Client().post(f"/d/{scene.drawing.key}/{path}").status_code == 405
    page = Client().get(f"/d/{scene.drawing.watch_key}/{path}").content.decode()
    assert scene.drawing.key not in page
    assert "/branch" not in page


def test_a_title_stays_words_in_frames_and_in_code(scene: Scene) -> None:
    Drawing.objects.update(title='"></iframe><script>alert(1)</script>')
    for path in FRAMES:
        assert (
            "<script>alert" not in Client().get(f"/d/{scene.drawing.key}/{path}").content.decode()
        )
    told = tell(f"{HERE}/d/{scene.drawing.key}").json()
    assert told["html"].count("<") == 2


def tell(url: str, **query: str) -> Any:
    return Client().get("/oembed", {"url": url, **query})


@pytest.mark.parametrize(
    ("page", "frame"),
    [
        ("", "embed"),
        ("/replay", "embed/replay"),
        ("/embed", "embed"),
        ("/replay#t=3", "embed/replay"),
    ],
)
def test_oembed_tells_how_to_frame_a_page_by_its_watch_link(
    scene: Scene, page: str, frame: str
) -> None:
    answer = tell(f"{HERE}/d/{scene.drawing.key}{page}")
    told = answer.json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "Harbour")
    assert told["author_name"] == "Mia, Tom"
    source = f"{HERE}/d/{scene.drawing.watch_key}/{frame}"
    assert f'src="{source}"' in told["html"]
    assert scene.drawing.key not in answer.content.decode()
    assert Client().get(source.removeprefix(HERE)).status_code == 200


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ({}, (800, 560)),
        ({"maxwidth": "500"}, (500, 560)),
        ({"maxwidth": "9999", "maxheight": "300"}, (800, 300)),
        ({"maxwidth": "0", "maxheight": "1"}, (240, 200)),
        ({"maxwidth": "-5", "maxheight": "1e3"}, (800, 560)),
        ({"maxwidth": "9" * 5000, "maxheight": '1" onload="x'}, (800, 560)),
    ],
)
def test_oembed_keeps_to_the_size_asked_for_where_it_can(
    scene: Scene, query: dict[str, str], size: tuple[int, int]
) -> None:
    told = tell(f"{HERE}/d/{scene.drawing.key}", **query).json()
    assert (told["width"], told["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in told["html"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "harbour",
        "http://testserver",
        "http://testserver/",
        "http://testserver/drawings",
        "http://testserver/d/short",
        "http://evil.example/d/{key}",
        "http://testserver@evil.example/d/{key}",
        "//testserver/d/{key}",
        "javascript://testserver/d/{key}",
        "http://testserver/d/{key}/branch",
        "http://testserver/d/{key}.png",
        "http://[testserver/d/{key}",
        "http://testserver/d/\0{key}",
        "http://testserver/accounts/login/?next=/d/{key}",
        "http://testserver/" + "d/" * 5000,
    ],
)
def test_oembed_tells_of_nothing_but_our_drawings(scene: Scene, url: str) -> None:
    answer = tell(url.replace("{key}", scene.drawing.key))
    assert answer.status_code == 404
    assert "Harbour" not in answer.content.decode()


def test_oembed_tells_nothing_of_what_its_link_does_not_open(scene: Scene) -> None:
    Drawing.objects.update(access=Access.CLOSED)
    answer = tell(f"{HERE}/d/{scene.drawing.key}")
    assert (answer.status_code, b"Harbour" in answer.content) == (403, False)
    assert tell(f"{HERE}/d/{'x' * 22}").status_code == 404
    assert tell(f"{HERE}/d/{scene.drawing.key}", format="xml").status_code == 501


@pytest.mark.parametrize("page", ["", "/replay"])
def test_pages_say_where_oembed_is(scene: Scene, page: str) -> None:
    text = Client().get(f"/d/{scene.drawing.watch_key}{page}").content.decode()
    found = re.search(r'application/json\+oembed" href="([^"]+)"', text)
    assert found is not None
    address = unescape(found[1])
    assert quote(f"{HERE}/d/{scene.drawing.watch_key}{page}", safe="") in address
    assert Client().get(address.removeprefix(HERE)).json()["title"] == "Harbour"


def test_where_no_site_may_frame_nothing_offers_it(scene: Scene) -> None:
    key = scene.drawing.key
    with override_settings(EMBED_ORIGINS=[]):
        for path in FRAMES:
            answer = Client().get(f"/d/{key}/{path}")
            assert answer.status_code == 404
            assert answer.headers["X-Frame-Options"] == "DENY"
        assert tell(f"{HERE}/d/{key}").status_code == 404
        for page in ("", "/replay"):
            text = Client().get(f"/d/{key}{page}").content.decode()
            assert "oembed" not in text
            assert "iframe" not in text
