/** How long to wait before connecting again: full jitter, so that thousands do not come at once. */

export const FIRST_MS = 500;
export const LONGEST_MS = 4_000; // somebody looks at the page: seconds after a restart they go on

export class Backoff {
  readonly #random: () => number;
  #limit = FIRST_MS;

  /** `random` gives numbers from 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds until the next attempt: 0–0.5 s at first, up to twice as long each time. */
  next(): number {
    const wait = this.#random() * this.#limit;
    this.#limit = Math.min(LONGEST_MS, this.#limit * 2);
    return wait;
  }

  reset(): void {
    this.#limit = FIRST_MS;
  }
}
