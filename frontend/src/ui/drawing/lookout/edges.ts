/** Where markers stand that point at what is out of sight: on the edges, none upon another. (pure) */

import type { Bounds } from "../../../canvas/engine/view/bounds";
import type { Point } from "../../../canvas/engine/view/viewport";

export type Side = "left" | "right" | "top" | "bottom";

export interface Stand extends Point {
  readonly side: Side;
  /** Which way it lies from there, in radians: 0 is to the right, a quarter turn down. */
  readonly turn: number;
}

/** From the middle of one marker to the middle of the next, at least. */
const APART = 48;

const SIDES: readonly Side[] = ["left", "right", "top", "bottom"];

/** One for each place, all of which lie outside of `box`. */
export function standsFor(places: readonly Point[], box: Bounds): Stand[] {
  const stands = places.map((place) => {
    return { place, at: clamped(place, box), side: sideOf(place, box) };
  });
  for (const side of SIDES) {
    const there = stands.filter((stand) => stand.side === side);
    spread(
      there.map(({ at }) => at),
      side,
      box,
    );
  }
  return stands.map((stand) => ({
    ...stand.at,
    side: stand.side,
    turn: turnTo(stand.at, stand.place),
  }));
}

function clamped({ x, y }: Point, box: Bounds): { x: number; y: number } {
  return {
    x: Math.min(box.right, Math.max(box.left, x)),
    y: Math.min(box.bottom, Math.max(box.top, y)),
  };
}

/** Whatever lies beyond a corner belongs to the left or the right. */
function sideOf({ x, y }: Point, box: Bounds): Side {
  if (x < box.left) return "left";
  if (x > box.right) return "right";
  return y < box.top ? "top" : "bottom";
}

/** Pushes them apart along their side, back from its end where they would leave it. */
function spread(stands: { x: number; y: number }[], side: Side, box: Bounds): void {
  const along = side === "left" || side === "right" ? "y" : "x";
  const end = along === "y" ? box.bottom : box.right;
  stands.sort((one, other) => one[along] - other[along]);
  for (const [index, stand] of stands.entries()) {
    const before = stands[index - 1];
    if (before) stand[along] = Math.max(stand[along], before[along] + APART);
  }
  let most = end;
  for (const stand of stands.toReversed()) {
    stand[along] = Math.min(stand[along], most);
    most = stand[along] - APART;
  }
}

function turnTo(from: Point, to: Point): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}
