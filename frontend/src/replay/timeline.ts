/**
 * When everything happens in a replay. (pure)
 *
 * Two clocks: *real* time, milliseconds since the drawing was made, as the log has it; and *replay*
 * time, which begins with the first stroke and passes over long pauses. An operation happens when it
 * was committed, in the order of the log, so that at any moment a prefix of the log has happened; a
 * stroke is drawn in the time before, as long as its own points took.
 */

export interface Entry {
  readonly author: number;
  /** Real time of the commit. */
  readonly at: number;
  /** How long its pen was down; 0 for what is no stroke. */
  readonly lasts: number;
}

/** A pause that is passed over. */
export interface Skip {
  readonly from: number;
  readonly to: number;
  /** How long it was in real time. */
  readonly lasted: number;
}

/** Longer pauses are passed over. */
export const PAUSE = 8_000;
/** What remains of one on either side, and how long passing over it takes. */
const REST = 800;
const PASSING = 900;
/** Nobody watches a pen for longer. */
const LONGEST = 20_000;
const LEAD = 300;
const TAIL = 400;

interface Knot {
  readonly real: number;
  readonly time: number;
}

export class Timeline {
  /** Replay time at which each operation happens, never falling. */
  readonly ends: Float64Array;
  readonly starts: Float64Array;
  readonly skips: readonly Skip[];
  readonly duration: number;
  readonly #knots: readonly Knot[];
  readonly #longest: number;

  constructor(entries: readonly Entry[]) {
    const made = lay(entries);
    this.ends = made.ends;
    this.starts = made.starts;
    this.skips = made.skips;
    this.#knots = made.knots;
    this.#longest = made.longest;
    this.duration = (made.ends.at(-1) ?? 0) + (entries.length > 0 ? TAIL : 0);
  }

  get length(): number {
    return this.ends.length;
  }

  /** How many operations have happened. */
  countAt(time: number): number {
    return firstAbove(this.ends, time);
  }

  /** The moment after so many operations. */
  timeOf(count: number): number {
    return count > 0 ? (this.ends[Math.min(count, this.length) - 1] ?? 0) : 0;
  }

  /** Strokes whose pens are down, by their place in the log. */
  underwayAt(time: number): number[] {
    const underway: number[] = [];
    for (let index = this.countAt(time); index < this.length; index++) {
      if ((this.ends[index] as number) - this.#longest > time) break;
      if ((this.starts[index] as number) <= time) underway.push(index);
    }
    return underway;
  }

  /** Replay time → real time. */
  realAt(time: number): number {
    return along(this.#knots, time, "time", "real");
  }

  /** Real time → replay time. */
  timeAtReal(real: number): number {
    return along(this.#knots, real, "real", "time");
  }

  skipAt(time: number): Skip | null {
    return this.skips.find(({ from, to }) => from <= time && time < to) ?? null;
  }
}

interface Laying {
  readonly ends: Float64Array;
  readonly starts: Float64Array;
  readonly skips: Skip[];
  readonly knots: Knot[];
  readonly longest: number;
}

function lay(entries: readonly Entry[]): Laying {
  const lasts = Float64Array.from(entries, ({ lasts }) => Math.min(lasts, LONGEST));
  const real = rising(entries.map(({ at }) => at));
  const nextStart = earliestStarts(real, lasts);
  const ends = new Float64Array(entries.length);
  const starts = new Float64Array(entries.length);
  const skips: Skip[] = [];
  const free = new Map<number, number>(); // when each person's pen is up again
  const origin = (nextStart[0] ?? 0) - LEAD;
  const knots: Knot[] = [{ real: origin, time: 0 }];
  let shift = origin; // real time − replay time
  for (const [index, { author }] of entries.entries()) {
    const before = index > 0 ? (real[index - 1] as number) : origin;
    if ((nextStart[index] as number) - before > PAUSE) {
      shift += pass(before + REST, (nextStart[index] as number) - REST, shift, skips, knots);
    }
    const lasting = lasts[index] as number;
    // What came in at once, after being offline say, was drawn one after the other all the same.
    const soonest = (free.get(author) ?? 0) + lasting;
    shift = Math.min(shift, (real[index] as number) - soonest);
    const end = (real[index] as number) - shift;
    ends[index] = end;
    starts[index] = end - lasting;
    if (lasting > 0) free.set(author, end);
    knots.push({ real: real[index] as number, time: end });
  }
  return { ends, starts, skips, knots, longest: lasts.reduce((a, b) => Math.max(a, b), 0) };
}

/** Passes over a pause; returns by how much the clocks are further apart after it. */
function pass(from: number, to: number, shift: number, skips: Skip[], knots: Knot[]): number {
  const time = from - shift;
  skips.push({ from: time, to: time + PASSING, lasted: to - from });
  knots.push({ real: from, time }, { real: to, time: time + PASSING });
  return to - from - PASSING;
}

/** Clocks of several servers may disagree a little; the order of the log holds. */
function rising(times: readonly number[]): Float64Array {
  let latest = Number.NEGATIVE_INFINITY;
  return Float64Array.from(times, (time) => {
    latest = Math.max(latest, time);
    return latest;
  });
}

/** For each place in the log, when the first pen of all that follows touches down. */
function earliestStarts(real: Float64Array, lasts: Float64Array): Float64Array {
  const earliest = new Float64Array(real.length);
  let next = Number.POSITIVE_INFINITY;
  for (let index = real.length - 1; index >= 0; index--) {
    next = Math.min(next, (real[index] as number) - (lasts[index] as number));
    earliest[index] = next;
  }
  return earliest;
}

/** The first index whose value is above `limit`. */
function firstAbove(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function along(
  knots: readonly Knot[],
  value: number,
  from: "time" | "real",
  to: "time" | "real",
): number {
  let [low, high] = [0, knots.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((knots[middle] as Knot)[from] < value) low = middle + 1;
    else high = middle;
  }
  const after = knots[low] as Knot;
  const before = knots[Math.max(0, low - 1)] as Knot;
  const span = after[from] - before[from];
  if (span <= 0) return after[to] + (value - after[from]);
  const share = Math.min(1, (value - before[from]) / span);
  return before[to] + share * (after[to] - before[to]);
}
