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

/** A picture of something. */
export interface Printed {
  /** Copies it to where a frame has it; false: there is nothing to copy yet. */
  draw(context: Context2D, frame: Frame): boolean;
}

/** Something above the tiles. */
export interface Floating extends Matter {
  /** What it is carried with. */
  readonly lifted?: Lifted;
  /** What is copied rather than painted, where it can be. */
  readonly printed?: Printed;
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
    const { lifted, printed, ink } = one;
    if (printed?.draw(context, frame)) continue;
    if (lifted) paintMatter(context, one, lifted.frame(frame), lifted.before(part), ink);
    else paintMatter(context, one, frame, part, ink);
  }
  resetInk(context);
}

/** Where `stroke` may look different now that points after `from` were added or replaced. */
export function changedBounds(stroke: Stroke, from: number): Bounds {
  return inkBounds(slice(stroke, Math.max(0, from - 3), stroke.x.length));
}
