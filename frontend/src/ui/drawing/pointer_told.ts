/** Where our pointer is, told to the others a few times a second and lastly where it rests. */

import type { Clock } from "../../canvas/clock";

const EVERY_MS = 50;

export class PointerTold {
  readonly #clock: Clock;
  readonly #tell: (x16: number, y16: number) => void;
  #next: readonly [number, number] | null = null;
  #resting = true;

  constructor(clock: Clock, tell: (x16: number, y16: number) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  at(x16: number, y16: number): void {
    this.#next = [x16, y16];
    if (this.#resting) this.#send();
  }

  #send(): void {
    this.#resting = this.#next === null;
    if (!this.#next) return;
    this.#tell(...this.#next);
    this.#next = null;
    this.#clock.after(EVERY_MS, () => this.#send());
  }
}
