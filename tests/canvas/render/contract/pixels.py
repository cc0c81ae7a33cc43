"""What is looked at in a picture that was painted."""

from collections.abc import Iterator
from itertools import product

from PIL import Image

Pixel = tuple[int, ...]


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
