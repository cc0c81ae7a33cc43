"""The line under a picture: the drawing's title, who drew it, and where."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PIL import Image, ImageDraw, ImageFont

from canvas.render.picture import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 120  # letters that are looked at: more never fit
INK = "#22242C"
QUIET = "#565A66"
TITLES_SHARE = 0.62  # of the room, at most
LOWEST, HIGHEST = 28, 120  # px a footer may be high

_FONTS = Path(__file__).with_name("fonts")
_ROMAN = "Vollkorn-SemiBold.ttf"
_ITALIC = "Vollkorn-MediumItalic.ttf"
_WRITTEN_BY_NOBODY = "\U0010ffff"  # no font has it, so it looks like every missing letter


class Writes(Protocol):
    """Something that words are written on: a picture, or what keeps their outlines."""

    def text(
        self,
        xy: tuple[float, float],
        text: str,
        fill: str,
        font: ImageFont.FreeTypeFont,
        anchor: str,
    ) -> object: ...


class Line:
    """A line of words on a picture, set in the type of titles and credits."""

    def __init__(self, draw: Writes, baseline: float, size: int) -> None:
        """`size` is the title's, in px; all else is set a quarter smaller."""
        self._draw = draw
        self._baseline = baseline
        self._gap = size * 0.45
        self._title = _font(_ROMAN, size)
        self._credit = _font(_ITALIC, round(size * 0.77))
        self._mark = _font(_ROMAN, round(size * 0.77))

    def write(self, title: str, credit: str, left: float, right: float) -> None:
        """Write the title and the credit from the left, our own name at the right."""
        end = self._write_wordmark(right) - self._gap * 2
        room = (end - left) * (TITLES_SHARE if credit else 1)
        written = self._write(title, self._title, INK, left, room)
        left += written + (self._gap if written else 0)
        self._write(credit, self._credit, QUIET, left, end - left)

    def _write_wordmark(self, right: float) -> float:
        """Write "DrawnBy" up to the right edge; return where it begins."""
        left = right - self._mark.getlength("Drawn") - self._credit.getlength("By")
        self._put(left, "Drawn", self._mark, INK)
        self._put(left + self._mark.getlength("Drawn"), "By", self._credit, INK)
        return left

    def _write(
        self, text: str, font: ImageFont.FreeTypeFont, color: str, left: float, room: float
    ) -> float:
        """Write what the font has letters for, shortened to the room; return the width."""
        line = _shortened(_writable(text, font), font, room)
        self._put(left, line, font, color)
        return font.getlength(line)

    def _put(self, left: float, text: str, font: ImageFont.FreeTypeFont, color: str) -> None:
        self._draw.text((left, self._baseline), text, color, font, "ls")


def footer_height(width: int) -> int:
    """Return how high the line under a picture of that width is, in px."""
    return min(max(width // 22, LOWEST), HIGHEST)


def with_footer(picture: Image.Image, title: str, credit: str) -> Image.Image:
    """Add a line under a picture, on plain paper, or on nothing."""
    height = footer_height(picture.width)
    ground = PAPER if picture.mode == "RGB" else (255, 255, 255, 0)
    whole = Image.new(picture.mode, (picture.width, picture.height + height), ground)
    whole.paste(picture, (0, 0))
    write_footer(ImageDraw.Draw(whole), picture.size, title, credit)
    return whole


def write_footer(draw: Writes, size: tuple[int, int], title: str, credit: str) -> None:
    """Write the line under a picture of that size."""
    width, height = size
    room = footer_height(width)
    line = Line(draw, height + room * 0.62, round(room * 0.42))
    line.write(title, credit, room * 0.5, width - room * 0.5)


def _writable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Leave out letters the font lacks; nothing remains of a text that is mostly such letters.

    Half a name says less than none: titles in scripts we have no type for are left to the page
    that shows the picture.
    """
    words = " ".join(text.split())[:LONGEST]
    kept = "".join(letter for letter in words if _has(font, letter))
    return kept.strip() if len(kept) * 2 > len(words) else ""


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    return letter == " " or _shape(font, letter) != _shape(font, _WRITTEN_BY_NOBODY)


def _shape(font: ImageFont.FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


def _shortened(line: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    if font.getlength(line) <= room:
        return line
    return _cut(line, lambda text: font.getlength(text) <= room)


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    while line and not fits(line + "…"):
        line = line[:-1].rstrip()
    return line + "…" if line else ""


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)
