/** The end of a log, asked for again and again by whoever watches without a socket. */

import type { Clock } from "../canvas/clock";
import type { Numbered } from "../canvas/messages";
import { LogRefused } from "./reading";

/** ms between two questions while somebody draws, and while nobody does. */
export const BUSY = 2_000;
export const QUIET = 15_000;

export interface TailOptions {
  /** What came after an operation, some of it; throws where it cannot be had. */
  read(after: number): Promise<readonly Numbered[]>;
  /** Takes what came; returns the number of the last operation it has. */
  take(operations: readonly Numbered[]): number;
  /** Whether anybody looks: otherwise nothing is asked. */
  seen(): boolean;
  /** The drawing does not open any more. */
  refused(): void;
  readonly clock: Clock;
}

export class Tail {
  readonly #options: TailOptions;
  #last: number;
  #pause = BUSY;
  /** Ends the pause; null: it is being asked for, or never will be again. */
  #stopWaiting: (() => void) | null = null;

  /** `last`: the number of the last operation there is. */
  constructor(last: number, options: TailOptions) {
    this.#options = options;
    this.#last = last;
    this.#wait();
  }

  /** Somebody looks again: asks at once. */
  hurry(): void {
    if (!this.#stopWaiting) return;
    this.#stopWaiting();
    void this.#ask();
  }

  #wait(): void {
    this.#stopWaiting = this.#options.clock.after(this.#pause, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#stopWaiting = null;
    if (!this.#options.seen() || (await this.#read())) this.#wait();
  }

  /** False: there will never be any more. */
  async #read(): Promise<boolean> {
    try {
      const operations = await this.#options.read(this.#last);
      if (operations.length > 0) this.#last = this.#options.take(operations);
      this.#pause = operations.length > 0 ? BUSY : Math.min(QUIET, this.#pause * 1.5);
    } catch (error) {
      if (error instanceof LogRefused && (error.status === 403 || error.status === 404)) {
        this.#options.refused();
        return false;
      }
      this.#pause = QUIET; // cut off, or the server is busy: later then
    }
    return true;
  }
}
