"""The card a link shows when it is shared: the drawing, its title and who drew it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from canvas.render.picture import fit
from canvas.render.png import encode_png
from canvas.render.raster import rasteriser
from canvas.render.thumbnails import PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.strokes import Stroke

SIZE = (1200, 630)
CAPTION = 128  # px at the foot, kept free of the drawing
MARGIN = 40
EDGE = 56  # px left and right of the words
BASELINE = 582
LONGEST = 120  # letters that are looked at: more never fit
INK = "#22242C"
QUIET = "#565A66"
HAIRLINE = "#E5E2DD"

_FONTS = Path(__file__).with_name("fonts")
_ROMAN = "Vollkorn-SemiBold.ttf"
_ITALIC = "Vollkorn-MediumItalic.ttf"
_WRITTEN_BY_NOBODY = "\U0010ffff"  # no font has it, so it looks like every missing letter


def render_card(strokes: Sequence[Stroke], title: str, credit: str) -> bytes:
    """Return a PNG of 1200 × 630; `credit` is the whole line, such as "by Mia, Tom & Aiko"."""
    card = Image.new("RGB", SIZE, PAPER)
    room = (SIZE[0], SIZE[1] - CAPTION)
    frame = fit(rasteriser().edges(strokes), room, MARGIN)
    card.paste(rasteriser().paint(strokes, frame, PAPER), (0, 0))
    draw = ImageDraw.Draw(card)
    draw.line((EDGE, room[1], SIZE[0] - EDGE, room[1]), fill=HAIRLINE)
    left, right = float(EDGE), _write_wordmark(draw) - EDGE
    written = _write(draw, left, title, _font(_ROMAN, 44), INK, room=(right - left) * 0.62)
    left += written + (20 if written else 0)
    _write(draw, left, credit, _font(_ITALIC, 34), QUIET, room=right - left)
    return encode_png(card)


def _write_wordmark(draw: ImageDraw.ImageDraw) -> float:
    """Write "DrawnBy" at the right edge; return where it begins."""
    roman, italic = _font(_ROMAN, 34), _font(_ITALIC, 34)
    left = SIZE[0] - EDGE - roman.getlength("Drawn") - italic.getlength("By")
    draw.text((left, BASELINE), "Drawn", INK, roman, "ls")
    draw.text((left + roman.getlength("Drawn"), BASELINE), "By", INK, italic, "ls")
    return left


def _write(
    draw: ImageDraw.ImageDraw,
    left: float,
    text: str,
    font: ImageFont.FreeTypeFont,
    color: str,
    *,
    room: float,
) -> float:
    """Write what the font has letters for, shortened to the room; return the width."""
    line = _shortened(_writable(text, font), font, room)
    draw.text((left, BASELINE), line, color, font, "ls")
    return font.getlength(line)


def _writable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Leave out letters the font lacks; nothing remains of a text that is mostly such letters.

    Half a name says less than none: titles in scripts we have no type for are left to the page
    that shows the card.
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
    while line and font.getlength(line + "…") > room:
        line = line[:-1].rstrip()
    return line + "…" if line else ""


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)
