/**
 * How items lie after what was done to them: found step by step, never from the beginning. Pure.
 *
 * The twin of canvas/lying.py. A log may do things to items by the million, and a replay asks after
 * every operation.
 */

import type { Change } from "./changes";

/** Changes one after the other. */
export interface ChangeList extends Iterable<Change> {
  readonly length: number;
}

/** A list of changes that is kept once for all that begin alike: a drawing may be moved as a whole. */
export class Changes implements ChangeList {
  readonly length: number;
  /** All but the last; null: there are none. */
  readonly before: Changes | null;
  readonly last: Change | null;
  #longer: Map<Change, Changes> | null = null;

  constructor(before: Changes | null = null, last: Change | null = null) {
    this.before = before;
    this.last = last;
    this.length = before ? before.length + 1 : 0;
  }

  /** The list with one more, the same for whoever asks. */
  and(change: Change): Changes {
    this.#longer ??= new Map();
    const known = this.#longer.get(change);
    if (known) return known;
    const longer = new Changes(this, change);
    this.#longer.set(change, longer);
    return longer;
  }

  [Symbol.iterator](): Iterator<Change> {
    const list: Change[] = [];
    for (let part: Changes | null = this; part?.last; part = part.before) list.push(part.last);
    return list.reverse()[Symbol.iterator]();
  }
}

/** What was done to one item and stands. */
export interface Lying {
  /** How much of what was done to it is in here. */
  read: number;
  removed: boolean;
  changes: Changes;
  /** How high it lies in the stack; null: where it was made. */
  place: number | null;
}

export function asMade(unchanged: Changes): Lying {
  return { read: 0, removed: false, changes: unchanged, place: null };
}

/** One thing more is done to it; null: it is removed. */
export function doTo(
  lying: Lying,
  change: Change | null,
  place: number,
  and: (before: Changes, change: Change) => Changes,
): void {
  if (!change) lying.removed = true;
  else {
    if (change.move || change.color !== null) lying.changes = and(lying.changes, change);
    if (change.fronted) lying.place = place;
  }
}
