"""What rasterisers are given to paint."""

import json
from pathlib import Path

from PIL import Image

from canvas.images import Image as Placed
from canvas.images import digest_of
from canvas.lettering import Typeset
from canvas.letters import set_in_type
from canvas.render.placed import PlacedImage
from canvas.strokes import Stroke, Style, Tool, decode_stroke
from canvas.texts import Face, Text
from tests.canvas import photographs

RED, BLUE = 0xDD4B33, 0x2F6FAE
VECTORS = json.loads((Path(__file__).parents[3] / "wire" / "ribbon.json").read_text())
SHAPES = {
    vector["name"]: decode_stroke(bytes.fromhex(vector["stroke"]))
    for vector in VECTORS[:60]
    if not vector["name"].startswith(("the far", "far from"))
}


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
