"""PNG files of drawings, thumbnails and link cards."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from canvas.render.cards import CAPTION, render_card
from canvas.render.picture import Frame, PictureTooLarge
from canvas.render.png import render_png
from canvas.render.thumbnails import render_thumbnail
from canvas.strokes import Stroke, Tool
from tests.canvas.render.contract.pixels import pixel
from tests.canvas.render.contract.specimens import RED, draw

PAPER = (0xFD, 0xFB, 0xF6)
DOT = draw(Tool.MARKER, 40, (20, 20))


def opened(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        picture.load()
        return picture


def caption(title: str, credit: str) -> Image.Image:
    card = opened(render_card([DOT], title, credit))
    return card.crop((0, card.height - CAPTION, card.width, card.height))


def test_a_picture_on_white_is_opaque_and_one_on_nothing_is_not() -> None:
    frame = Frame(0, 0, 60, 40)
    white, clear = (
        opened(render_png([DOT], frame, "#ffffff")),
        opened(render_png([DOT], frame, None)),
    )
    assert (white.mode, pixel(white, 59, 39)) == ("RGB", (255, 255, 255))
    assert (clear.mode, pixel(clear, 59, 39)) == ("RGBA", (0, 0, 0, 0))
    assert pixel(white, 20, 20) == (RED >> 16, RED >> 8 & 255, RED & 255)


def test_a_picture_tells_nothing_but_its_pixels() -> None:
    assert opened(render_png([DOT], Frame(0, 0, 60, 40), None)).info == {}


def test_a_picture_too_large_is_refused_before_it_is_painted() -> None:
    with pytest.raises(PictureTooLarge):
        render_png([DOT], Frame(0, 0, 100_000, 100_000), None)


def test_a_thumbnail_shows_the_whole_drawing_on_paper() -> None:
    thumbnail = opened(render_thumbnail([DOT, draw(Tool.PEN, 9, (-3000, 99), (4000, 50))]))
    assert thumbnail.size == (640, 480)
    paper = Image.new("RGB", thumbnail.size, PAPER)
    shown = ImageChops.difference(thumbnail, paper).getbbox()
    assert shown is not None
    assert (abs(shown[0] - 32) < 3, abs(shown[2] - 608) < 3) == (True, True)


@pytest.mark.parametrize("strokes", [[], [draw(Tool.ERASER, 9, (5, 5))]])
def test_a_thumbnail_of_nothing_is_plain_paper(strokes: list[Stroke]) -> None:
    assert opened(render_thumbnail(strokes)).getcolors() == [(640 * 480, PAPER)]


def test_a_card_has_the_size_that_links_show() -> None:
    assert opened(render_card([DOT], "Harbour at six", "by Mia & Tom")).size == (1200, 630)


def test_a_card_says_its_title_and_its_credit() -> None:
    captions = [caption("", ""), caption("Harbour", ""), caption("Harbour", "by Mia")]
    assert len({picture.tobytes() for picture in captions}) == 3


@pytest.mark.parametrize("title", ["Åse & Zoë’s Çedar", "Гавань", "Λιμάνι"])
def test_a_card_knows_the_letters_of_europe(title: str) -> None:
    assert caption(title, "").tobytes() != caption("", "").tobytes()


@pytest.mark.parametrize("title", ["港の夕方", "ميناء", "\x00\x1b\x07", "  \n ", "🛥️🛥️"])
def test_a_title_in_letters_we_lack_is_left_out_whole(title: str) -> None:
    assert caption(title, "").tobytes() == caption("", "").tobytes()


def test_a_title_on_several_lines_is_written_on_one() -> None:
    assert caption("Harbour\n\tat six", "").tobytes() == caption("Harbour at six", "").tobytes()


def test_words_too_long_for_the_card_stay_clear_of_the_wordmark() -> None:
    long, short = caption("W" * 500, "by " + "Wilhelmina, " * 99), caption("", "")
    wordmark = (960, 0, 1200, CAPTION)
    assert long.crop(wordmark).tobytes() == short.crop(wordmark).tobytes()
