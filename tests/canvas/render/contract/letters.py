"""How texts are painted."""

import pytest

from canvas.lettering import Typeset
from canvas.log import Kind
from canvas.render.bodies import Bodies
from canvas.render.items import Item
from canvas.render.picture import Frame, ink_bounds
from canvas.render.raster import Raster
from canvas.ribbon import Polygon
from canvas.strokes import Tool, encode_stroke
from canvas.texts import encode_text
from tests.canvas.render.contract.pixels import ink, pixel
from tests.canvas.render.contract.raster import OfRaster
from tests.canvas.render.contract.specimens import BLUE, draw, write


def winding_area(polygon: Polygon) -> float:
    """Return a polygon's area; of a hole, what it takes away."""
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs) / 2


class Letters(OfRaster):
    def test_letters_are_as_black_as_their_outlines_are_large(self, raster: Raster) -> None:
        text = write("Low tide, 06:40", 40)
        shown = raster.paint([text], Frame(0, 0, 320, 60), None)
        area = sum(winding_area(polygon) for polygon in text.outline(4))
        assert shown.getcolors(9999)
        assert abs(ink(shown) / area - 1) < 0.08

    def test_holes_of_letters_are_empty(self, raster: Raster) -> None:
        shown = raster.paint([write("O", 100)], Frame(0, 0, 100, 130), None)
        left, top, right, bottom = shown.getbbox() or (0, 0, 0, 0)
        assert pixel(shown, (left + right) // 2, (top + bottom) // 2)[3] == 0
        assert pixel(shown, left + 6, (top + bottom) // 2) == (0xDD, 0x4B, 0x33, 255)

    def test_texts_lie_among_strokes_where_they_were_written(self, raster: Raster) -> None:
        under, over = draw(Tool.MARKER, 200, (50, 65)), draw(Tool.ERASER, 200, (50, 65))
        text = write("I", 100, color=BLUE)
        frame = Frame(0, 0, 100, 130)
        assert pixel(raster.paint([under, text], frame, None), 14, 65) == (0x2F, 0x6F, 0xAE, 255)
        assert pixel(raster.paint([text, under], frame, None), 14, 65) == (0xDD, 0x4B, 0x33, 255)
        assert raster.paint([text, over], frame, None).getbbox() is None

    def test_texts_outside_the_picture_are_not_followed(
        self, raster: Raster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = write("Low tide, 06:40", 40)
        for way in ("outline", "pens"):
            monkeypatch.setattr(Typeset, way, None)
        assert raster.paint([text], Frame(500, 0, 20, 20), None).getbbox() is None

    def test_texts_of_a_log_are_painted_like_any_others(self, raster: Raster) -> None:
        pen, text = draw(Tool.PEN, 9, (0, 0), (90, 90)), write("x", 50)
        items: list[Item] = [pen, text, pen]
        bodies = [encode_stroke(pen), encode_text(text.text), encode_stroke(pen)]
        encoded = Bodies(bodies, [Kind.STROKE, Kind.TEXT, Kind.STROKE])
        frame = Frame(0, 0, 100, 100)
        expected = raster.paint(items, frame, None).tobytes()
        assert raster.paint(encoded, frame, None).tobytes() == expected
        assert raster.edges(encoded) == raster.edges(items) == ink_bounds(items)
