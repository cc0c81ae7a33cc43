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

from PIL import Image, ImageChops, ImageDraw

from canvas.graphite import strokes_of
from canvas.lettering import Typeset
from canvas.render.grain import Place, grain
from canvas.render.items import Box, Item, bounds, erases, ink
from canvas.render.picture import Frame, ink_bounds
from canvas.render.placed import PlacedImage
from canvas.ribbon import Piece, Polygon, Sample, pieces, polygon, samples
from canvas.strokes import Stroke, Tool

FINER = 4
TILE = 1024  # pixels of the picture a side; 64 MB at four times finer
BLEED = 1  # pixels drawn beyond a tile's edges: Pillow rounds negative places differently
LETTERS_FINER = 2  # than that: they are thin
FATNESS = 0.5  # of Pillow's polygons, to either side, in its own pixels
FLAT = 0.05  # the slope below which a hand's line is mostly level steps on whole pixels
Ink = tuple[int, int, int, int]
NOTHING: Ink = (0, 0, 0, 0)


class PillowRaster:
    """Slower and coarser than its peers, but in every installation."""

    def paint(self, items: Sequence[Item], frame: Frame, background: str | None) -> Image.Image:
        boxed = [(item, bounds(item)) for item in items]
        picture = Image.new("RGB" if background else "RGBA", frame.size, background or NOTHING)
        for tile in _tiles(frame):
            seen = [item for item, box in boxed if tile.meets(box)]
            if not seen:
                continue
            sheet = _sheet(tile)
            _lay(sheet, seen, tile)
            _show(picture, sheet, tile, background)
        return picture

    def sheet(self, frame: Frame) -> PillowSheet:
        return PillowSheet(frame, [(tile, _sheet(tile)) for tile in _tiles(frame)])

    def edges(self, items: Sequence[Item]) -> Box | None:
        return ink_bounds(items)

    def boxes(self, items: Sequence[Item]) -> list[Box]:
        return [bounds(item) for item in items if not erases(item)]


class PillowSheet:
    def __init__(self, frame: Frame, tiles: list[tuple[Tile, Image.Image]]) -> None:
        self._frame = frame
        self._tiles = tiles

    def add(self, items: Sequence[Item]) -> None:
        boxed = [(item, bounds(item)) for item in items]
        for tile, sheet in self._tiles:
            _lay(sheet, [item for item, box in boxed if tile.meets(box)], tile)

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


def _lay(sheet: Image.Image, items: Sequence[Item], tile: Tile) -> None:
    frame = tile.frame
    scale = frame.scale * FINER
    left, top = (tile.left - BLEED) * FINER, (tile.top - BLEED) * FINER
    grid = Grid(-frame.x * scale - left, -frame.y * scale - top, scale)
    for item in items:
        if isinstance(item, Stroke) and item.style.tool is Tool.PENCIL:
            _pencil(sheet, item, grid, tile)
        elif isinstance(item, PlacedImage):
            _hang(sheet, item, tile)
        else:
            _paint(sheet, item, grid)


def _show(picture: Image.Image, sheet: Image.Image, tile: Tile, background: str | None) -> None:
    """Put a tile's ink where it belongs."""
    edge = BLEED * FINER
    averaged = sheet.reduce(FINER, (edge, edge, sheet.width - edge, sheet.height - edge))
    ink = Image.frombytes("RGBa", averaged.size, averaged.tobytes()).convert("RGBA")
    if background:
        picture.paste(ink, (tile.left, tile.top), ink)
    else:
        picture.paste(ink, (tile.left, tile.top))


def _hang(sheet: Image.Image, image: PlacedImage, tile: Tile) -> None:
    """Lay a picture over the sheet, at the size it is shown in: its pixels are averaged already."""
    left, top = tile.left - BLEED, tile.top - BLEED
    window = (left, top, tile.left + tile.width + BLEED, tile.top + tile.height + BLEED)
    if found := image.within(tile.frame, window):
        pixels, place = found
        size = (pixels.width * FINER, pixels.height * FINER)
        fine = pixels.resize(size, Image.Resampling.NEAREST)
        corner = ((place[0] - left) * FINER, (place[1] - top) * FINER)
        sheet.paste(fine.convert("RGB").convert("RGBX"), corner, fine.getchannel("A"))


def _paint(sheet: Image.Image, item: Stroke | Typeset, grid: Grid) -> None:
    color, opacity = ink(item)
    if isinstance(item, Typeset):
        _blend(sheet, item, grid)
    elif erases(item):
        _fill(sheet, item, grid, NOTHING)
    elif opacity == 255:
        _fill(sheet, item, grid, _opaque(color))
    elif opacity > 0:
        _blend(sheet, item, grid)


def _blend(sheet: Image.Image, item: Stroke | Typeset, grid: Grid) -> None:
    """Lay over the sheet what is translucent, once wherever it is, or has holes."""
    place = _place(sheet, item, grid)
    if place is None:
        return
    color, opacity = ink(item)
    grid, size = grid.moved(place[0], place[1]), (place[2] - place[0], place[3] - place[1])
    if isinstance(item, Typeset):
        mask = _letters(item, grid, size)
    else:
        mask = Image.new("L", size)
        _fill(mask, item, grid, opacity)
    sheet.paste(_opaque(color), place, mask)


def _pencil(sheet: Image.Image, stroke: Stroke, grid: Grid, tile: Tile) -> None:
    """Lay each deposit over the sheet, as much as the paper takes of it."""
    place = _place(sheet, stroke, grid, FINER)
    if place is None:
        return
    left, top, right, bottom = (edge // FINER - BLEED for edge in place)
    whole = (left + tile.left, top + tile.top, right + tile.left, bottom + tile.top)
    grid, size = grid.moved(place[0], place[1]), (place[2] - place[0], place[3] - place[1])
    color, opacity = ink(stroke)
    for deposit, line in enumerate(strokes_of(stroke)):
        mask = Image.new("L", size)
        _fill(mask, line, grid, opacity)
        taken = grain(deposit, tile.frame, whole).resize(size, Image.Resampling.NEAREST)
        sheet.paste(_opaque(color), place, ImageChops.multiply(mask, taken))


def _place(sheet: Image.Image, item: Item, grid: Grid, whole: int = 1) -> Place | None:
    """Find what an item may cover of a sheet, in so many of its pixels; None: nothing."""
    left, top, right, bottom = bounds(item)
    place = (
        max(floor((left * grid.scale + grid.x - 1) / whole) * whole, 0),
        max(floor((top * grid.scale + grid.y - 1) / whole) * whole, 0),
        min(ceil((right * grid.scale + grid.x + 1) / whole) * whole, sheet.width),
        min(ceil((bottom * grid.scale + grid.y + 1) / whole) * whole, sheet.height),
    )
    return None if place[0] >= place[2] or place[1] >= place[3] else place


def _letters(text: Typeset, grid: Grid, size: tuple[int, int]) -> Image.Image:
    """Return what letters cover; they are thin, so Pillow's fatness is halved once more."""
    mask = Image.new("L", (size[0] * LETTERS_FINER, size[1] * LETTERS_FINER))
    draw = ImageDraw.Draw(mask)
    scale = grid.scale * LETTERS_FINER
    left, top = grid.x * LETTERS_FINER, grid.y * LETTERS_FINER
    for contour in text.outline(grid.scale / FINER):
        corners = [(x * scale + left, y * scale + top) for x, y in contour]
        draw.polygon(corners, fill=255 if _winding(contour) > 0 else 0)
    return mask.reduce(LETTERS_FINER)


def _opaque(color: int) -> Ink:
    return color >> 16, color >> 8 & 0xFF, color & 0xFF, 255


def _fill(sheet: Image.Image, stroke: Stroke, grid: Grid, ink: Ink | int) -> None:
    """Overwrite what the stroke covers; its outline is the browser's at the same scale."""
    draw = ImageDraw.Draw(sheet)
    for piece in pieces(samples(stroke, grid.scale / FINER)):
        for part in _straightforward(piece):
            draw.polygon(polygon(grid.placed(part), 1.0), fill=ink)


def _winding(contour: Polygon) -> float:
    """Return a positive number for what a letter fills, a negative one for its holes."""
    pairs = zip(contour, [*contour[1:], contour[0]], strict=True)
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs)


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
