/** What "saved" means: everything of ours has its number, on the server's word. */

import type { Clock } from "./clock";

const LATE_MS = 5_000; // from here on "saving" is "waiting"

/** What waits, if all of it is of one kind. */
export type Waiting = "strokes" | "pictures" | "changes";

export type SaveStatus =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "waiting"; readonly count: number; readonly what: Waiting }
  | { readonly kind: "watching" }
  | { readonly kind: "connecting" }
  | { readonly kind: "restarting" }
  | { readonly kind: "stopped"; readonly reason: string };

/** Remembers since when own operations wait for their numbers. */
export class Saving {
  readonly #waiting = new Map<string, { readonly since: number; readonly what: Waiting }>();
  readonly #clock: Clock;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  submitted(id: string, what: Waiting): void {
    this.#waiting.set(id, { since: this.#clock.now(), what });
  }

  /** It has its number, or will never have one. */
  settled(id: string): void {
    this.#waiting.delete(id);
  }

  /** The status now; `again` is called when it will have changed by itself. */
  status(current: boolean, mayDraw: boolean, again: () => void): SaveStatus {
    this.stop();
    const [oldest, ...younger] = this.#waiting.values();
    if (!oldest) return { kind: current ? (mayDraw ? "saved" : "watching") : "connecting" };
    const age = this.#clock.now() - oldest.since;
    if (!current || age >= LATE_MS) {
      const same = younger.every(({ what }) => what === oldest.what);
      return { kind: "waiting", count: younger.length + 1, what: same ? oldest.what : "changes" };
    }
    this.#cancel = this.#clock.after(LATE_MS - age, again);
    return { kind: "saving" };
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
