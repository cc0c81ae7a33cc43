"""Where most of the ink is: what a small picture shows where the whole would show nothing. (pure)

A stroke that slipped far away, or a note somewhere beyond, would make all the rest a speck. Pages
open alike by its twin, frontend/src/canvas/engine/view/crop.ts; both obey tests/wire/crowds.json to
the last bit.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from canvas.render.picture import union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canvas.render.items import Box

TAIL = 0.1  # of the ink at either end may lie apart, across and down
NEAR = 0.5  # of its extent, around the crowd: whatever comes so near belongs to it
WORTH = 2.0  # times as large, or all is shown
LEAST = 1.0  # px of an extent, for a dot has none


def crowd(boxes: Sequence[Box]) -> Box | None:
    """Return the edges of most of the ink, or of all where that shows it half as large at least."""
    whole = union(boxes)
    if whole is None:
        return None
    most = _grown(_middle(boxes), boxes)
    return most if _extent(most) * WORTH <= _extent(whole) else whole


def _middle(boxes: Sequence[Box]) -> Box:
    """Return where the middles of boxes lie but for the tails, each counting as long as it is."""
    across = sorted(((box[0] + box[2]) / 2, _extent(box)) for box in boxes)
    down = sorted(((box[1] + box[3]) / 2, _extent(box)) for box in boxes)
    return (
        _behind_tail(across),
        _behind_tail(down),
        _behind_tail(across[::-1]),
        _behind_tail(down[::-1]),
    )


def _behind_tail(weighed: Sequence[tuple[float, float]]) -> float:
    passed = list(accumulate(weight for _, weight in weighed))
    return weighed[bisect_right(passed, TAIL * passed[-1])][0]


def _grown(core: Box, boxes: Sequence[Box]) -> Box:
    """Grow round all that is near, until nothing is."""
    inside = [box for box in boxes if _meets(box, core)]
    while True:
        grown = union([core, *inside]) or core
        reach = NEAR * _extent(grown)
        wide = grown[0] - reach, grown[1] - reach, grown[2] + reach, grown[3] + reach
        found = [box for box in boxes if _meets(box, wide)]
        if len(found) == len(inside):
            return grown
        inside = found


def _meets(box: Box, other: Box) -> bool:
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]


def _extent(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1], LEAST)
