/**
 * Who is here, as people see it: by participant, not by connection.
 *
 * Several tabs are one person, and whoever is back within the grace has never left. Time comes in
 * through the clock.
 */

import type { Clock } from "./clock";

const LEFT_AFTER_MS = 10_000;

export interface PeopleListener {
  joined(number: number): void;
  left(number: number): void;
  changed(here: ReadonlySet<number>): void;
}

export class PeopleHere {
  #here = new Set<number>();
  readonly #leaving = new Map<number, () => void>();
  #known = false;
  readonly #listener: PeopleListener;
  readonly #clock: Clock;

  constructor(listener: PeopleListener, clock: Clock) {
    this.#listener = listener;
    this.#clock = clock;
  }

  get here(): ReadonlySet<number> {
    return this.#here;
  }

  /** Takes the participants connected now; the first time nobody is news. */
  update(numbers: Iterable<number>): void {
    const connected = new Set(numbers);
    const newcomers = [...connected].filter((number) => !this.#here.has(number));
    for (const number of connected) this.#stay(number);
    for (const number of this.#here) if (!connected.has(number)) this.#leaveLater(number);
    for (const number of newcomers) this.#here.add(number);
    if (newcomers.length > 0 || !this.#known) this.#listener.changed(this.#here);
    if (this.#known) for (const number of newcomers) this.#listener.joined(number);
    this.#known = true;
  }

  /** Nobody leaves while we are cut off ourselves. */
  pause(): void {
    for (const cancel of this.#leaving.values()) cancel();
    this.#leaving.clear();
  }

  #stay(number: number): void {
    this.#leaving.get(number)?.();
    this.#leaving.delete(number);
  }

  #leaveLater(number: number): void {
    if (this.#leaving.has(number)) return;
    const cancel = this.#clock.after(LEFT_AFTER_MS, () => {
      this.#leaving.delete(number);
      this.#here.delete(number);
      this.#listener.changed(this.#here);
      this.#listener.left(number);
    });
    this.#leaving.set(number, cancel);
  }
}
