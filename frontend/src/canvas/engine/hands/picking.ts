/** Which of the things on the paper are meant by a tap, a box or a lasso. Pure. */

import type { Matter } from "../../scene";
import { UNITS_PER_PIXEL } from "../../strokes";
import { erases, touchesMatter } from "../marks/matter";
import type { Bounds } from "../view/bounds";
import type { Point } from "../view/viewport";

/** Something that lies somewhere. */
export interface Lying extends Matter {
  readonly id: string;
  readonly bounds: Bounds;
}

/** A closed line round what is meant; paper units. */
export type Outline = readonly Point[];

export function boxOf(one: Point, other: Point): Bounds {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    right: Math.max(one.x, other.x),
    bottom: Math.max(one.y, other.y),
  };
}

export function cornersOf({ left, top, right, bottom }: Bounds): Outline {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

export function edgesOf(outline: Outline): Bounds | null {
  if (outline.length === 0) return null;
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  return {
    left: xs.reduce((a, b) => Math.min(a, b)),
    top: ys.reduce((a, b) => Math.min(a, b)),
    right: xs.reduce((a, b) => Math.max(a, b)),
    bottom: ys.reduce((a, b) => Math.max(a, b)),
  };
}

/** What lies inside an outline, at least by half; erasers never do by themselves. */
export function pickedIn<L extends Lying>(items: readonly L[], outline: Outline): L[] {
  return items.filter((item) => !erases(item) && liesIn(item, outline));
}

function liesIn(item: Lying, outline: Outline): boolean {
  const points = pointsOf(item);
  const inside = points.filter((point) => contains(outline, point)).length;
  return 2 * inside >= points.length;
}

/** The uppermost that ink of lies at `point`; what was rubbed out there can still be picked. */
export function pickedAt<L extends Lying>(
  items: readonly L[],
  point: Point,
  reach: number,
): L | null {
  return items.findLast((item) => !erases(item) && touchesMatter(item, point, reach)) ?? null;
}

/**
 * The erasers among `items` that go along with what is picked: those that rubbed out some of it and
 * of nothing else that can be seen, so that it stays as it looks wherever it is brought. `within`
 * finds all that lies somewhere, lowest first.
 */
export function erasuresOf<L extends Lying>(
  items: readonly L[],
  within: (bounds: Bounds) => readonly L[],
  picked: ReadonlySet<string>,
): L[] {
  return items.filter((eraser) => {
    if (!erases(eraser)) return false;
    const near = within(eraser.bounds);
    const below = near.slice(
      0,
      near.findIndex(({ id }) => id === eraser.id),
    );
    const rubbed = below.filter((item) => !erases(item));
    return rubbed.length > 0 && rubbed.every(({ id }) => picked.has(id));
  });
}

function pointsOf({ stroke }: Lying): Point[] {
  return Array.from(stroke.x, (x, index) => ({
    x: x / UNITS_PER_PIXEL,
    y: (stroke.y[index] as number) / UNITS_PER_PIXEL,
  }));
}

/** Whether a point lies inside, by how often a line from it to the right crosses the outline. */
export function contains(outline: Outline, { x, y }: Point): boolean {
  let inside = false;
  let before = outline.at(-1);
  for (const corner of outline) {
    if (before && corner.y > y !== before.y > y) {
      const share = (y - corner.y) / (before.y - corner.y);
      if (x < corner.x + share * (before.x - corner.x)) inside = !inside;
    }
    before = corner;
  }
  return inside;
}
