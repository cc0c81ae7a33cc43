/** How what lies on the paper looks: its edges, its pixels, where it can be touched. */

import { lookOf } from "../../items";
import { boundsOf } from "../../lettering/lettering";
import type { Matter } from "../../scene";
import { ERASER, PENCIL } from "../../strokes";
import { type Bounds, inflate } from "../view/bounds";
import type { Point } from "../view/viewport";
import { touches } from "./hit";
import { cutImage, imageBounds, paintImage } from "./imaging";
import {
  type Context2D,
  cutStroke,
  type Frame,
  type Ink,
  inkBounds,
  ownInk,
  paintStroke,
} from "./raster";
import { stock } from "./stock";
import { cutText, paintText } from "./writing";

/** How much a pencil covers, of what a pen would, before what paints it has come. */
const FAINT = 0.5;

/** Edges in paper units. */
export function matterBounds({ stroke, text, image }: Matter): Bounds {
  if (text) return boundsOf(text);
  return image ? imageBounds(image) : inkBounds(stroke);
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
  matter: Matter,
  frame: Frame,
  seen: Bounds,
  ink: Ink = matterInk(matter),
): void {
  const { stroke } = matter;
  if (stroke.style.tool !== PENCIL) fillMatter(context, matter, frame, seen, ink);
  else if (stock.pencil) stock.pencil(context, stroke, frame, seen, ink);
  else fillMatter(context, matter, frame, seen, { ...ink, alpha: ink.alpha * FAINT });
}

/** Paints all that it covers alike, whatever its grain. */
export function fillMatter(
  context: Context2D,
  { stroke, text, image }: Matter,
  frame: Frame,
  seen: Bounds,
  ink: Ink,
): void {
  if (text) paintText(context, text, frame, seen, ink);
  else if (image) paintImage(context, image, frame, ink);
  else paintStroke(context, stroke, frame, seen, ink);
}

/** Takes away all that lies under it. */
export function cutMatter(
  context: Context2D,
  { stroke, text, image }: Matter,
  frame: Frame,
  seen: Bounds,
): void {
  if (text) cutText(context, text, frame, seen);
  else if (image) cutImage(context, image, frame);
  else cutStroke(context, stroke, frame, seen);
}

/** Whether some of it lies within `reach` units of `point`. */
export function touchesMatter(matter: Matter, point: Point, reach: number): boolean {
  const { stroke } = matter;
  if (!lookOf(matter)) return touches(stroke, point, reach);
  return within(inflate(inkBounds(stroke), reach), point);
}

function within({ left, top, right, bottom }: Bounds, { x, y }: Point): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
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
