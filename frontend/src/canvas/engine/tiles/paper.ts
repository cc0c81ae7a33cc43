/** Tiles → the paper canvas: copied where their scale is the screen's, stretched where it is not yet. */

import type { Context2D } from "../marks/raster";
import { area, type Bounds, intersection } from "../view/bounds";
import type { Viewport } from "../view/viewport";
import { TILE, type Tile, type Tiles } from "./tiles";

/** A place without a picture is filled from so many other scales at most. */
const MOST_STAND_INS = 3;

/** Draws the confirmed drawing within `part` (device pixels), which it clears first. */
export function drawPaper(context: Context2D, tiles: Tiles, view: Viewport, part: Bounds): void {
  clear(context, part);
  for (const tile of tiles.wanted) {
    const place = tilePlace(tile, view);
    const seen = intersection(place, part);
    if (!seen) continue;
    if (tile.picture === undefined) drawStandIns(context, tiles, view, seen);
    else drawTile(context, tile, place);
  }
}

/** Where a tile stands on the screen, in whole device pixels. */
export function tilePlace(tile: Tile, view: Viewport): Bounds {
  const stretch = view.scale / tile.scale;
  return {
    left: Math.round(tile.column * TILE * stretch) - view.deviceX,
    top: Math.round(tile.row * TILE * stretch) - view.deviceY,
    right: Math.round((tile.column + 1) * TILE * stretch) - view.deviceX,
    bottom: Math.round((tile.row + 1) * TILE * stretch) - view.deviceY,
  };
}

/** Runs `draw` so that nothing outside `part` changes. */
export function clipped(context: Context2D, part: Bounds, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(part.left, part.top, part.right - part.left, part.bottom - part.top);
  context.clip();
  draw();
  context.restore();
}

export function clear(context: Context2D, part: Bounds): void {
  context.clearRect(part.left, part.top, part.right - part.left, part.bottom - part.top);
}

function drawTile(context: Context2D, tile: Tile, place: Bounds): void {
  if (!tile.picture) return;
  const width = place.right - place.left;
  const height = place.bottom - place.top;
  context.drawImage(tile.picture.image, place.left, place.top, width, height);
}

/** Other scales' pictures of the same paper, the most alike on top. */
function drawStandIns(context: Context2D, tiles: Tiles, view: Viewport, seen: Bounds): void {
  clipped(context, seen, () => {
    for (const standIns of standInsByScale(tiles, view, seen)) {
      for (const tile of standIns) {
        const place = tilePlace(tile, view);
        clear(context, place);
        drawTile(context, tile, place);
      }
    }
  });
}

/** The least alike first; no more than it takes to cover what is seen. */
function standInsByScale(tiles: Tiles, view: Viewport, seen: Bounds): Tile[][] {
  const alike = alikeFirst(tiles.pictured(), view, seen);
  const whole = alike.findIndex(({ covered }) => covered >= area(seen));
  const needed = whole < 0 ? MOST_STAND_INS : Math.min(MOST_STAND_INS, whole + 1);
  return alike
    .slice(0, needed)
    .reverse()
    .map((same) => same.tiles);
}

/** Those of `tiles` that are seen, by their scales, and how much they cover; the most alike first. */
export function alikeFirst(tiles: Iterable<Tile>, view: Viewport, seen: Bounds): OfScale[] {
  const byScale = new Map<number, OfScale>();
  for (const tile of tiles) {
    const part = intersection(tilePlace(tile, view), seen);
    if (!part) continue;
    const same = byScale.get(tile.scale) ?? { tiles: [], covered: 0 };
    same.tiles.push(tile);
    same.covered += area(part); // tiles of a scale do not overlap
    byScale.set(tile.scale, same);
  }
  const unlike = (scale: number) => Math.abs(Math.log2(scale / view.scale));
  return [...byScale].sort(([a], [b]) => unlike(a) - unlike(b)).map(([, same]) => same);
}

interface OfScale {
  readonly tiles: Tile[];
  covered: number;
}
