"""Which parts of a picture some polygons touch, so that nothing is done by the pixel elsewhere.

A thin line across a picture has no more pixels than it is long, however large the box around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from canvas.render.columns import offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from canvas.render.columns import Floats, Integers
    from canvas.render.grain import Place

    Flags = NDArray[np.bool_]

TILE = 128  # pixels a side
FEW = 4  # tiles: so much is done sooner than asked about
NEAR = 1.5 / TILE  # tiles by which a polygon may show beyond its edges


class Polygons(NamedTuple):
    """Closed polygons in pixels; polygon i has the corners from starts[i] to starts[i + 1]."""

    x: Floats
    y: Floats
    starts: Integers


class _Edges(NamedTuple):
    """Counted in tiles."""

    x: Floats
    y: Floats
    to_x: Floats
    to_y: Floats

    def only(self, which: Integers) -> _Edges:
        return _Edges(*(column[which] for column in self))


def touched(polygons: Polygons, place: Place) -> list[Place]:
    """Return what of a place they may show in when filled non-zero: parts that do not overlap."""
    left, top, right, bottom = place
    across, down = -((left - right) // TILE), -((top - bottom) // TILE)
    if across * down <= FEW:
        return [place]
    edges = _edges(polygons, place)
    which, rows = _rows(edges, down)
    edges = edges.only(which)
    flags = _crossed(edges, rows, (down, across)) | _within(edges, rows, (down, across))
    return [
        (
            left + first * TILE,
            top + row * TILE,
            min(left + stop * TILE, right),
            min(top + (row + 1) * TILE, bottom),
        )
        for row, first, stop in _runs(flags)
    ]


def _edges(polygons: Polygons, place: Place) -> _Edges:
    x, y = (polygons.x - place[0]) / TILE, (polygons.y - place[1]) / TILE
    after = np.arange(1, len(x) + 1)
    after[polygons.starts[1:] - 1] = polygons.starts[:-1]
    return _Edges(x, y, x[after], y[after])


def _rows(edges: _Edges, down: int) -> tuple[Integers, Integers]:
    """Return the edges that come near each row of tiles, and the row."""
    first = np.maximum(np.floor(np.minimum(edges.y, edges.to_y) - NEAR), 0)
    last = np.minimum(np.floor(np.maximum(edges.y, edges.to_y) + NEAR), down - 1)
    return _each(first.astype(np.int64), last.astype(np.int64))


def _crossed(edges: _Edges, row: Integers, shape: tuple[int, int]) -> Flags:
    """Say which tiles an edge comes near."""
    x, y, to_x, to_y = edges
    level = y == to_y
    slope = np.where(level, 0, (to_x - x) / np.where(level, 1, to_y - y))
    begin = x + (np.clip(y, row - NEAR, row + 1 + NEAR) - y) * slope
    end = to_x + (np.clip(to_y, row - NEAR, row + 1 + NEAR) - to_y) * slope
    first = np.maximum(np.floor(np.minimum(begin, end) - NEAR), 0)
    last = np.minimum(np.floor(np.maximum(begin, end) + NEAR), shape[1] - 1)
    which, column = _each(first.astype(np.int64), last.astype(np.int64))
    flags = np.zeros(shape, bool)
    flags[row[which], column] = True
    return flags


def _within(edges: _Edges, row: Integers, shape: tuple[int, int]) -> Flags:
    """Say of the tiles that no edge crosses which are filled: around which polygons wind."""
    middle = row + 0.5
    crosses = np.flatnonzero((edges.y <= middle) != (edges.to_y <= middle))
    (x, y, to_x, to_y), row, middle = edges.only(crosses), row[crosses], middle[crosses]
    at = x + (middle - y) * (to_x - x) / (to_y - y)
    turns = np.zeros((shape[0], shape[1] + 1), np.int64)
    right_of_it = np.clip(np.floor(at) + 1, 0, shape[1]).astype(np.int64)
    np.add.at(turns, (row, right_of_it), np.sign(to_y - y).astype(np.int64))
    flags: Flags = np.cumsum(turns, axis=1)[:, :-1] != 0
    return flags


def _each(first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Return all whole numbers of some ranges, ends included, and of which range each is."""
    counts = np.maximum(last - first + 1, 0)
    which = np.repeat(np.arange(len(first)), counts)
    return which, first[which] + np.arange(len(which)) - offsets(counts)[which]


def _runs(flags: Flags) -> Iterator[tuple[int, int, int]]:
    """Yield the row, the first column and the one behind the last of what is set side by side."""
    ends = np.diff(np.pad(flags, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, first = np.nonzero(ends == 1)
    stop = np.nonzero(ends == -1)[1]
    yield from zip(rows.tolist(), first.tolist(), stop.tolist(), strict=True)
