/** How the strokes of a drawing are spread over the seconds of a time-lapse. (pure) */

import type { Stroke } from "../strokes";

/** The strokes before `whole` are finished, of the next one `points` are there. */
export interface Moment {
  readonly whole: number;
  readonly points: number;
}

/** A dot counts for some points: else many of them would appear at once. */
const LEAST = 8;

export class Schedule {
  /** Points up to and with each stroke. */
  readonly #until: readonly number[];
  readonly #strokes: readonly Stroke[];

  constructor(strokes: readonly Stroke[]) {
    let total = 0;
    this.#strokes = strokes;
    this.#until = strokes.map(({ x }) => {
      total += Math.max(x.length, LEAST);
      return total;
    });
  }

  /** What is drawn at `share` of the time, 0 to 1: as much ink in every second. */
  at(share: number): Moment {
    const drawn = Math.min(Math.max(share, 0), 1) * (this.#until.at(-1) ?? 0);
    const whole = this.#finished(drawn);
    const stroke = this.#strokes[whole];
    if (!stroke) return { whole, points: 0 };
    const begun = drawn - (this.#until[whole - 1] ?? 0);
    const { length } = stroke.x;
    return { whole, points: Math.floor((begun / Math.max(length, LEAST)) * length) };
  }

  /** How many strokes are finished when so many points are drawn. */
  #finished(drawn: number): number {
    let [low, high] = [0, this.#until.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#until[middle] as number) <= drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
