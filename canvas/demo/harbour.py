"""The house drawing: *Harbour at six*, drawn by four people, as strokes with a human pace.

harbour.json holds what was drawn; when each point was drawn follows from how far the pen went.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canvas.strokes import Stroke, Style, Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS_PER_PIXEL = 16
PEN_SPEED = 0.6  # px a millisecond: a practised hand, not a hurried one
MARKER_SPEED = 1.1
SHORTEST_STEP = 8  # milliseconds; a pen reports no faster

_FILE = Path(__file__).with_name("harbour.json")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stroke and who drew it: an index into the drawing's people."""

    author: int
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Harbour:
    """The drawing: its people's names in the order of their hues, its strokes bottom to top."""

    title: str
    people: tuple[str, ...]
    strokes: tuple[Drawn, ...]


@cache
def harbour() -> Harbour:
    """Read the house drawing."""
    told = json.loads(_FILE.read_text())
    order = [person["id"] for person in told["people"]]
    return Harbour(
        title=told["title"],
        people=tuple(person["name"] for person in told["people"]),
        strokes=tuple(Drawn(order.index(row["author"]), _stroke(row)) for row in told["strokes"]),
    )


def _stroke(row: dict[str, Any]) -> Stroke:
    tool = Tool[row["tool"].upper()]
    points: Sequence[Sequence[float]] = row["points"]
    style = Style(
        tool=tool,
        color=int(row["color"][1:], 16),
        size=round(row["width"] * UNITS_PER_PIXEL),
        opacity=round(row["opacity"] * 255),
    )
    return Stroke(
        style,
        x=tuple(round(point[0] * UNITS_PER_PIXEL) for point in points),
        y=tuple(round(point[1] * UNITS_PER_PIXEL) for point in points),
        pressure=tuple(round(_pressure(point) * 255) for point in points),
        dt=_pace([point[:2] for point in points], PEN_SPEED if tool is Tool.PEN else MARKER_SPEED),
    )


def _pressure(point: Sequence[float]) -> float:
    """Pressure of a point, 0 to 1; a marker's points tell none, for it always presses fully."""
    return point[2] if len(point) > 2 else 1.0


def _pace(places: Sequence[Sequence[float]], speed: float) -> tuple[int, ...]:
    """Say how many milliseconds each point came after the one before."""
    steps = [math.dist(a, b) / speed for a, b in zip(places, places[1:], strict=False)]
    return (0, *(max(SHORTEST_STEP, round(step)) for step in steps))
