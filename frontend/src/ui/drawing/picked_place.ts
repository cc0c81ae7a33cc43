/** Where the bar for what is picked lies: never on the corners one pulls at, and beside it if it can. (pure) */

import { type Bounds, inflate } from "../../canvas/engine/view/bounds";

/** CSS pixels round a corner that a finger needs. */
const REACH = 22;
/** Between the frame and a bar that lies beside it. */
const GAP = 4;

export const PLACES = ["bottom", "top", "middle"] as const;
export type Place = (typeof PLACES)[number];
/** The bar's edges at each place, CSS pixels, as those of the frame are. */
export type Edges = Readonly<Record<Place, Bounds>>;

/** A frame that reaches the bottom and the top has its corners nowhere near the middle. */
export function placeFor(frame: Bounds, edges: Edges): Place {
  const beside = (["bottom", "top"] as const).find(
    (place) => !meet(inflate(frame, GAP), edges[place]) && !coversCorner(frame, edges[place]),
  );
  return beside ?? PLACES.find((place) => !coversCorner(frame, edges[place])) ?? "middle";
}

function coversCorner({ left, top, right, bottom }: Bounds, bar: Bounds): boolean {
  const xs = [left, right];
  return [top, bottom].some((y) =>
    xs.some((x) => meet(inflate({ left: x, top: y, right: x, bottom: y }, REACH), bar)),
  );
}

function meet(one: Bounds, other: Bounds): boolean {
  const beside = one.right <= other.left || one.left >= other.right;
  return !beside && one.bottom > other.top && one.top < other.bottom;
}
