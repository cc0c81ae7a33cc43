/**
 * When what others do is put on the screen. Pure.
 *
 * A browser without a GPU copies a whole canvas for every frame that changes any of it. So others'
 * work is shown with one's own, a little in each frame, and by itself in every other frame at most.
 */

// Frames.
const BY_ITSELF_EVERY = 2;
const WAITS_FOR = 3;

export class Turns {
  #since = WAITS_FOR;

  /**
   * A frame has come in which others have something to show. `drawn`: it changes the canvas anyway;
   * `soon`: the next one may, for somebody draws here.
   */
  take(drawn: boolean, soon: boolean): boolean {
    this.#since++;
    const due = drawn || this.#since >= (soon ? WAITS_FOR : BY_ITSELF_EVERY);
    if (due) this.#since = 0;
    return due;
  }
}
