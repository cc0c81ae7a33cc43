/** What "saved" means: everything of ours has its number, on the server's word. */

import type { Clock } from "./clock";

const LATE_MS = 5_000; // from here on "saving" is "waiting"

export type SaveStatus =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "waiting"; readonly count: number }
  | { readonly kind: "watching" }
  | { readonly kind: "connecting" }
  | { readonly kind: "restarting" }
  | { readonly kind: "stopped"; readonly reason: string };

/** Remembers since when own operations wait for their numbers. */
export class Saving {
  readonly #since = new Map<string, number>();
  readonly #clock: Clock;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  submitted(id: string): void {
    this.#since.set(id, this.#clock.now());
  }

  /** It has its number, or will never have one. */
  settled(id: string): void {
    this.#since.delete(id);
  }

  /** The status now; `again` is called when it will have changed by itself. */
  status(current: boolean, mayDraw: boolean, again: () => void): SaveStatus {
    this.stop();
    const count = this.#since.size;
    if (count === 0) return { kind: current ? (mayDraw ? "saved" : "watching") : "connecting" };
    const [oldest = 0] = this.#since.values();
    const age = this.#clock.now() - oldest;
    if (!current || age >= LATE_MS) return { kind: "waiting", count };
    this.#cancel = this.#clock.after(LATE_MS - age, again);
    return { kind: "saving" };
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
