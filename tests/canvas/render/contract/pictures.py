"""How placed pictures are painted."""

from PIL import Image

from canvas.images import encode_image
from canvas.log import Kind
from canvas.render.bodies import Bodies
from canvas.render.items import Item
from canvas.render.picture import Frame, ink_bounds
from canvas.render.placed import PlacedImage
from canvas.render.raster import Raster
from canvas.strokes import Tool, encode_stroke
from tests.canvas import photographs
from tests.canvas.render.contract.pixels import close, difference, pixel
from tests.canvas.render.contract.raster import OfRaster
from tests.canvas.render.contract.specimens import draw, hung


class Pictures(OfRaster):
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
