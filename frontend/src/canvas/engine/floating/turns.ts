/**
 * When what others do is put on the screen. Pure.
 *
 * A browser without a GPU copies a whole canvas for every frame that changes any of it. So others'
 * work is shown with what changes it anyway, or by itself; in every other frame at most where it
 * would hold up a hand that draws. While that moves, its next frame is worth waiting for.
 */

// Frames.
const EVERY = 2;
const WAITS_FOR = 4;
/** A hand that has drawn nothing for longer holds still. */
const MOVES_WITHIN = 6;

export class Turns {
  #since = WAITS_FOR;
  #undrawn = 0;

  /**
   * A frame has come in which others have something to show. `drawn`: it changes the canvas anyway;
   * `draws`: one draws oneself, so the next frame may change it.
   */
  take(drawn: boolean, draws: boolean): boolean {
    this.#since++;
    this.#undrawn = drawn ? 0 : this.#undrawn + 1;
    const moves = draws && this.#undrawn <= MOVES_WITHIN;
    const wait = moves && !drawn ? WAITS_FOR : EVERY;
    const due = (drawn && !draws) || this.#since >= wait;
    if (due) this.#since = 0;
    return due;
  }
}
