"""How strokes are painted, and what lies around them."""

from canvas.render.bodies import Bodies
from canvas.render.items import erases
from canvas.render.picture import Frame, fit, ink_bounds
from canvas.render.raster import Raster, Sheet
from canvas.ribbon import bounds
from canvas.strokes import Stroke, Tool, encode_stroke
from tests.canvas.render.contract.pixels import close, difference, ink, pixel
from tests.canvas.render.contract.raster import OfRaster
from tests.canvas.render.contract.specimens import BLUE, SHAPES, draw


class Strokes(OfRaster):
    def test_no_strokes_are_plain_background(self, raster: Raster) -> None:
        paper = raster.paint([], Frame(0, 0, 8, 6), "#fdfbf6")
        assert (paper.mode, paper.size) == ("RGB", (8, 6))
        assert paper.getcolors() == [(48, (0xFD, 0xFB, 0xF6))]

    def test_no_background_is_transparent(self, raster: Raster) -> None:
        nothing = raster.paint([], Frame(0, 0, 8, 6), None)
        assert (nothing.mode, nothing.getcolors()) == ("RGBA", [(48, (0, 0, 0, 0))])

    def test_a_dot_has_its_color_place_and_area(self, raster: Raster) -> None:
        dot = raster.paint([draw(Tool.MARKER, 20, (30, 20))], Frame(0, 0, 60, 40), None)
        assert pixel(dot, 30, 20) == (0xDD, 0x4B, 0x33, 255)
        assert dot.getbbox() == (20, 10, 40, 30)
        assert abs(ink(dot) / 314.16 - 1) < 0.03

    def test_lines_are_as_wide_as_they_say_in_every_direction(self, raster: Raster) -> None:
        for end in ((90, 10), (10, 90), (90, 90), (90, 40), (40, 90)):
            length = ((end[0] - 10) ** 2 + (end[1] - 10) ** 2) ** 0.5
            line = raster.paint([draw(Tool.MARKER, 6, (10, 10), end)], Frame(0, 0, 100, 100), None)
            width = (ink(line) - 28.27) / length
            assert abs(width - 6) < 0.35, end

    def test_a_frame_moves_and_enlarges(self, raster: Raster) -> None:
        dot = draw(Tool.MARKER, 4, (-100, 50))
        shown = raster.paint([dot], Frame(-110, 45, 20, 10, 3.0), None)
        assert shown.size == (60, 30)
        assert shown.getbbox() == (24, 9, 36, 21)

    def test_what_was_drawn_later_lies_on_top(self, raster: Raster) -> None:
        below = draw(Tool.MARKER, 20, (20, 20))
        above = draw(Tool.PEN, 10, (20, 20), color=BLUE)
        shown = raster.paint([below, above], Frame(0, 0, 40, 40), "#ffffff")
        assert pixel(shown, 20, 20) == (0x2F, 0x6F, 0xAE)
        assert pixel(shown, 20, 12) == (0xDD, 0x4B, 0x33)

    def test_translucent_ink_lets_what_is_below_shine_through(self, raster: Raster) -> None:
        below = draw(Tool.MARKER, 20, (20, 20), color=0x000000)
        above = draw(Tool.MARKER, 20, (20, 20), color=0xFFFFFF, opacity=102)
        shown = raster.paint([below, above], Frame(0, 0, 40, 40), "#ffffff")
        assert close(pixel(shown, 20, 20), (102, 102, 102))
        half = raster.paint([above], Frame(0, 0, 40, 40), None)
        assert close(pixel(half, 20, 20), (255, 255, 255, 102))

    def test_a_translucent_stroke_is_not_darker_where_it_crosses_itself(
        self, raster: Raster
    ) -> None:
        loop = [(10, 10), (90, 90), (90, 10), (10, 90), (10, 10), (90, 10), (10, 12)]
        crossed = draw(Tool.MARKER, 16, *loop, opacity=128)
        shown = raster.paint([crossed], Frame(0, 0, 100, 100), None)
        assert max(shown.getchannel("A").tobytes()) == 128

    def test_invisible_ink_is_invisible(self, raster: Raster) -> None:
        shown = raster.paint([draw(Tool.MARKER, 16, (9, 9), opacity=0)], Frame(0, 0, 20, 20), None)
        assert shown.getbbox() is None

    def test_soft_edges_keep_the_ink_s_color(self, raster: Raster) -> None:
        line = draw(Tool.PEN, 7, (5, 5), (35, 18), (5, 31))
        shown = raster.paint([line], Frame(0, 0, 40, 40), None)
        soft = [pixel(shown, x, y) for x in range(40) for y in range(40)]
        edges = [edge[:3] for edge in soft if 60 < edge[3] < 255]
        assert edges
        assert all(
            abs(a - b) < 6 for edge in edges for a, b in zip(edge, (0xDD, 0x4B, 0x33), strict=True)
        )

    def test_an_eraser_takes_ink_and_leaves_the_background(self, raster: Raster) -> None:
        dot, gone = draw(Tool.MARKER, 30, (20, 20)), draw(Tool.ERASER, 10, (20, 20), opacity=0)
        on_paper = raster.paint([dot, gone], Frame(0, 0, 40, 40), "#fdfbf6")
        assert pixel(on_paper, 20, 20) == (0xFD, 0xFB, 0xF6)
        assert pixel(on_paper, 20, 10) == (0xDD, 0x4B, 0x33)
        on_nothing = raster.paint([dot, gone], Frame(0, 0, 40, 40), None)
        assert pixel(on_nothing, 20, 20)[3] == 0

    def test_ink_drawn_after_the_eraser_stays(self, raster: Raster) -> None:
        gone = draw(Tool.ERASER, 30, (20, 20))
        after = draw(Tool.PEN, 10, (20, 20), color=BLUE)
        shown = raster.paint([gone, after], Frame(0, 0, 40, 40), "#ffffff")
        assert pixel(shown, 20, 20) == (0x2F, 0x6F, 0xAE)

    def test_strokes_far_outside_change_nothing(self, raster: Raster) -> None:
        far = draw(Tool.MARKER, 1000, (8_000_000, -8_000_000), (8_000_000, 8_000_000))
        shown = raster.paint([far], Frame(0, 0, 30, 30, 2.0), None)
        assert shown.getbbox() is None

    def test_a_stroke_far_larger_than_the_frame_fills_it(self, raster: Raster) -> None:
        across = draw(Tool.MARKER, 1024, (-8_000_000, 15), (8_000_000, 15), opacity=128)
        shown = raster.paint([across], Frame(0, 0, 30, 30), None)
        assert shown.getchannel("A").getextrema() == (128, 128)

    def test_a_sheet_shows_what_so_many_strokes_are(self, raster: Raster) -> None:
        strokes = [
            draw(Tool.PEN, 9, (10, 10), (60, 60)),
            draw(Tool.MARKER, 20, (10, 40), (90, 40), color=BLUE, opacity=128),
            draw(Tool.ERASER, 12, (40, 0), (40, 90)),
            draw(Tool.PEN, 6, (50, 10), (80, 90)),
        ]
        frame, sheet = Frame(0, 0, 100, 100), raster.sheet(Frame(0, 0, 100, 100))

        def shows(sheet: Sheet, strokes: list[Stroke]) -> bool:
            painted = raster.paint(strokes, frame, "#fdfbf6")
            return sheet.picture("#fdfbf6").tobytes() == painted.tobytes()

        assert shows(sheet, [])
        sheet.add(strokes[:2])
        before = sheet.copy()
        sheet.add(strokes[2:])
        assert shows(sheet, strokes)
        assert shows(before, strokes[:2])
        before.add(strokes[3:])
        assert shows(before, [*strokes[:2], strokes[3]])

    def test_the_edges_are_those_of_all_ink(self, raster: Raster) -> None:
        strokes = [
            draw(Tool.PEN, 9, (900, 5), (1100, 60)),
            draw(Tool.ERASER, 9, (0, 0)),
            draw(Tool.MARKER, 30, (960, 50), opacity=0),
        ]
        assert raster.edges(strokes) == ink_bounds(strokes)
        assert raster.edges(strokes[1:2]) is None
        assert raster.edges([]) is None
        assert raster.boxes(strokes) == [bounds(stroke) for stroke in strokes if not erases(stroke)]
        assert raster.boxes([]) == []

    def test_strokes_of_a_log_are_painted_like_any_others(self, raster: Raster) -> None:
        strokes = list(SHAPES.values())
        frame = fit(ink_bounds(strokes), (300, 300), 10)
        encoded = Bodies([encode_stroke(stroke) for stroke in strokes])
        expected = raster.paint(strokes, frame, None)
        assert raster.paint(encoded, frame, None).tobytes() == expected.tobytes()
        assert raster.edges(encoded) == raster.edges(strokes)

    def test_a_part_of_a_picture_is_the_picture_of_that_part(self, raster: Raster) -> None:
        strokes = [
            draw(Tool.PEN, 9, (900, 5), (1100, 60), (950, 90), (1030, 20)),
            draw(Tool.MARKER, 30, (960, 50), (1090, 50), opacity=140),
            draw(Tool.ERASER, 12, (1020, 0), (1030, 100)),
        ]
        whole = raster.paint(strokes, Frame(0, 0, 1200, 100), None)
        part = raster.paint(strokes, Frame(980, 10, 80, 80), None)
        assert difference(whole.crop((980, 10, 1060, 90)), part) < 0.2
