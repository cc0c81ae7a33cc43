/**
 * Where what floats is drawn anew: tile by tile.
 *
 * How a rasteriser grades an edge depends on the whole outline it is given, and on where that is cut
 * off. So a floating stroke gets the very outline by which it will be painted into a tile, and where
 * whole tiles are drawn anew, it is cut off as there: nothing changes its look when it is painted.
 */

import { type Bounds, intersection, overlap } from "../view/bounds";
import type { Viewport } from "../view/viewport";
import { tilePlace } from "./paper";
import type { Tile } from "./tiles";

export interface Patch {
  /** Device pixels. */
  readonly place: Bounds;
  /** Paper units: ink beyond it may be left out. */
  readonly seen: Bounds;
}

/** The pieces of `parts` (device pixels) in each of the tiles they touch. */
export function patchesOf(
  parts: readonly Bounds[],
  tiles: readonly Tile[],
  view: Viewport,
): Patch[] {
  return tiles.flatMap((tile) => {
    const [square, seen] = [tilePlace(tile, view), tile.bounds];
    return parts.flatMap((part) => {
      const place = intersection(square, part);
      return place ? [{ place, seen }] : [];
    });
  });
}

/** Whole tiles that `bounds` (paper units) touch, in device pixels. */
export function tilesUnder(bounds: Bounds, tiles: readonly Tile[], view: Viewport): Bounds[] {
  return tiles.filter((tile) => overlap(tile.bounds, bounds)).map((tile) => tilePlace(tile, view));
}
