"""The pictures of a film are what painting each of them from nothing would be."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageSequence, ImageStat

from canvas.files.film import FORMS
from canvas.files.packed import Packed
from canvas.log import Kind, Numbered, fold
from canvas.messages import encode_log
from canvas.render import footage, jobs
from canvas.render.bodies import Bodies
from canvas.render.picture import PAPER, fit
from canvas.render.raster import rasteriser
from canvas.render.thumbnails import MARGIN
from canvas.strokes import Tool, encode_stroke
from tests.canvas.render.contract.specimens import BLUE, draw

if TYPE_CHECKING:
    from collections.abc import Sequence

STROKES = [
    encode_stroke(draw(tool, 12, (10 * at, 20), (200 - 10 * at, 180), color=BLUE + at))
    for at, tool in enumerate([Tool.PEN, Tool.ERASER, Tool.BRUSH, Tool.PEN, Tool.MARKER])
]


class Tally:
    """A sheet whose picture is the list of its strokes; it counts what is painted."""

    painted = 0

    def __init__(self, strokes: tuple[bytes, ...] = ()) -> None:
        self._strokes = strokes

    def add(self, strokes: Sequence[object]) -> None:
        assert isinstance(strokes, Bodies)
        Tally.painted += len(strokes)
        self._strokes += tuple(strokes.encoded)

    def copy(self) -> Tally:
        return Tally(self._strokes)

    def picture(self, background: str) -> Image.Image:
        return self._strokes  # type: ignore[return-value]  # all that is asked of it here


def on_paper(shown: list[list[bytes]]) -> list[tuple[list[bytes], str]]:
    return [(one, PAPER) for one in shown]


strokes = st.integers(0, 30).map(lambda number: bytes((number,)))


@given(st.lists(st.lists(strokes, max_size=12), max_size=12))
def test_every_picture_shows_its_own_strokes(shown: list[list[bytes]]) -> None:
    pictures = footage.pictures(Tally(), on_paper(shown), Bodies)
    assert list(pictures) == [tuple(one) for one in shown]


def test_what_only_grows_is_painted_once_and_a_stroke_taken_back_is_cheap() -> None:
    drawn = [bytes((number,)) for number in range(200)]
    growing = [drawn[:count] for count in range(0, 201, 10)]
    Tally.painted = 0
    assert len(list(footage.pictures(Tally(), on_paper(growing), Bodies))) == len(growing)
    assert Tally.painted == 200
    undone = [[*drawn[:count], b"undone" * (count // 10 % 2)] for count in range(0, 201, 10)]
    Tally.painted = 0
    list(footage.pictures(Tally(), on_paper(undone), Bodies))
    assert Tally.painted <= 200 + len(undone)


def operations(log: list[tuple[Kind, int]]) -> list[Numbered]:
    """Strokes by their place among STROKES, hides by the number of the operation they hide."""
    return [
        Numbered(seq, bytes([seq] * 16), kind, 1, seq, body_of(kind, what))
        for seq, (kind, what) in enumerate(log, 1)
    ]


def body_of(kind: Kind, what: int) -> bytes:
    if kind is Kind.STROKE:
        return STROKES[what]
    return bytes([what] * (3 if kind is Kind.PAPER else 16)) if what else b""


LOG = operations(
    [
        (Kind.STROKE, 0),
        (Kind.STROKE, 3),
        (Kind.HIDE, 1),
        (Kind.STROKE, 1),
        (Kind.STROKE, 4),
        (Kind.SHOW, 1),
        (Kind.CLEAR, 0),
        (Kind.STROKE, 2),
        (Kind.STROKE, 3),
        (Kind.TEXT, 0),  # not one we could paint
        (Kind.REMOVE, 8),
        (Kind.PAPER, 0x30),
        (Kind.STROKE, 0),
    ]
)


@pytest.mark.parametrize(("name", "off"), [("webp", 1.5), ("gif", 0.5)])  # of 255, on average
def test_each_picture_of_a_film_is_the_picture_of_its_prefix(name: str, off: float) -> None:
    form = FORMS[name]
    [written] = jobs.film(Packed([zlib.compress(encode_log(LOG))]), form)
    log = [one for one in LOG if one.kind is not Kind.TEXT]
    folds = [fold(log[:stop]) for stop in form.stops(len(log))]
    papers = ["#303030" if one.paper else PAPER for one in folds]
    assert set(papers) == {"#303030", PAPER}
    seen = [Bodies([item.body for item in one.visible()]) for one in folds]
    frame = fit(rasteriser().edges(seen[-1]), form.size, MARGIN)
    frames = [one.convert("RGB") for one in ImageSequence.Iterator(Image.open(BytesIO(written)))]
    assert len(frames) == len(seen)
    for shown, prefix, paper in zip(frames, seen, papers, strict=True):
        painted = rasteriser().paint(prefix, frame, paper)
        assert max(ImageStat.Stat(ImageChops.difference(shown, painted)).mean) < off


def test_a_drawing_without_anything_is_filmed_as_paper() -> None:
    for form in FORMS.values():
        [written] = jobs.film(Packed([]), form)
        assert Image.open(BytesIO(written)).size == form.size
