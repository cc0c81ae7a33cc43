/**
 * Where what floats is drawn anew: tile by tile, cut off as they are.
 *
 * How a rasteriser grades an edge depends on the whole outline it is given, and on where that is cut
 * off. So a floating stroke gets the very outline, within the very square, by which it will be painted
 * into the tiles: nothing changes its look when it is.
 */

import { type Bounds, overlap } from "./bounds";
import { tilePlace } from "./paper";
import type { Tile } from "./tiles";
import type { Viewport } from "./viewport";

export interface Patch {
  /** Device pixels. */
  readonly place: Bounds;
  /** Paper units: ink beyond it may be left out. */
  readonly seen: Bounds;
}

/** The tiles that any of `parts` (device pixels) touches. */
export function patchesOf(
  parts: readonly Bounds[],
  tiles: readonly Tile[],
  view: Viewport,
): Patch[] {
  return tiles
    .map((tile) => ({ place: tilePlace(tile, view), seen: tile.bounds }))
    .filter(({ place }) => parts.some((part) => overlap(part, place)));
}
