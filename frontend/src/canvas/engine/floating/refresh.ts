/**
 * When a pen at work is painted whole again. Pure.
 *
 * Where its line grew it is painted at once. But how a rasteriser grades the edges of what was there
 * before may change as the outline grows; so all of it follows, every so often and when the pen rests.
 */

// Frames.
const AT_LEAST_EVERY = 10;
const RESTS_AFTER = 3;

interface Ages {
  whole: number;
  grown: number;
}

export class Refresh<Pen> {
  readonly #ages = new Map<Pen, Ages>();
  readonly #restsAfter: number;

  constructor(restsAfter = RESTS_AFTER) {
    this.#restsAfter = restsAfter;
  }

  /** Something waits: ask for frames. */
  get any(): boolean {
    return this.#ages.size > 0;
  }

  grew(pen: Pen): void {
    const ages = this.#ages.get(pen);
    if (ages) ages.grown = 0;
    else this.#ages.set(pen, { whole: 0, grown: 0 });
  }

  forget(pen: Pen): void {
    this.#ages.delete(pen);
  }

  /** A frame has come: the pens to be painted whole in it, and whether they rest. */
  due(): Map<Pen, boolean> {
    const due = new Map<Pen, boolean>();
    for (const [pen, ages] of this.#ages) {
      ages.whole++;
      ages.grown++;
      const rests = ages.grown > this.#restsAfter;
      if (ages.whole < AT_LEAST_EVERY && !rests) continue;
      due.set(pen, rests);
      ages.whole = 0;
      if (rests) this.#ages.delete(pen);
    }
    return due;
  }
}
