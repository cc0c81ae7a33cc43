/** Signs of life: tells the server what was received, and notices when nothing is any more. */

import type { Clock, Page } from "./surroundings";

export const BEAT_MS = 5_000;
export const HIDDEN_BEAT_MS = 20_000;
export const REPORT_BYTES = 256 * 1024;
const ANSWER_MS = 5_000;
const MISSED_BEATS = 4;

export interface PulseHandlers {
  /** Say so to the server: bytes received since the connection began. */
  beat(received: number): void;
  /** The connection is dead, though nobody told us. */
  silent(): void;
}

export class Pulse {
  readonly #clock: Clock;
  readonly #page: Page;
  readonly #handlers: PulseHandlers;
  #received = 0;
  #reported = 0;
  #heardAt = 0;
  #running = false;
  #cancelBeat = (): void => {};
  #cancelCheck = (): void => {};

  constructor(clock: Clock, page: Page, handlers: PulseHandlers) {
    this.#clock = clock;
    this.#page = page;
    this.#handlers = handlers;
  }

  start(): void {
    this.#running = true;
    this.#schedule();
  }

  /** The connection is gone; its count with it. */
  stop(): void {
    this.#running = false;
    this.#received = 0;
    this.#reported = 0;
    this.#cancelBeat();
    this.#cancelCheck();
  }

  received(bytes: number): void {
    this.#received += bytes;
    this.#heardAt = this.#clock.now();
    if (this.#running && this.#received - this.#reported >= REPORT_BYTES) this.#report();
  }

  /** Something happened to the network: ask now, and do not wait long for an answer. */
  check(): void {
    const asked = this.#clock.now();
    this.#report();
    this.#cancelCheck();
    this.#cancelCheck = this.#clock.after(ANSWER_MS, () => {
      if (this.#heardAt <= asked) this.#handlers.silent();
    });
  }

  #report(): void {
    this.#reported = this.#received;
    this.#handlers.beat(this.#received);
  }

  #schedule(): void {
    const interval = this.#page.hidden ? HIDDEN_BEAT_MS : BEAT_MS;
    this.#cancelBeat = this.#clock.after(interval, () => this.#tick(interval));
  }

  #tick(interval: number): void {
    if (this.#clock.now() - this.#heardAt > interval * MISSED_BEATS) {
      this.#handlers.silent();
      return;
    }
    this.#report();
    this.#schedule();
  }
}
