"""What templates draw with: icons, hues, initials, credits, the theme."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory

from drawnby.templatetags.ui import credit, hue, initial, theme


def people(*names: str) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ((), ""),
        (("Mia",), "by Mia"),
        (("Mia", "Tom"), "by Mia & Tom"),
        (("Mia", "Tom", "Aiko"), "by Mia, Tom & Aiko"),
        (("Mia", "Tom", "Aiko", "Samir"), "by Mia, Tom, Aiko & Samir"),
        (("Mia", "Tom", "Aiko", "Samir", "Nana"), "by Mia, Tom, Aiko & 2 others"),
    ],
)
def test_a_credit_reads_as_a_sentence(names: tuple[str, ...], line: str) -> None:
    assert credit(people(*names)) == line


def test_a_credit_takes_objects_as_well() -> None:
    assert credit([SimpleNamespace(name="Mia"), SimpleNamespace(name="Tom")]) == "by Mia & Tom"


def test_a_name_cannot_bring_markup_into_a_page() -> None:
    template = engines["django"].from_string("{% load ui %}{{ people|credit }}")
    html = template.render({"people": people("<script>", "%(last)s")})
    assert html == "by &lt;script&gt; &amp; %(last)s"


def test_an_icon_is_no_more_than_a_picture() -> None:
    template = engines["django"].from_string('{% load ui %}{% icon "undo-2" "small" %}')
    html = template.render({})
    assert 'aria-hidden="true"' in html
    assert 'class="icon small"' in html
    assert '#lucide-undo-2"' in html


def test_the_ninth_person_has_the_first_hue_again() -> None:
    assert [hue(number) for number in (0, 7, 8, 17)] == [0, 7, 0, 1]


@pytest.mark.parametrize("nothing", [None, "", "2"])
def test_what_is_no_hue_is_slate(nothing: object) -> None:
    assert hue(nothing) == 7


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("mia", "M"),
        ("  åsa", "Å"),
        ("a\u030asa", "Å"),
        ("q\u0323\u0307x", "Q\u0323\u0307"),
        ("", "?"),
        ("   ", "?"),
        ("日本", "日"),
    ],
)
def test_an_initial_keeps_the_marks_on_its_letter(name: str, letter: str) -> None:
    assert initial(name) == letter


@pytest.mark.parametrize(
    ("cookie", "chosen"),
    [("dark", "dark"), ("light", "light"), ("auto", "auto"), ('"><script>', "auto"), ("", "auto")],
)
def test_the_theme_is_one_we_know(cookie: str, chosen: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert theme({"request": request}) == chosen


def test_a_page_without_a_request_follows_the_system() -> None:
    assert theme({}) == "auto"
