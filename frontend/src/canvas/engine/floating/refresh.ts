/**
 * When a pen at work is painted whole again. Pure.
 *
 * Where its line grew it is painted at once. But how a rasteriser grades the edges of what was there
 * before may change as the outline grows; so all of it follows, every so often and when the pen rests.
 */

import type { Trail } from "./trail";

// Frames.
const AT_LEAST_EVERY = 10;
const RESTS_AFTER = 3;

interface Ages {
  whole: number;
  grown: number;
}

export class Refresh {
  readonly #ages = new Map<Trail, Ages>();

  /** Something waits: ask for frames. */
  get any(): boolean {
    return this.#ages.size > 0;
  }

  grew(trail: Trail): void {
    const ages = this.#ages.get(trail);
    if (ages) ages.grown = 0;
    else this.#ages.set(trail, { whole: 0, grown: 0 });
  }

  forget(trail: Trail): void {
    this.#ages.delete(trail);
  }

  /** A frame has come: the pens to be painted whole in it. */
  due(): Trail[] {
    const due: Trail[] = [];
    for (const [trail, ages] of this.#ages) {
      ages.whole++;
      ages.grown++;
      if (ages.whole < AT_LEAST_EVERY && ages.grown <= RESTS_AFTER) continue;
      due.push(trail);
      this.#ages.delete(trail);
    }
    return due;
  }
}
