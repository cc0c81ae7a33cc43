/**
 * Who is here, as people see it: by participant, not by connection.
 *
 * Several tabs are one person, and whoever is back within the grace has never left. Time comes in
 * through the clock.
 */

import type { Clock } from "./clock";

const LEFT_AFTER_MS = 10_000;

export class PeopleHere {
  readonly #here = new Set<number>();
  readonly #leaving = new Map<number, () => void>();
  readonly #changed: (here: ReadonlySet<number>) => void;
  readonly #clock: Clock;

  constructor(clock: Clock, changed: (here: ReadonlySet<number>) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get here(): ReadonlySet<number> {
    return this.#here;
  }

  /** Takes the participants connected now. */
  update(numbers: Iterable<number>): void {
    const connected = new Set(numbers);
    const before = this.#here.size;
    for (const number of connected) this.#stay(number);
    for (const number of this.#here) if (!connected.has(number)) this.#leaveLater(number);
    if (this.#here.size > before) this.#changed(this.#here);
  }

  /** Nobody leaves while we are cut off ourselves. */
  pause(): void {
    for (const cancel of this.#leaving.values()) cancel();
    this.#leaving.clear();
  }

  #stay(number: number): void {
    this.#here.add(number);
    this.#leaving.get(number)?.();
    this.#leaving.delete(number);
  }

  #leaveLater(number: number): void {
    if (this.#leaving.has(number)) return;
    const cancel = this.#clock.after(LEFT_AFTER_MS, () => {
      this.#leaving.delete(number);
      this.#here.delete(number);
      this.#changed(this.#here);
    });
    this.#leaving.set(number, cancel);
  }
}
