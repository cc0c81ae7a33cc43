/** A log made ready to be played: every stroke with its place, its time and its edges. (pure) */

import { matterBounds } from "../canvas/engine/marks/matter";
import { readItem } from "../canvas/items";
import { ITEMS, type Numbered } from "../canvas/messages";
import type { Stroke } from "../canvas/strokes";
import { Chronicle } from "./chronicle";
import { Looks, type Take } from "./looks";
import { Past } from "./past";
import { Timeline } from "./timeline";

/** A kind of operation that does nothing. */
const NOTHING = 0;

export class Recording {
  readonly operations: readonly Numbered[];
  /** Everything as it was made, in that order. */
  readonly takes: readonly Take[];
  readonly looks: Looks;
  readonly timeline: Timeline;
  readonly chronicle: Chronicle;
  readonly #takeAt = new Map<number, number>();

  /** `before`: what begins like it, whose strokes need not be read again. */
  constructor(operations: readonly Numbered[], before?: Recording) {
    this.operations = operations;
    const read = before?.operations.length ?? 0;
    const since = operations.slice(read).flatMap((one, index) => take(one, read + index) ?? []);
    this.takes = [...(before?.takes ?? []), ...since];
    for (const [index, { operation }] of this.takes.entries()) this.#takeAt.set(operation, index);
    this.timeline = new Timeline(
      operations.map(({ author, at }, index) => {
        const stroke = this.takeAt(index)?.stroke;
        return { author, at, lasts: stroke ? lasting(stroke) : 0 };
      }),
    );
    this.chronicle = new Chronicle(operations.map((one, index) => this.#told(one, index)));
    this.looks = new Looks(this.chronicle.looks, (operation) => this.takeAt(operation) as Take);
  }

  /** The same, and what happened since. */
  followedBy(more: readonly Numbered[]): Recording {
    return new Recording([...this.operations, ...more], this);
  }

  /** What an operation did, as far as it can be shown. */
  #told(one: Numbered, index: number): Numbered {
    return ITEMS.has(one.kind) && !this.#takeAt.has(index) ? { ...one, kind: NOTHING } : one;
  }

  /** What an operation made, by its place in the log. */
  takeAt(operation: number): Take | undefined {
    const index = this.#takeAt.get(operation);
    return index === undefined ? undefined : this.takes[index];
  }
}

function take(one: Numbered, operation: number): Take | null {
  const item = ITEMS.has(one.kind) ? readItem(one) : null;
  return item && { ...item, operation, bounds: matterBounds(item) };
}

/** What is seen when all has happened, as it lies then. */
export function remaining({ looks, chronicle, operations }: Recording): Take[] {
  const end = new Past(chronicle);
  end.goTo(operations.length);
  const numbers = Array.from(end.seen.keys()).filter((look) => end.seen[look] === 1);
  return numbers.map((look) => looks.take(look));
}

/** How long the pen was down, ms. */
export function lasting({ dt }: Stroke): number {
  let sum = 0;
  for (const step of dt) sum += step;
  return sum;
}
