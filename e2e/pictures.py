"""Comparing pictures: what share of pixels differs by more than can be told apart."""

from __future__ import annotations

from PIL import Image, ImageChops

# Of 255, in any channel. Two rasterisers grade the edge of a stroke differently: with 16 steps on
# the server, one step and a little more. Beyond the second something is drawn, or is not.
EDGE = 24
SHAPE = 64


def on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")


def differing(one: Image.Image, other: Image.Image, above: int) -> float:
    """The pixels that differ by more than `above`, as a share of the inked ones."""
    assert one.size == other.size, (one.size, other.size)
    left, right = on_white(one), on_white(other)
    inked = _count(ImageChops.difference(left, Image.new("RGB", left.size, "white")), 0)
    return _count(ImageChops.difference(left, right), above) / max(inked, 1)


def inked_pixels(picture: Image.Image) -> int:
    alpha = picture.convert("RGBA").getchannel("A")
    return sum(count for value, count in enumerate(alpha.histogram()) if value > 0)


def _count(difference: Image.Image, above: int) -> int:
    red, green, blue = difference.split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(strongest.histogram()[above + 1 :])
