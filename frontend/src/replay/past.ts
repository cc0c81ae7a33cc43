/**
 * What could be seen after any number of operations. (pure)
 *
 * Steps forwards and backwards over what the chronicle of the log tells.
 */

import type { Chronicle } from "./chronicle";

export class Past {
  #seen: Uint8Array;
  #chronicle: Chronicle;
  #count = 0;

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle;
    this.#seen = new Uint8Array(chronicle.looks.length);
  }

  /** 1 for each look that can be seen, by its number. */
  get seen(): Uint8Array {
    return this.#seen;
  }

  /** How many operations have happened. */
  get count(): number {
    return this.#count;
  }

  /** All that can be seen lies below this look. */
  get reach(): number {
    return this.#chronicle.reachAfter(this.#count);
  }

  /** The log has gone on, and its new looks lie above all there were. */
  goOn(chronicle: Chronicle): void {
    const seen = new Uint8Array(chronicle.looks.length);
    seen.set(this.#seen);
    this.#seen = seen;
    this.#chronicle = chronicle;
  }

  /** Steps to the moment after `count` operations; returns the looks that came or went on the way. */
  goTo(count: number): Set<number> {
    const flipped = new Set<number>();
    while (this.#count < count) this.#flip(this.#count++, flipped);
    while (this.#count > count) this.#flip(--this.#count, flipped);
    return flipped;
  }

  #flip(operation: number, flipped: Set<number>): void {
    for (const look of this.#chronicle.flipsOf(operation)) {
      this.#seen[look] = this.#seen[look] ? 0 : 1;
      flipped.add(look);
    }
  }
}
