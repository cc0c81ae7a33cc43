/** How what lies on the paper looks: its edges, its pixels, where it can be touched. */

import type { Matter } from "../scene";
import { ERASER } from "../strokes";
import type { Bounds } from "./bounds";
import { touches } from "./hit";
import {
  type Context2D,
  cutStroke,
  type Frame,
  type Ink,
  inkBounds,
  ownInk,
  paintStroke,
} from "./raster";
import type { Point } from "./viewport";

/** Edges in paper units. */
export function matterBounds({ stroke }: Matter): Bounds {
  return inkBounds(stroke);
}

export function matterInk({ stroke }: Matter): Ink {
  return ownInk(stroke);
}

/** Whether it takes away what lies below it. */
export function erases({ stroke }: Matter): boolean {
  return stroke.style.tool === ERASER;
}

/** Paints it; `seen` (paper units) may leave out what is beyond it. */
export function paintMatter(
  context: Context2D,
  { stroke }: Matter,
  frame: Frame,
  seen: Bounds,
  ink?: Ink,
): void {
  paintStroke(context, stroke, frame, seen, ink);
}

/** Takes away all that lies under it. */
export function cutMatter(
  context: Context2D,
  { stroke }: Matter,
  frame: Frame,
  seen: Bounds,
): void {
  cutStroke(context, stroke, frame, seen);
}

/** Whether some of it lies within `reach` units of `point`. */
export function touchesMatter({ stroke }: Matter, point: Point, reach: number): boolean {
  return touches(stroke, point, reach);
}

/** The uppermost at `point`, unless an eraser went over it; `items` lowest first. */
export function uppermostAt<M extends Matter>(
  items: readonly M[],
  point: Point,
  reach: number,
): M | null {
  for (const one of items.toReversed()) {
    const erasing = erases(one);
    if (touchesMatter(one, point, erasing ? 0 : reach)) return erasing ? null : one;
  }
  return null;
}
