/** What takes a while to find out, and is asked for often: it is not found out every time. */

import type { Clock } from "./clock";

/** Of the time that goes by, finding it out takes one part in so many at most. */
const SHARE = 20;

export class Sparing<Found> {
  readonly #clock: Clock;
  readonly #find: () => Found;
  readonly #again: () => void;
  #found: Found | undefined;
  /** ms */
  #restsUntil = Number.NEGATIVE_INFINITY;
  #awaited = false;

  /** `again`: somebody was told of a while before; now it would be found out anew. */
  constructor(clock: Clock, find: () => Found, again: () => void) {
    this.#clock = clock;
    this.#find = find;
    this.#again = again;
  }

  /** As it is now; where to find that out takes long, as it was a while before. */
  get found(): Found {
    const now = this.#clock.now();
    if (now >= this.#restsUntil) this.#findFrom(now);
    else if (!this.#awaited) this.#wait(this.#restsUntil - now);
    return this.#found as Found;
  }

  #findFrom(began: number): void {
    this.#found = this.#find();
    const ended = this.#clock.now();
    this.#restsUntil = ended + (ended - began) * SHARE;
  }

  #wait(ms: number): void {
    this.#awaited = true;
    this.#clock.after(ms, () => {
      this.#awaited = false;
      this.#again();
    });
  }
}
