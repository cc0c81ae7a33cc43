/** Finds what tabs left behind that are gone: on opening, after a cut, and from time to time. */

import type { Clock } from "./clock";
import type { Draft } from "./messages";
import type { Outbox } from "./outbox/outbox";

const LOOK_AGAIN_MS = 1_000; // the browser takes a moment to notice that a tab has ended
const LOOK_EVERY_MS = 30_000;
const PATIENCE_MS = 2_000; // some browsers' databases never answer

export class Leftovers {
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #found: (drafts: readonly Draft[]) => void;
  #looked = false;
  #stopped = false;
  #next = LOOK_AGAIN_MS;
  #cancelNext = (): void => {};

  /** `found` hears of every look, also where nothing was left. */
  constructor(outbox: Outbox, clock: Clock, found: (drafts: readonly Draft[]) => void) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#found = found;
  }

  /** Whether all is known that waits to be sent. */
  get looked(): boolean {
    return this.#looked;
  }

  start(): void {
    this.#clock.after(PATIENCE_MS, () => this.#looked || this.#tell([]));
    this.look();
  }

  look(): void {
    this.#cancelNext();
    if (this.#stopped) return;
    this.#cancelNext = this.#clock.after(this.#next, () => this.look());
    this.#next = LOOK_EVERY_MS;
    this.#outbox.takeOver().then(
      (drafts) => this.#tell(drafts),
      () => this.#tell([]), // forbidden, or broken: there is nothing to be had from it
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelNext();
  }

  /** What comes after the end is another tab's to find. */
  #tell(drafts: readonly Draft[]): void {
    if (this.#stopped) return;
    this.#looked = true;
    this.#found(drafts);
  }
}
