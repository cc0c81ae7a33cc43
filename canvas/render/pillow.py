"""The rasteriser that is always there: Pillow, four times finer than shown, then averaged.

Pillow fills polygons even-odd, without smoothing, on whole pixels and half a pixel too fat. So
ribbons are cut where they might cover themselves, made a little thinner, and drawn in tiles at 4×
(more would cost memory, not be seen). Tile pixels are premultiplied: then painting opaque ink is
overwriting, erasing is overwriting with nothing, and a translucent stroke is one blend through a
mask, each of them exact. Their mode is "RGBX", four equal channels, because Pillow has ideas of its
own about blending into modes whose fourth channel it knows to be alpha.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from PIL import Image, ImageDraw

from canvas.render.picture import Box, Frame, ink_bounds
from canvas.ribbon import Piece, Sample, bounds, pieces, polygon, samples
from canvas.strokes import Stroke, Tool

FINER = 4
TILE = 1024  # pixels of the picture a side; 64 MB at four times finer
BLEED = 1  # pixels drawn beyond a tile's edges: Pillow rounds negative places differently
FATNESS = 0.5  # of Pillow's polygons, to either side, in its own pixels
FLAT = 0.05  # the slope below which a hand's line is mostly level steps on whole pixels
Ink = tuple[int, int, int, int]
NOTHING: Ink = (0, 0, 0, 0)


class PillowRaster:
    """Slower and coarser than its peers, but in every installation."""

    def paint(self, strokes: Sequence[Stroke], frame: Frame, background: str | None) -> Image.Image:
        boxed = [(stroke, bounds(stroke)) for stroke in strokes]
        picture = Image.new("RGB" if background else "RGBA", frame.size, background or NOTHING)
        for tile in _tiles(frame):
            seen = [stroke for stroke, box in boxed if tile.meets(box)]
            if not seen:
                continue
            sheet = _sheet(tile)
            _lay(sheet, seen, tile)
            _show(picture, sheet, tile, background)
        return picture

    def sheet(self, frame: Frame) -> PillowSheet:
        return PillowSheet(frame, [(tile, _sheet(tile)) for tile in _tiles(frame)])

    def edges(self, strokes: Sequence[Stroke]) -> Box | None:
        return ink_bounds(strokes)


class PillowSheet:
    def __init__(self, frame: Frame, tiles: list[tuple[Tile, Image.Image]]) -> None:
        self._frame = frame
        self._tiles = tiles

    def add(self, strokes: Sequence[Stroke]) -> None:
        boxed = [(stroke, bounds(stroke)) for stroke in strokes]
        for tile, sheet in self._tiles:
            _lay(sheet, [stroke for stroke, box in boxed if tile.meets(box)], tile)

    def copy(self) -> PillowSheet:
        return PillowSheet(self._frame, [(tile, sheet.copy()) for tile, sheet in self._tiles])

    def picture(self, background: str) -> Image.Image:
        picture = Image.new("RGB", self._frame.size, background)
        for tile, sheet in self._tiles:
            _show(picture, sheet, tile, background)
        return picture


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle of the picture, in its pixels."""

    frame: Frame
    left: int
    top: int
    width: int
    height: int

    def meets(self, box: Box) -> bool:
        """Say whether a box on the paper comes near the tile."""
        left, top, right, bottom = (
            edge * self.frame.scale
            for edge in (
                box[0] - self.frame.x,
                box[1] - self.frame.y,
                box[2] - self.frame.x,
                box[3] - self.frame.y,
            )
        )
        return (
            left < self.left + self.width + BLEED
            and right > self.left - BLEED
            and top < self.top + self.height + BLEED
            and bottom > self.top - BLEED
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """The fine pixels of a tile: where the paper's origin lies among them, and their scale."""

    x: float
    y: float
    scale: float

    def moved(self, left: int, top: int) -> Grid:
        """Return the same grid counted from another of its pixels."""
        return Grid(self.x - left, self.y - top, self.scale)

    def placed(self, part: Piece) -> Piece:
        """Move samples here, thinner by as much as Pillow makes them fatter.

        Pillow's spans are too long to the left and right, so what counts is how upright the line
        is; only lines that lie flat gain above and below.
        """
        gx, gy, scale = self.x, self.y, self.scale
        return [
            (x * scale + gx, y * scale + gy, max(r * scale - _fatness(ty), 0.0), tx, ty)
            for x, y, r, tx, ty in part
        ]


def _fatness(ty: float) -> float:
    upright = abs(ty)
    return FATNESS * upright if upright > FLAT else FATNESS


def _tiles(frame: Frame) -> Iterator[Tile]:
    width, height = frame.size
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            yield Tile(frame, left, top, min(TILE, width - left), min(TILE, height - top))


def _sheet(tile: Tile) -> Image.Image:
    """Return a tile's fine pixels, without ink."""
    size = ((tile.width + 2 * BLEED) * FINER, (tile.height + 2 * BLEED) * FINER)
    return Image.new("RGBX", size, NOTHING)


def _lay(sheet: Image.Image, strokes: Sequence[Stroke], tile: Tile) -> None:
    frame = tile.frame
    scale = frame.scale * FINER
    left, top = (tile.left - BLEED) * FINER, (tile.top - BLEED) * FINER
    grid = Grid(-frame.x * scale - left, -frame.y * scale - top, scale)
    for stroke in strokes:
        _paint(sheet, stroke, grid)


def _show(picture: Image.Image, sheet: Image.Image, tile: Tile, background: str | None) -> None:
    """Put a tile's ink where it belongs."""
    edge = BLEED * FINER
    averaged = sheet.reduce(FINER, (edge, edge, sheet.width - edge, sheet.height - edge))
    ink = Image.frombytes("RGBa", averaged.size, averaged.tobytes()).convert("RGBA")
    if background:
        picture.paste(ink, (tile.left, tile.top), ink)
    else:
        picture.paste(ink, (tile.left, tile.top))


def _paint(sheet: Image.Image, stroke: Stroke, grid: Grid) -> None:
    style = stroke.style
    if style.tool is Tool.ERASER:
        _fill(sheet, stroke, grid, NOTHING)
    elif style.opacity == 255:
        _fill(sheet, stroke, grid, _opaque(style.color))
    elif style.opacity > 0:
        _blend(sheet, stroke, grid)


def _blend(sheet: Image.Image, stroke: Stroke, grid: Grid) -> None:
    """Lay a translucent stroke over the sheet, once wherever it is."""
    left, top, right, bottom = bounds(stroke)
    place = (
        max(floor(left * grid.scale + grid.x) - 1, 0),
        max(floor(top * grid.scale + grid.y) - 1, 0),
        min(ceil(right * grid.scale + grid.x) + 1, sheet.width),
        min(ceil(bottom * grid.scale + grid.y) + 1, sheet.height),
    )
    if place[0] >= place[2] or place[1] >= place[3]:
        return
    mask = Image.new("L", (place[2] - place[0], place[3] - place[1]))
    _fill(mask, stroke, grid.moved(place[0], place[1]), stroke.style.opacity)
    sheet.paste(_opaque(stroke.style.color), place, mask)


def _opaque(color: int) -> Ink:
    return color >> 16, color >> 8 & 0xFF, color & 0xFF, 255


def _fill(sheet: Image.Image, stroke: Stroke, grid: Grid, ink: Ink | int) -> None:
    """Overwrite what the stroke covers; its outline is the browser's at the same scale."""
    draw = ImageDraw.Draw(sheet)
    for piece in pieces(samples(stroke, grid.scale / FINER)):
        for part in _straightforward(piece):
            draw.polygon(polygon(grid.placed(part), 1.0), fill=ink)


def _straightforward(piece: Piece) -> Iterator[Piece]:
    """Cut a piece so that each part, and both its sides, keep going forward.

    Such a part cannot cover itself, so even-odd and non-zero are the same for it.
    """
    start = 0
    for index in range(1, len(piece)):
        if index - start > 1 and not _goes_on(piece[start], piece[index - 1], piece[index]):
            yield piece[start:index]
            start = index - 1
    yield piece[start:]


def _goes_on(first: Sample, here: Sample, there: Sample) -> bool:
    """Say whether the step, and each side's step, is forward as seen from the first sample."""
    _, _, _, fx, fy = first
    x, y, r, tx, ty = here
    x2, y2, r2, tx2, ty2 = there
    forward = (x2 - x) * fx + (y2 - y) * fy
    aside = (ty * r - ty2 * r2) * fx + (tx2 * r2 - tx * r) * fy
    return forward + aside > 0 and forward - aside > 0 and tx2 * fx + ty2 * fy > 0
