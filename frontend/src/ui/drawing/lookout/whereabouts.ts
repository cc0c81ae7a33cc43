/** Where people's pens were seen last, and what they drew around lately. Pure: time is an argument. */

import { type Bounds, union } from "../../../canvas/engine/view/bounds";
import type { Point } from "../../../canvas/engine/view/viewport";

export interface Whereabout {
  /** Paper units. */
  readonly place: Point;
  /** What their pen went over lately while it was down. */
  readonly around: Bounds;
  /** When they drew last; −∞ while they have only pointed. */
  readonly drewAt: number;
}

/** ms: what a pen did before that is not lately any more, nor is what it did twice as long ago. */
const LATELY = 2_500;
/** A pen that comes down so many times as far away as what it went over is somewhere else now. */
const FAR = 4;
const NEAR = 200; // paper units, for whoever has hardly moved yet
const NEVER = Number.NEGATIVE_INFINITY;

interface Kept {
  place: Point;
  /** The part of the time that runs now, and the one before. */
  now: Bounds;
  before: Bounds | null;
  since: number;
  drewAt: number;
}

export class Whereabouts {
  readonly #kept = new Map<number, Kept>();

  /** A person's pen is here at `time`, ms; `draws`: it is down. */
  note(number: number, place: Point, draws: boolean, time: number): void {
    const spot = { left: place.x, top: place.y, right: place.x, bottom: place.y };
    const before = this.#kept.get(number);
    const kept = before ?? { place, now: spot, before: null, since: time, drewAt: NEVER };
    if (!before) this.#kept.set(number, kept);
    kept.place = place;
    if (draws) draw(kept, spot, time);
    else if (kept.drewAt === NEVER) kept.now = spot;
  }

  of(number: number): Whereabout | null {
    const kept = this.#kept.get(number);
    if (!kept) return null;
    const { place, now, before, drewAt } = kept;
    return { place, around: before ? union(before, now) : now, drewAt };
  }

  /** Who drew after `time`, the last one first. */
  drewSince(time: number): number[] {
    const lately = [...this.#kept].filter(([, { drewAt }]) => drewAt > time);
    return lately.sort(([, one], [, other]) => other.drewAt - one.drewAt).map(([number]) => number);
  }

  /** Only those here are kept in mind. */
  keep(people: ReadonlyMap<number, unknown>): void {
    for (const number of this.#kept.keys()) if (!people.has(number)) this.#kept.delete(number);
  }
}

function draw(kept: Kept, spot: Bounds, time: number): void {
  const elsewhere = extentOf(union(kept.now, spot)) > FAR * Math.max(extentOf(kept.now), NEAR);
  if (elsewhere || time - kept.since > LATELY) {
    kept.before = elsewhere || time - kept.since > 2 * LATELY ? null : kept.now;
    kept.now = spot;
    kept.since = time;
  }
  kept.now = union(kept.now, spot);
  kept.drewAt = time;
}

function extentOf({ left, top, right, bottom }: Bounds): number {
  return Math.max(right - left, bottom - top);
}
