/**
 * Keeps our copy of a log complete: asks for what is missing, and now and then whether anything is.
 * First opening, reconnection and a gap are one case.
 */

import type { Clock } from "../surroundings";

const GAP_GRACE_MS = 300; // out-of-order arrival is normal with several processes
const CHECK_MS = 4_000; // the last lost message can be noticed in no other way

/** What we want to know, having applied so much: the rest on entering, the rest, or its end. */
export type Question = "enter" | "since" | "check";

export interface ReaderOptions {
  /** False: it could not be sent. */
  ask(question: Question, applied: number): boolean;
  readonly clock: Clock;
  readonly checkMs?: number;
  /** Number up to which the log comes another way: it is not asked for. */
  readonly coming?: number;
}

export class LogReader {
  readonly #log: { readonly applied: number; readonly hasGap: boolean };
  readonly #ask: ReaderOptions["ask"];
  readonly #clock: Clock;
  readonly #checkMs: number;
  #current = false;
  #coming: number;
  /** Where the log ended when we heard of it last; null: not since we are connected. */
  #head: number | null = null;
  #waiting = false; // for an answer; one request at a time is outstanding
  #cancelGap: (() => void) | null = null;
  #cancelCheck: (() => void) | null = null;

  constructor(
    log: { readonly applied: number; readonly hasGap: boolean },
    { ask, clock, checkMs = CHECK_MS, coming = 0 }: ReaderOptions,
  ) {
    this.#log = log;
    this.#ask = ask;
    this.#clock = clock;
    this.#checkMs = checkMs;
    this.#coming = coming;
  }

  /** Whether we are connected and have read the log to its end. */
  get current(): boolean {
    return this.#current;
  }

  /** A connection is there: say what we have, to be sent the rest. */
  enter(): void {
    this.#waiting = true;
    this.#ask("enter", Math.max(this.#log.applied, this.#coming));
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
    if (this.#log.applied < head) {
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

  /** To be called after something was received. */
  watchGap(): void {
    if (!this.#log.hasGap) {
      this.#forgetGap();
      return;
    }
    this.#cancelGap ??= this.#clock.after(GAP_GRACE_MS, () => {
      this.#cancelGap = null;
      if (this.#log.hasGap) this.#askSince();
    });
  }

  check(): void {
    this.#ask("check", this.#log.applied);
  }

  #askSince(): void {
    if (this.#waiting || this.#log.applied < this.#coming) return;
    this.#waiting = this.#ask("since", this.#log.applied);
  }

  #checkLater(): void {
    this.#cancelCheck = this.#clock.after(this.#checkMs, () => {
      this.check();
      this.#checkLater();
    });
  }

  #forgetGap(): void {
    this.#cancelGap?.();
    this.#cancelGap = null;
  }
}
