"""What picture somebody asks for, and the frame that shows it: pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from canvas.render.items import Box
from canvas.render.picture import MAX_SIDE, PAPER, Frame, around, check_size

if TYPE_CHECKING:
    from collections.abc import Mapping

MARGIN = 32  # px of paper left round the whole drawing, as the download dialog reckons
SCALES = (1.0, 2.0, 4.0)
MIN_WIDTH = 16
FARTHEST = 2**23  # px: no stroke is farther out
BACKGROUNDS = ("paper", "white", "transparent")
WHITE = "#ffffff"


class NotWanted(ValueError):
    """A question that asks for no picture; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture of `area`, or of the whole drawing, at a scale or so many pixels wide.

    With neither scale nor width it is shown at 1, or smaller where that would be too large.
    """

    background: str = "paper"
    scale: float | None = None
    width: int | None = None
    area: tuple[float, float, float, float] | None = None  # left, top, width, height
    credit: bool = False  # a line below with the title and who drew it

    def ground(self, paper: str | None) -> str | None:
        """Say what colour lies behind the ink, #rrggbb, given the one somebody gave the paper."""
        if self.background == "transparent":
            return None
        return WHITE if self.background == "white" else paper or PAPER

    def frame(self, ink: Box | None) -> Frame:
        """Find the frame, given the edges of the ink. Raises PictureTooLarge."""
        left, top, width, height = self.area or _surroundings(ink)
        if self.scale is None and self.width is None:
            return around((left, top, left + width, top + height), 0, 1.0)
        frame = Frame(left, top, width, height, self._scale(width))
        check_size(frame)
        return frame

    def _scale(self, width: float) -> float:
        return self.scale or (self.width / width if self.width else 1.0)


def parse_wanted(query: Mapping[str, str]) -> Wanted:
    """Read the query of a picture's address. Raises NotWanted."""
    background = query.get("background", "paper")
    if background not in BACKGROUNDS:
        raise NotWanted("background is paper, white or transparent")
    if "scale" in query and "width" in query:
        raise NotWanted("either scale or width")
    credit = query.get("credit") == "1"
    return Wanted(background, _scale(query), _width(query), _area(query), credit)


def _surroundings(ink: Box | None) -> tuple[float, float, float, float]:
    frame = around(ink, MARGIN, 1.0)
    return frame.x, frame.y, frame.width, frame.height


def _scale(query: Mapping[str, str]) -> float | None:
    if "scale" not in query:
        return None
    if (scale := _number(query, "scale")) not in SCALES:
        raise NotWanted("scale is 1, 2 or 4")
    return scale


def _width(query: Mapping[str, str]) -> int | None:
    if "width" not in query:
        return None
    width = _number(query, "width")
    if not MIN_WIDTH <= width <= MAX_SIDE or not width.is_integer():
        raise NotWanted(f"width is from {MIN_WIDTH} to {MAX_SIDE}")
    return int(width)


def _area(query: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    named = [name for name in "xywh" if name in query]
    if not named:
        return None
    if len(named) < 4:
        raise NotWanted("an area has x, y, w and h")
    x, y, w, h = (_number(query, name) for name in "xywh")
    if max(abs(x), abs(y), w, h) > FARTHEST or min(w, h) < 1:
        raise NotWanted("an area on the paper, at least 1 wide and high")
    return x, y, w, h


def _number(query: Mapping[str, str], name: str) -> float:
    try:
        value = float(query[name])
    except ValueError as error:
        raise NotWanted(f"{name} is a number") from error
    if not isfinite(value):
        raise NotWanted(f"{name} is a number")
    return value
