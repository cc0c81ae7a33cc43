"""How pencils are painted."""

from dataclasses import replace

from canvas.log import Kind
from canvas.render.bodies import Bodies
from canvas.render.picture import Frame, ink_bounds
from canvas.render.raster import Raster
from canvas.strokes import Tool, encode_stroke
from tests.canvas.render.contract.pixels import colors_of, difference, ink, pixel
from tests.canvas.render.contract.raster import OfRaster
from tests.canvas.render.contract.specimens import BLUE, draw


class Pencils(OfRaster):
    def test_a_pencil_leaves_the_grain_of_the_paper(self, raster: Raster) -> None:
        line = draw(Tool.PENCIL, 40, (30, 40), (170, 40))
        shown = raster.paint([line], Frame(0, 0, 200, 80), None)
        assert pixel(shown, 100, 5)[3] == 0
        grey = shown.crop((60, 22, 140, 58))
        assert {pixel(grey, x, y)[3] for x in range(80) for y in range(36)} > set(range(90, 150))
        assert all(
            abs(a - b) < 4
            for color in colors_of(grey, least=100)
            for a, b in zip(color, (0xDD, 0x4B, 0x33), strict=True)
        )

    def test_a_pencil_covers_more_where_it_is_pressed(self, raster: Raster) -> None:
        line = draw(Tool.PENCIL, 40, (30, 40), (170, 40))
        faint = replace(line, pressure=(40, 40))
        middle = (60, 34, 140, 46)
        hard, light = (
            ink(raster.paint([one], Frame(0, 0, 200, 80), None).crop(middle))
            for one in (line, faint)
        )
        edge = ink(raster.paint([line], Frame(0, 0, 200, 80), None).crop((60, 22, 140, 24)))
        assert light < 0.9 * hard
        assert edge / 160 < 0.7 * hard / 960

    def test_pencils_from_afar_are_as_dark_as_from_nearby(self, raster: Raster) -> None:
        line = draw(Tool.PENCIL, 60, (50, 50), (450, 50))
        whole = ink(raster.paint([line], Frame(0, 0, 500, 100), None))
        for scale in (0.1, 0.3, 0.5, 0.71, 2.0):
            shown = raster.paint([line], Frame(0, 0, 500, 100, scale), None)
            assert abs(ink(shown) / (whole * scale * scale) - 1) < 0.05, scale

    def test_the_grain_stays_with_the_paper_whatever_is_shown_of_it(self, raster: Raster) -> None:
        line = draw(Tool.PENCIL, 30, (-200, 40), (1500, 60), color=BLUE, opacity=200)
        for scale in (1.0, 1.3):
            whole = raster.paint([line], Frame(-300, 0, 1900, 100, scale), None)
            left, top = round(900 * scale), round(20 * scale)
            corner = Frame(-300 + left / scale, top / scale, 100, 50, scale)
            part = raster.paint([line], corner, None)
            across, down = part.size
            assert difference(whole.crop((left, top, left + across, top + down)), part) < 0.6

    def test_pencils_of_a_log_and_of_a_sheet_are_painted_like_any_others(
        self, raster: Raster
    ) -> None:
        pen, pencil = draw(Tool.PEN, 9, (0, 0), (90, 90)), draw(Tool.PENCIL, 30, (9, 50), (90, 50))
        strokes = [
            pencil,
            pen,
            pencil,
            replace(pencil, x=(160, 1600)),
            draw(Tool.ERASER, 9, (40, 50)),
        ]
        frame = Frame(0, 0, 100, 100)
        encoded = Bodies(
            [encode_stroke(stroke) for stroke in strokes],
            [
                Kind.PENCIL if stroke.style.tool is Tool.PENCIL else Kind.STROKE
                for stroke in strokes
            ],
        )
        expected = raster.paint(strokes, frame, "#fdfbf6").tobytes()
        assert raster.paint(encoded, frame, "#fdfbf6").tobytes() == expected
        sheet = raster.sheet(frame)
        for stroke in strokes:
            sheet.add([stroke])
        assert sheet.picture("#fdfbf6").tobytes() == expected
        assert raster.edges(encoded) == ink_bounds(strokes)
