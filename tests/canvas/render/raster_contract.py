"""What holds for every rasteriser: subclass RasterContract and say which one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from canvas.images import Image as Placed
from canvas.images import digest_of, encode_image
from canvas.lettering import Typeset
from canvas.letters import set_in_type
from canvas.log import Kind
from canvas.render.bodies import Bodies
from canvas.render.items import Item, erases
from canvas.render.picture import Frame, fit, ink_bounds
from canvas.render.placed import PlacedImage
from canvas.render.raster import Raster, Sheet
from canvas.ribbon import Polygon, bounds, outline
from canvas.strokes import Stroke, Style, Tool, decode_stroke, encode_stroke
from canvas.texts import Face, Text, encode_text
from tests.canvas import photographs

RED, BLUE = 0xDD4B33, 0x2F6FAE
VECTORS = json.loads((Path(__file__).parents[2] / "wire" / "ribbon.json").read_text())
SHAPES = {
    vector["name"]: decode_stroke(bytes.fromhex(vector["stroke"]))
    for vector in VECTORS[:60]
    if not vector["name"].startswith(("the far", "far from"))
}
Pixel = tuple[int, ...]


def draw(
    tool: Tool, size: int, *points: tuple[int, int], color: int = RED, opacity: int = 255
) -> Stroke:
    """Make a stroke of full pressure; size and points in px."""
    x, y = zip(*((16 * x, 16 * y) for x, y in points), strict=True)
    column = len(points)
    style = Style(tool, color, size * 16, opacity)
    return Stroke(style, x, y, (255,) * column, (0,) * column)


def write(words: str, size: int, color: int = RED) -> Typeset:
    """Set words in type at the origin; size in px."""
    return set_in_type(Text(Face.PLAIN, color, size * 16, 0, 0, words))


def hung(
    x: float, y: float, width: float, height: float, picture: Image.Image | None = None
) -> PlacedImage:
    """Place a picture, in px: by default red on its left, blue on its right."""
    file = photographs.kept_file(picture)
    placed = Placed(digest_of(file), *(round(16 * number) for number in (x, y, width, height)))
    return PlacedImage(placed, file)


def winding_area(polygon: Polygon) -> float:
    """Return a polygon's area; of a hole, what it takes away."""
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs) / 2


def pixel(picture: Image.Image, x: int, y: int) -> Pixel:
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def close(one: Pixel, other: Pixel) -> bool:
    """Rounding may differ between rasterisers, by a level or two."""
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, in levels."""
    a, b = one.tobytes(), other.tobytes()
    return sum(abs(p - q) for p, q in zip(a, b, strict=True)) / len(a)


def ink(picture: Image.Image) -> float:
    """Return how many pixels' worth of ink a transparent picture holds."""
    return sum(picture.getchannel("A").tobytes()) / 255


def colors_of(picture: Image.Image, least: int) -> Iterator[Pixel]:
    """Yield the colours of pixels that are covered by no less; little ink has no exact one."""
    width, height = picture.size
    for x, y in product(range(width), range(height)):
        found = pixel(picture, x, y)
        if found[3] >= least:
            yield found[:3]


class RasterContract:
    """The tests; `raster` is the fixture to override."""

    @pytest.fixture
    def raster(self) -> Raster:
        raise NotImplementedError

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

    def test_a_picture_lies_where_it_was_placed_on_whole_pixels(self, raster: Raster) -> None:
        shown = raster.paint([hung(10.4, 20.6, 60, 40)], Frame(0, 0, 100, 80), None)
        assert shown.getbbox() == (10, 21, 70, 61)
        assert close(pixel(shown, 12, 30), (*photographs.RED, 255))
        assert close(pixel(shown, 68, 30), (*photographs.BLUE, 255))
        assert pixel(shown, 9, 30) == pixel(shown, 70, 30) == (0, 0, 0, 0)

    def test_a_picture_lies_among_strokes(self, raster: Raster) -> None:
        under, over = draw(Tool.MARKER, 200, (30, 30)), draw(Tool.ERASER, 20, (30, 30))
        frame = Frame(0, 0, 100, 80)
        image = hung(0, 0, 60, 60)
        covered = raster.paint([under, image], frame, None)
        assert close(pixel(covered, 15, 30), (*photographs.RED, 255))
        assert pixel(raster.paint([image, under], frame, None), 15, 30) == (0xDD, 0x4B, 0x33, 255)
        assert pixel(raster.paint([image, over], frame, None), 30, 30) == (0, 0, 0, 0)

    def test_what_can_be_seen_through_a_picture_is_seen(self, raster: Raster) -> None:
        glass = Image.new("RGBA", (20, 20), (0, 0, 255, 128))
        below = draw(Tool.MARKER, 200, (20, 20), color=0xFF0000)
        shown = raster.paint([below, hung(0, 0, 40, 40, glass)], Frame(0, 0, 40, 40), None)
        assert close(pixel(shown, 20, 20), (127, 0, 128, 255))
        alone = raster.paint([hung(0, 0, 40, 40, glass)], Frame(0, 0, 40, 40), None)
        assert close(pixel(alone, 20, 20), (0, 0, 255, 128))

    def test_a_part_of_a_placed_picture_is_the_picture_of_that_part(self, raster: Raster) -> None:
        image = hung(-300, -200, 1700, 600, Image.radial_gradient("L").convert("RGB"))
        whole = raster.paint([image], Frame(0, 0, 1200, 100), None)
        part = raster.paint([image], Frame(980, 10, 80, 80), None)
        assert difference(whole.crop((980, 10, 1060, 90)), part) < 0.5

    def test_a_picture_that_cannot_be_had_leaves_its_place_free(self, raster: Raster) -> None:
        lost = PlacedImage(hung(0, 0, 40, 40).image, None)
        broken = PlacedImage(lost.image, b"RIFF")
        shown = raster.paint([lost, broken], Frame(0, 0, 40, 40), None)
        assert shown.getbbox() is None
        assert raster.edges([lost]) == (0, 0, 40, 40)

    def test_pictures_of_a_log_are_painted_like_any_others(self, raster: Raster) -> None:
        pen, image = draw(Tool.PEN, 9, (0, 0), (90, 90)), hung(20, 20, 50, 50)
        bodies = [encode_stroke(pen), encode_image(image.image), encode_stroke(pen)]
        kinds = [Kind.STROKE, Kind.IMAGE, Kind.STROKE]
        encoded = Bodies(bodies, kinds, {image.image.digest: image.file or b""})
        items: list[Item] = [pen, image, pen]
        frame = Frame(0, 0, 100, 100)
        expected = raster.paint(items, frame, None).tobytes()
        assert raster.paint(encoded, frame, None).tobytes() == expected
        assert raster.edges(encoded) == raster.edges(items) == ink_bounds(items)

    @pytest.mark.parametrize("stroke", SHAPES.values(), ids=SHAPES.keys())
    def test_the_outline_is_filled_non_zero(self, raster: Raster, stroke: Stroke) -> None:
        """Sampled over the stroke: well inside is full, well outside is empty."""
        frame = around_closely(stroke)
        shown = raster.paint([opaque(stroke)], frame, None).getchannel("A")
        polygons = [(polygon, box(polygon)) for polygon in outline(stroke, frame.scale)]
        for x, y in product(range(1, frame.size[0] - 1, 5), range(1, frame.size[1] - 1, 5)):
            inside = nearby(polygons, frame, x, y)
            if len(inside) == 1:
                assert shown.getpixel((x, y)) == (255 if inside == {True} else 0), (x, y)


def opaque(stroke: Stroke) -> Stroke:
    """Make it visible, an eraser as the marker that is as wide."""
    tool = Tool.MARKER if stroke.style.tool is Tool.ERASER else stroke.style.tool
    style = Style(tool, RED, stroke.style.size, 255)
    return Stroke(style, stroke.x, stroke.y, stroke.pressure, stroke.dt)


def around_closely(stroke: Stroke) -> Frame:
    left, top, right, bottom = bounds(stroke)
    scale = 90 / max(right - left, bottom - top)
    width, height = right - left + 4 / scale, bottom - top + 4 / scale
    return Frame(left - 2 / scale, top - 2 / scale, width, height, scale)


Box = tuple[float, float, float, float]  # left, top, right, bottom


def box(polygon: Polygon) -> Box:
    x, y = zip(*polygon, strict=True)
    return min(x), min(y), max(x), max(y)


def nearby(polygons: list[tuple[Polygon, Box]], frame: Frame, x: int, y: int) -> set[bool]:
    """Say whether a pixel and what is within a pixel of it lie inside the outline."""
    steps = ((0.5, 0.5), (-0.6, -0.6), (1.6, -0.6), (-0.6, 1.6), (1.6, 1.6))
    places = [
        ((x + dx) / frame.scale + frame.x, (y + dy) / frame.scale + frame.y) for dx, dy in steps
    ]
    return {any(holds(*polygon, *place) for polygon in polygons) for place in places}


def holds(polygon: Polygon, box: Box, x: float, y: float) -> bool:
    left, top, right, bottom = box  # most are far away: no need to go round them
    return left <= x <= right and top <= y <= bottom and winding(polygon, x, y) != 0


def winding(polygon: Polygon, x: float, y: float) -> int:
    turns = 0
    ax, ay = polygon[-1]
    for bx, by in polygon:
        if (ay <= y) != (by <= y):
            side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
            turns += (side > 0) - (side < 0)
        ax, ay = bx, by
    return turns
