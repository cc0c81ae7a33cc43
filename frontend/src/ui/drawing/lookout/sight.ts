/** What of the paper is in sight, and how to look at more of it. (pure) */

import type { Bounds } from "../../../canvas/engine/view/bounds";
import type { Point, Viewport } from "../../../canvas/engine/view/viewport";

/** Of the shorter side of the window, what a pen goes over takes this much of it at least, and at most. */
const LEAST_SHARE = 1 / 12;
const MOST_SHARE = 2 / 3;
/** Paper units: a pen that hardly moves is looked at with this much around it. */
const NEIGHBOURHOOD = 200;
/** Whoever is followed stays so far from the edges, as a share of the window. */
const CALM = 0.14;

export function contains(bounds: Bounds, { x, y }: Point): boolean {
  return x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom;
}

/** Where to look, and how near, so that a pen at `place` and what it went `around` can be seen. */
export function viewOf(view: Viewport, place: Point, around: Bounds): Point & { zoom: number } {
  const extent = Math.max(around.right - around.left, around.bottom - around.top, NEIGHBOURHOOD);
  const shorter = Math.min(view.size.width, view.size.height);
  const farthest = (shorter * LEAST_SHARE) / extent;
  const nearest = (shorter * MOST_SHARE) / extent;
  const zoom = Math.max(Math.min(view.zoom, nearest), farthest);
  return { ...middleOf(view, place, around, zoom), zoom };
}

/** The middle of what the pen went over, as long as the pen itself is calmly in sight then. */
function middleOf(view: Viewport, place: Point, around: Bounds, zoom: number): Point {
  const middle = { x: (around.left + around.right) / 2, y: (around.top + around.bottom) / 2 };
  return isCalm(view.centeredOn(middle, zoom), place) ? middle : place;
}

/** Whether a pen is well in sight: the view of whoever follows it need not move. */
export function isCalm(view: Viewport, place: Point): boolean {
  const { width, height } = view.size;
  const { x, y } = view.toScreen(place);
  const [across, down] = [width * CALM, height * CALM];
  const inner = { left: across, top: down, right: width - across, bottom: height - down };
  return contains(inner, { x, y });
}

/** Whether it is seen at a size that shows something. */
export function isNear(view: Viewport, place: Point, around: Bounds): boolean {
  return viewOf(view, place, around).zoom <= view.zoom;
}
