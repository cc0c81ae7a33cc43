"""What lies on the paper, as renderers see it: strokes, texts, pictures, one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from canvas import ribbon
from canvas.images import decode_image
from canvas.lettering import Typeset
from canvas.letters import set_in_type
from canvas.log import Kind
from canvas.render.placed import PlacedImage
from canvas.strokes import Stroke, Tool, decode_stroke
from canvas.texts import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from canvas.ribbon import Polygon

Item: TypeAlias = Stroke | Typeset | PlacedImage
Special: TypeAlias = Typeset | PlacedImage  # whatever is not many
Box = tuple[float, float, float, float]  # left, top, right, bottom


def decode_item(kind: int, body: bytes, images: Mapping[bytes, bytes], words: str = "") -> Item:
    """Read an item from the body of its operation, given the files of pictures by digest, and
    what is said of it.
    """
    match kind:
        case Kind.TEXT:
            return set_in_type(decode_text(body))
        case Kind.IMAGE:
            image = decode_image(body)
            return PlacedImage(image, images.get(image.digest), words)
        case _:
            return decode_stroke(body)


def bounds(item: Item) -> Box:
    """Return the edges of what the item inks, in px."""
    return ribbon.bounds(item) if isinstance(item, Stroke) else item.bounds


def outline(item: Item, scale: float) -> Iterator[Polygon]:
    """Yield closed polygons in px, filled non-zero, smooth when shown `scale` times as large."""
    if isinstance(item, Stroke):
        yield from ribbon.outline(item, scale)
    elif isinstance(item, Typeset):
        yield from item.outline(scale)
    else:
        left, top, right, bottom = item.bounds
        yield [(left, top), (right, top), (right, bottom), (left, bottom)]


def erases(item: Item) -> bool:
    """Say whether the item takes away what lies below it."""
    return isinstance(item, Stroke) and item.style.tool is Tool.ERASER


def ink(item: Item) -> tuple[int, int]:
    """Return the colour, 0xRRGGBB, and how much of it covers, 0 to 255."""
    if isinstance(item, Stroke):
        return item.style.color, item.style.opacity
    return (item.text.color, 255) if isinstance(item, Typeset) else (0, 255)
