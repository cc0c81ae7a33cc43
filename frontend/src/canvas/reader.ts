/**
 * Keeps our copy of the log complete: asks for what is missing, and now and then whether anything
 * is. First opening, reconnection and a gap are one case.
 */

import type { Clock } from "./clock";
import type { Journal } from "./journal";
import { VERSION } from "./messages";

const GAP_GRACE_MS = 300; // out-of-order arrival is normal with several processes
const CHECK_MS = 4_000; // the last lost message can be noticed in no other way

export type ReadRequest =
  | { type: "enter"; version: number; applied: number }
  | { type: "since" | "check"; applied: number };

export class LogReader {
  readonly #journal: Journal;
  readonly #ask: (request: ReadRequest) => boolean;
  readonly #clock: Clock;
  #current = false;
  /** Number up to which the log comes another way: it is not asked for. */
  #coming: number;
  /** Where the log ended when we heard of it last; null: not since we are connected. */
  #head: number | null = null;
  #waiting = false; // for an answer; one request at a time is outstanding
  #cancelGap: (() => void) | null = null;
  #cancelCheck: (() => void) | null = null;

  constructor(journal: Journal, ask: (request: ReadRequest) => boolean, clock: Clock, coming = 0) {
    this.#coming = coming;
    this.#journal = journal;
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Whether we are connected and have read the log to its end. */
  get current(): boolean {
    return this.#current;
  }

  /** A connection is there: say what we have, to be sent the rest. */
  enter(): void {
    this.#waiting = true;
    const applied = Math.max(this.#journal.applied, this.#coming);
    this.#ask({ type: "enter", version: VERSION, applied });
  }

  /** The connection is gone. */
  lose(): void {
    this.#current = false;
    this.#waiting = false;
    this.#head = null;
    this.#forgetGap();
    this.#cancelCheck?.();
    this.#cancelCheck = null;
  }

  /** A page of the log is read; it ends at `head` now. Returns whether we became current. */
  readTo(head: number): boolean {
    this.#waiting = false;
    this.#head = head;
    if (this.#journal.applied < head) {
      this.#askSince();
      return false;
    }
    if (this.#current) return false;
    this.#current = true;
    this.#checkLater();
    return true;
  }

  /**
   * What was to come another way is here, or as much of it as will come. Returns whether we became
   * current.
   */
  arrived(): boolean {
    this.#coming = 0;
    return this.#head !== null && !this.#waiting && this.readTo(this.#head);
  }

  /** To be called after the journal received something. */
  watchGap(): void {
    if (!this.#journal.hasGap) {
      this.#forgetGap();
      return;
    }
    this.#cancelGap ??= this.#clock.after(GAP_GRACE_MS, () => {
      this.#cancelGap = null;
      if (this.#journal.hasGap) this.#askSince();
    });
  }

  check(): void {
    this.#ask({ type: "check", applied: this.#journal.applied });
  }

  #askSince(): void {
    if (this.#waiting || this.#journal.applied < this.#coming) return;
    this.#waiting = this.#ask({ type: "since", applied: this.#journal.applied });
  }

  #checkLater(): void {
    this.#cancelCheck = this.#clock.after(CHECK_MS, () => {
      this.check();
      this.#checkLater();
    });
  }

  #forgetGap(): void {
    this.#cancelGap?.();
    this.#cancelGap = null;
  }
}
