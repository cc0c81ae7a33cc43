"""Comparing pictures: what share of pixels differs by more than can be told apart."""

from __future__ import annotations

from PIL import Image, ImageChops

TELLABLE = 24  # of 255, in any channel: below it antialiasing differs, not what is drawn


def on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")


def differing(one: Image.Image, other: Image.Image) -> float:
    """The differing pixels as a share of the inked ones; 0 where nothing differs."""
    assert one.size == other.size, (one.size, other.size)
    left, right = on_white(one), on_white(other)
    inked = _count(ImageChops.difference(left, Image.new("RGB", left.size, "white")), 0)
    return _count(ImageChops.difference(left, right), TELLABLE) / max(inked, 1)


def inked_pixels(picture: Image.Image) -> int:
    alpha = picture.convert("RGBA").getchannel("A")
    return sum(count for value, count in enumerate(alpha.histogram()) if value > 0)


def _count(difference: Image.Image, above: int) -> int:
    red, green, blue = difference.split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(strongest.histogram()[above + 1 :])
