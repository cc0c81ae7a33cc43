/** Which parts of a canvas must be drawn again, in whole device pixels. */

import { area, type Bounds, intersection, union } from "../view/bounds";

const MOST_RECTANGLES = 24;

export class Damage {
  #rectangles: Bounds[] = [];

  get any(): boolean {
    return this.#rectangles.length > 0;
  }

  add(bounds: Bounds): void {
    const near = this.#rectangles.findIndex((other) => worthJoining(other, bounds));
    const other = this.#rectangles[near];
    if (other) {
      this.#rectangles.splice(near, 1);
      this.add(union(other, bounds));
    } else {
      this.#rectangles.push(bounds);
    }
    if (this.#rectangles.length > MOST_RECTANGLES) {
      this.#rectangles = [this.#rectangles.reduce(union)];
    }
  }

  /** Takes over what another one was told. */
  join(other: Damage): void {
    for (const bounds of other.#rectangles.splice(0)) this.add(bounds);
  }

  /** Hands out what was damaged within `canvas` and starts anew. */
  take(canvas: Bounds): Bounds[] {
    const all = this.#rectangles;
    this.#rectangles = [];
    return all.flatMap((bounds) => intersection(bounds, canvas) ?? []);
  }
}

/** Whether drawing both as one costs hardly more than drawing them apart. */
function worthJoining(a: Bounds, b: Bounds): boolean {
  return area(union(a, b)) <= (area(a) + area(b)) * 1.25;
}
