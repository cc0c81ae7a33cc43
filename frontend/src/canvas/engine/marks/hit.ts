/** Whether a person points at a stroke. */

import { radius } from "../../ribbon";
import { type Stroke, UNITS_PER_PIXEL } from "../../strokes";
import type { Point } from "../view/viewport";

/** Whether ink of `stroke` lies within `reach` units of `point`. */
export function touches(stroke: Stroke, point: Point, reach: number): boolean {
  const { x, y, pressure, style } = stroke;
  for (let index = 0; index < x.length; index++) {
    const before = Math.max(0, index - 1);
    const from = { x: (x[before] ?? 0) / UNITS_PER_PIXEL, y: (y[before] ?? 0) / UNITS_PER_PIXEL };
    const to = { x: (x[index] ?? 0) / UNITS_PER_PIXEL, y: (y[index] ?? 0) / UNITS_PER_PIXEL };
    const wide = radius(style, Math.max(pressure[before] ?? 0, pressure[index] ?? 0));
    if (distanceToLine(point, from, to) <= wide + reach) return true;
  }
  return false;
}

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((point.x - from.x) * dx + (point.y - from.y) * dy) / length : 0;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}
