/** A page that opens: the picture comes first, and what is not needed to see it, or to draw, later. */

import type { Clock } from "../../canvas/clock";

/** A picture that takes longer than this holds up nothing. */
const PATIENCE_MS = 1_000;
const A_FRAME_MS = 20;

export class Opening {
  /** The picture is seen. */
  readonly sight: Promise<void>;
  /** It is, and the server has let us in. */
  readonly let: Promise<void>;
  readonly #clock: Clock;
  #seen = (): void => {};
  #entered = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.sight = new Promise((seen) => {
      this.#seen = seen;
    });
    const entered = new Promise<void>((enter) => {
      this.#entered = enter;
    });
    this.let = this.sight.then(() => entered);
    clock.after(PATIENCE_MS, this.#seen);
  }

  /** The frame with the picture is being made: the screen has it before anything else is done. */
  see(): void {
    this.#clock.after(A_FRAME_MS, this.#seen);
  }

  enter(): void {
    this.#entered();
  }
}
