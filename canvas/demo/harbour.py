"""The house drawing: *Harbour at six*, drawn by four people, as strokes with a human pace.

harbour.json holds what was drawn; when each point was drawn follows from how far the pen went.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canvas.strokes import Stroke, Style, Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS_PER_PIXEL = 16
PEN_WIDTH = 1.85  # how wide our pen is at full pressure for each px of the width in the file
MARKER_STEP = 12  # px between a marker's points, which the file tells only at its turns
PEN_SPEED = 0.6  # px a millisecond: a practised hand, not a hurried one
MARKER_SPEED = 1.1
SHORTEST_STEP = 8  # milliseconds; a pen reports no faster
LASTED = 23 * 60_000  # milliseconds, from the first stroke to the last

# What was said meanwhile: by whom, how many seconds after 17:41, and what.
TALK = (
    (2, 20, "I’ll hang the sun. Low, please, so the water gets some"),
    (3, 130, "Give me the whole street. I grew up on one like that."),
    (0, 360, "Then make it lean a little. Nothing in a harbour is straight"),
    (3, 520, "Lit three more windows, suppertime"),
    (0, 700, "I’ll do the lighthouse"),
    (1, 840, "Room for a fishing boat here?"),
    (2, 960, "Always"),
    (1, 1180, "Sea’s nearly done. Reflections next?"),
    (2, 1290, "Put a cat on the jetty. It was a moral duty."),
    (0, 1350, "It’s watching the gull and the gull knows"),
)

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


def moments() -> list[int]:
    """Say when each stroke ended, in milliseconds from the first: at six, all was done.

    Hands draw side by side; each looks and thinks a while between its strokes, and strokes end in
    the order of the drawing.
    """
    free: dict[int, float] = {}
    ends: list[float] = []
    for index, drawn in enumerate(harbour().strokes):
        thinking = 500 + (index * 7919) % 2600 + (9000 if index % 23 == 0 else 0)
        ready = free.get(drawn.author, 0) + thinking + sum(drawn.stroke.dt)
        free[drawn.author] = max(ready, ends[-1] + 40 if ends else 0)
        ends.append(free[drawn.author])
    return [round(end * LASTED / ends[-1]) for end in ends]


def _stroke(row: dict[str, Any]) -> Stroke:
    points: Sequence[Sequence[float]] = row["points"]
    if row["tool"] == "pen":
        return _drawn(Tool.PEN, row, points, row["width"] * PEN_WIDTH, PEN_SPEED)
    return _drawn(Tool.MARKER, row, _reported(points), row["width"], MARKER_SPEED)


def _drawn(
    tool: Tool, row: dict[str, Any], points: Sequence[Sequence[float]], width: float, speed: float
) -> Stroke:
    style = Style(
        tool=tool,
        color=int(row["color"][1:], 16),
        size=round(width * UNITS_PER_PIXEL),
        opacity=round(row["opacity"] * 255),
    )
    return Stroke(
        style,
        x=tuple(round(point[0] * UNITS_PER_PIXEL) for point in points),
        y=tuple(round(point[1] * UNITS_PER_PIXEL) for point in points),
        pressure=tuple(round(_pressure(point) * 255) for point in points),
        dt=_pace([point[:2] for point in points], speed),
    )


def _reported(turns: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """Put the points between the turns of a marker that a pen would have reported on its way."""
    points = [turns[0]]
    for (x0, y0), (x1, y1) in pairwise(turns):
        steps = max(1, round(math.dist((x0, y0), (x1, y1)) / MARKER_STEP))
        way = [step / steps for step in range(1, steps + 1)]
        points += [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in way]
    return points


def _pressure(point: Sequence[float]) -> float:
    """Pressure of a point, 0 to 1; a marker's points tell none, for it always presses fully."""
    return point[2] if len(point) > 2 else 1.0


def _pace(places: Sequence[Sequence[float]], speed: float) -> tuple[int, ...]:
    """Say how many milliseconds each point came after the one before."""
    steps = [math.dist(a, b) / speed for a, b in pairwise(places)]
    return (0, *(max(SHORTEST_STEP, round(step)) for step in steps))
