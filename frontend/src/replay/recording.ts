/** A log made ready to be played: every stroke with its place, its time and its edges. (pure) */

import type { Change } from "../canvas/changes";
import { matterBounds } from "../canvas/engine/marks/matter";
import { Grid } from "../canvas/engine/sheet/grid";
import type { Bounds } from "../canvas/engine/view/bounds";
import { changedItem, readItem } from "../canvas/items";
import { ITEMS, type Numbered } from "../canvas/messages";
import type { SceneItem } from "../canvas/scene";
import type { Stroke } from "../canvas/strokes";
import { Chronicle } from "./chronicle";
import { Timeline } from "./timeline";

/** A kind of operation that does nothing. */
const NOTHING = 0;

/** Something of the recording that lay on the paper. */
export interface Take extends SceneItem {
  /** Its place in the log, from 0. */
  readonly operation: number;
  readonly bounds: Bounds;
}

export class Recording {
  readonly operations: readonly Numbered[];
  /** Everything as it was made, in that order. */
  readonly takes: readonly Take[];
  /** Everything as it ever looked, lowest first. */
  readonly looks: readonly Take[];
  readonly timeline: Timeline;
  readonly chronicle: Chronicle;
  readonly #takeAt = new Map<number, number>();
  readonly #grid = new Grid();

  constructor(operations: readonly Numbered[]) {
    this.operations = operations;
    this.takes = operations.flatMap((one, index) => take(one, index) ?? []);
    for (const [index, { operation }] of this.takes.entries()) this.#takeAt.set(operation, index);
    this.timeline = new Timeline(
      operations.map(({ author, at }, index) => {
        const stroke = this.takeAt(index)?.stroke;
        return { author, at, lasts: stroke ? lasting(stroke) : 0 };
      }),
    );
    this.chronicle = new Chronicle(operations.map((one, index) => this.#told(one, index)));
    this.looks = this.chronicle.looks.map(({ operation, changes }) =>
      changedTake(this.takeAt(operation) as Take, changes),
    );
    for (const { bounds } of this.looks) this.#grid.add(bounds);
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

  /** The numbers of all looks that touch `wanted`, lowest first, seen yet or not. */
  search(wanted: Bounds): Uint32Array {
    return this.#grid.search(wanted);
  }
}

function take(one: Numbered, operation: number): Take | null {
  const item = ITEMS.has(one.kind) ? readItem(one) : null;
  return item && { ...item, operation, bounds: matterBounds(item) };
}

function changedTake(made: Take, changes: readonly Change[]): Take {
  if (changes.length === 0) return made;
  const item = changedItem(made, changes);
  return { ...item, operation: made.operation, bounds: matterBounds(item) };
}

/** How long the pen was down, ms. */
export function lasting({ dt }: Stroke): number {
  let sum = 0;
  for (const step of dt) sum += step;
  return sum;
}
