/**
 * What lies above the tiles: strokes confirmed but not painted yet, one's own waiting for a number,
 * and all pens at work.
 *
 * Drawn anew wherever something changed, each stroke whole, through the same raster as the tiles
 * and onto them: so nothing changes its look when it is committed, an eraser acts on everything
 * below it, and a browser without a GPU copies one canvas a frame, not two.
 */

import type { Matter } from "../../scene";
import type { Stroke } from "../../strokes";
import { paintMatter } from "../marks/matter";
import { type Context2D, type Frame, type Ink, inkBounds, resetInk, slice } from "../marks/raster";
import { type Bounds, overlap } from "../view/bounds";
import type { Lifted } from "./lifted";

/** Something above the tiles. */
export interface Floating extends Matter {
  /** What it is carried with. */
  readonly lifted?: Lifted;
  readonly bounds: Bounds;
  readonly ink: Ink;
}

/** Draws all that float, in order; `part` is in paper units and clips nothing. */
export function drawFloating(
  context: Context2D,
  floating: Iterable<Floating>,
  frame: Frame,
  part: Bounds,
): void {
  for (const one of floating) {
    if (!overlap(one.bounds, part)) continue;
    const { lifted } = one;
    if (lifted) paintMatter(context, one, lifted.frame(frame), lifted.before(part), one.ink);
    else paintMatter(context, one, frame, part, one.ink);
  }
  resetInk(context);
}

/** Where `stroke` may look different now that points after `from` were added or replaced. */
export function changedBounds(stroke: Stroke, from: number): Bounds {
  return inkBounds(slice(stroke, Math.max(0, from - 3), stroke.x.length));
}
