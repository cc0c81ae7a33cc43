/**
 * What lies above the tiles: strokes confirmed but not painted yet, one's own waiting for a number,
 * and all pens at work.
 *
 * Drawn anew wherever something changed, each stroke whole, through the same raster as the tiles
 * and onto them: so nothing changes its look when it is committed, an eraser acts on everything
 * below it, and a browser without a GPU copies one canvas a frame, not two.
 */

import { lookOf } from "../../items";
import type { Matter } from "../../scene";
import type { Stroke } from "../../strokes";
import { paintMatter } from "../marks/matter";
import {
  type Context2D,
  type Frame,
  type Ink,
  inkBounds,
  resetInk,
  inksIn as strokeInksIn,
} from "../marks/raster";
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

/**
 * Draws all that float, in order. Both in paper units: `part`, which clips nothing, says by how much
 * of their outlines; what has no ink `within` is left out.
 */
export function drawFloating(
  context: Context2D,
  floating: Iterable<Floating>,
  frame: Frame,
  part: Bounds,
  within = part,
): void {
  for (const one of floating) {
    if (!overlap(one.bounds, within)) continue;
    const { lifted, printed, ink } = one;
    if (printed?.draw(context, frame)) continue;
    if (lifted) paintMatter(context, one, lifted.frame(frame), lifted.before(part), ink);
    else if (inksIn(one, frame.scale, within)) paintMatter(context, one, frame, part, ink);
  }
  resetInk(context);
}

/** Whether it may be seen there: to look is little beside tracing all of a long line in vain. */
function inksIn(one: Matter, scale: number, within: Bounds): boolean {
  return lookOf(one) !== null || strokeInksIn(one.stroke, scale, within);
}

/** Where `stroke` may look different now that points after `from` were added or replaced. */
export function changedBounds(stroke: Stroke, from: number): Bounds {
  return inkBounds(stroke, Math.max(0, from - 3));
}
