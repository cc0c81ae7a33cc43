/** How what was done to a drawing is spread over the seconds of a time-lapse. (pure) */

/** The operations before `whole` are done, of the next one's stroke `points` are there. */
export interface Moment {
  readonly whole: number;
  readonly points: number;
}

/** A dot counts for some points, and what is no stroke: else many of them would happen at once. */
const LEAST = 8;

export class Schedule {
  /** Points up to and with each operation. */
  readonly #until: readonly number[];
  readonly #points: readonly number[];

  /** `points`: how many each operation's stroke has; 0 where it is none. */
  constructor(points: readonly number[]) {
    let total = 0;
    this.#points = points;
    this.#until = points.map((count) => {
      total += Math.max(count, LEAST);
      return total;
    });
  }

  /** What is drawn at `share` of the time, 0 to 1: as much ink in every second. */
  at(share: number): Moment {
    const drawn = Math.min(Math.max(share, 0), 1) * (this.#until.at(-1) ?? 0);
    const whole = this.#finished(drawn);
    const points = this.#points[whole] ?? 0;
    const begun = drawn - (this.#until[whole - 1] ?? 0);
    return { whole, points: Math.floor((begun / Math.max(points, LEAST)) * points) };
  }

  /** How many operations are done when so many points are drawn. */
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
