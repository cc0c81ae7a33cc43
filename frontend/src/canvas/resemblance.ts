/**
 * Which shape a line drawn freehand was meant to be: a line, an ellipse, a rectangle, or none. (pure)
 *
 * Whoever holds the pen still asks for it; whatever is not plainly one of them stays as it was drawn.
 */

import type { Spot } from "./shapes";
import { type Stroke, UNITS_PER_PIXEL } from "./strokes";

/** A shape from one corner to another, or one end to the other. */
export interface Resembled {
  readonly shape: "line" | "ellipse" | "rectangle";
  readonly from: Spot;
  /** The end that is nearest to the pen. */
  readonly to: Spot;
}

/** How far a line may stray from straight, as a share of its length, and how much longer it may be. */
const STRAY = 0.12;
const DETOUR = 1.25;
/** How far the ends of a closed line may be apart, as a share of its way. */
const OPENING = 0.12;
/** How far points may be from the shape on average, as a share of its half width and height. */
const MISS = 0.1;
/** Of how many directions from the middle each must have been gone through. */
const SECTORS = 16;
const FEWEST_SECTORS = 15;

/** `smallest`: paper units below which nothing is recognized. */
export function resembled(stroke: Stroke, smallest: number): Resembled | null {
  const spots = spotsOf(stroke);
  const [first, last] = [spots[0], spots.at(-1)];
  if (!first || !last) return null;
  const way = lengthOf(spots);
  if (apart(first, last) < OPENING * way) return closed(spots, last, smallest);
  const straight = apart(first, last) >= smallest && isStraight(spots, first, last, way);
  return straight ? { shape: "line", from: first, to: last } : null;
}

function spotsOf({ x, y }: Stroke): Spot[] {
  return Array.from(x, (at, index) => ({
    x: at / UNITS_PER_PIXEL,
    y: (y[index] ?? 0) / UNITS_PER_PIXEL,
  }));
}

function apart(one: Spot, other: Spot): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function lengthOf(spots: readonly Spot[]): number {
  return spots.reduce((sum, spot, index) => sum + apart(spot, spots[index - 1] ?? spot), 0);
}

function isStraight(spots: readonly Spot[], first: Spot, last: Spot, way: number): boolean {
  const [dx, dy] = [last.x - first.x, last.y - first.y];
  const length = Math.hypot(dx, dy);
  if (way > DETOUR * length) return false;
  return spots.every(({ x, y }) => {
    const across = Math.abs((x - first.x) * dy - (y - first.y) * dx) / length;
    return across <= STRAY * length;
  });
}

/** The ellipse or rectangle that fills the box around, whichever is nearer, if it is near enough. */
function closed(spots: readonly Spot[], pen: Spot, smallest: number): Resembled | null {
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  if (Math.min(right - left, bottom - top) < smallest) return null;
  const center = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const half = { x: (right - left) / 2, y: (bottom - top) / 2 };
  // From here on the box is the square from −1 to 1.
  const around = spots.map(({ x, y }) => ({
    x: (x - center.x) / half.x,
    y: (y - center.y) / half.y,
  }));
  const shape = nearest(around);
  if (!shape || !goesRound(around)) return null;
  const [atLeft, atTop] = [pen.x < center.x, pen.y < center.y];
  return {
    shape,
    from: { x: atLeft ? right : left, y: atTop ? bottom : top },
    to: { x: atLeft ? left : right, y: atTop ? top : bottom },
  };
}

function nearest(around: readonly Spot[]): "ellipse" | "rectangle" | null {
  const mean = (miss: (spot: Spot) => number) =>
    around.reduce((sum, spot) => sum + Math.abs(miss(spot)), 0) / around.length;
  const round = mean(({ x, y }) => Math.hypot(x, y) - 1);
  const square = mean(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) - 1);
  if (Math.min(round, square) > MISS) return null;
  return round < square ? "ellipse" : "rectangle";
}

/** Whether the line goes once about the middle, and not much further. */
function goesRound(around: readonly Spot[]): boolean {
  const sectors = new Set<number>();
  let turned = 0;
  around.forEach((spot, index) => {
    const angle = Math.atan2(spot.y, spot.x);
    sectors.add(Math.floor(((angle + Math.PI) / (2 * Math.PI)) * SECTORS) % SECTORS);
    const before = around[index - 1];
    if (before) turned += Math.atan2(cross(before, spot), before.x * spot.x + before.y * spot.y);
  });
  return sectors.size >= FEWEST_SECTORS && Math.abs(Math.abs(turned) / (2 * Math.PI) - 1) < 0.2;
}

function cross(one: Spot, other: Spot): number {
  return one.x * other.y - one.y * other.x;
}
