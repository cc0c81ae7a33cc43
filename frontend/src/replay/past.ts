/**
 * What could be seen after any number of operations. (pure)
 *
 * Goes through the log once with the Fold that the drawing itself uses and notes which strokes each
 * operation hid or showed; from then on it steps forwards and backwards over these notes.
 */

import { Fold } from "../canvas/fold";
import { type Draft, ITEMS } from "../canvas/messages";

/** The part of an operation that says what it does. */
export type Deed = Draft;

export class Past {
  /** 1 for each stroke that can be seen, by its place among the strokes. */
  readonly seen: Uint8Array;
  /** How many strokes were drawn before each operation, and in the end. */
  readonly #drawnBefore: Uint32Array;
  /** The strokes that an operation hid or showed, by its place in the log. */
  readonly #flips: ReadonlyMap<number, readonly number[]>;
  #count = 0;

  constructor(log: readonly Deed[]);
  /** Another look at the same past. */
  constructor(other: Past);
  constructor(from: readonly Deed[] | Past) {
    if (from instanceof Past) {
      this.#drawnBefore = from.#drawnBefore;
      this.#flips = from.#flips;
    } else {
      this.#drawnBefore = countStrokes(from);
      this.#flips = noteFlips(from);
    }
    this.seen = new Uint8Array(this.#drawnBefore.at(-1) ?? 0);
  }

  /** How many operations have happened. */
  get count(): number {
    return this.#count;
  }

  /** How many strokes are drawn, seen or not. */
  get drawn(): number {
    return this.#drawnBefore[this.#count] ?? 0;
  }

  /** Steps to the moment after `count` operations; returns the strokes hidden or shown on the way. */
  goTo(count: number): Set<number> {
    const flipped = new Set<number>();
    while (this.#count < count) this.#forward(flipped);
    while (this.#count > count) this.#back(flipped);
    return flipped;
  }

  #forward(flipped: Set<number>): void {
    const drawn = this.drawn;
    this.#flip(this.#count, flipped);
    this.#count++;
    if (this.drawn > drawn) this.seen[drawn] = 1;
  }

  #back(flipped: Set<number>): void {
    const drawn = this.drawn;
    this.#count--;
    if (this.drawn < drawn) this.seen[this.drawn] = 0;
    this.#flip(this.#count, flipped);
  }

  #flip(operation: number, flipped: Set<number>): void {
    for (const stroke of this.#flips.get(operation) ?? []) {
      this.seen[stroke] = this.seen[stroke] ? 0 : 1;
      flipped.add(stroke);
    }
  }
}

function countStrokes(log: readonly Deed[]): Uint32Array {
  const counts = new Uint32Array(log.length + 1);
  for (const [index, { kind }] of log.entries()) {
    counts[index + 1] = (counts[index] as number) + (ITEMS.has(kind) ? 1 : 0);
  }
  return counts;
}

function noteFlips(log: readonly Deed[]): Map<number, number[]> {
  const fold = new Fold();
  const strokes = new Map<string, number>();
  const hidden = new Set<string>();
  const flips = new Map<number, number[]>();
  for (const [index, deed] of log.entries()) {
    fold.apply(deed, index + 1);
    if (ITEMS.has(deed.kind)) strokes.set(deed.id, strokes.size);
    const concerned = (fold.concerned(deed) ?? [...strokes.keys()]).filter((id) => strokes.has(id));
    const flipped = concerned.filter((id) => fold.hides(id) !== hidden.has(id));
    for (const id of flipped) if (!hidden.delete(id)) hidden.add(id);
    if (flipped.length > 0)
      flips.set(
        index,
        flipped.map((id) => strokes.get(id) as number),
      );
  }
  return flips;
}
