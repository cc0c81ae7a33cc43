/** A log made ready to be played: every stroke with its place, its time and its edges. (pure) */

import type { Bounds } from "../canvas/engine/bounds";
import { Grid } from "../canvas/engine/grid";
import { inkBounds } from "../canvas/engine/raster";
import { type Numbered, STROKE } from "../canvas/messages";
import type { SceneStroke } from "../canvas/scene";
import { readStroke, type Stroke } from "../canvas/strokes";
import { Past } from "./past";
import { Timeline } from "./timeline";

/** A kind of operation that does nothing. */
const NOTHING = 0;

/** A stroke of the recording. */
export interface Take extends SceneStroke {
  /** Its place in the log, from 0. */
  readonly operation: number;
  readonly bounds: Bounds;
}

export class Recording {
  readonly operations: readonly Numbered[];
  /** Bottom to top. */
  readonly takes: readonly Take[];
  readonly timeline: Timeline;
  readonly past: Past;
  readonly #takeAt = new Map<number, number>();
  readonly #grid = new Grid();

  constructor(operations: readonly Numbered[]) {
    this.operations = operations;
    this.takes = operations.flatMap((one, index) => take(one, index) ?? []);
    for (const [index, { operation, bounds }] of this.takes.entries()) {
      this.#takeAt.set(operation, index);
      this.#grid.add(bounds);
    }
    this.timeline = new Timeline(
      operations.map(({ author, at }, index) => {
        const stroke = this.takeAt(index)?.stroke;
        return { author, at, lasts: stroke ? lasting(stroke) : 0 };
      }),
    );
    this.past = new Past(operations.map((one, index) => this.#told(one, index)));
  }

  /** What an operation did, as far as it can be shown. */
  #told(one: Numbered, index: number): Numbered {
    return one.kind === STROKE && !this.#takeAt.has(index) ? { ...one, kind: NOTHING } : one;
  }

  /** The stroke that an operation drew, by its place in the log. */
  takeAt(operation: number): Take | undefined {
    const index = this.#takeAt.get(operation);
    return index === undefined ? undefined : this.takes[index];
  }

  /** Places among the strokes, lowest first, of all that touch `wanted`, drawn yet or not. */
  search(wanted: Bounds): Uint32Array {
    return this.#grid.search(wanted);
  }
}

function take({ id, seq, kind, author, at, body }: Numbered, operation: number): Take | null {
  const stroke = kind === STROKE ? readStroke(body) : null;
  return stroke && { id, seq, author, at, stroke, operation, bounds: inkBounds(stroke) };
}

/** How long the pen was down, ms. */
export function lasting({ dt }: Stroke): number {
  let sum = 0;
  for (const step of dt) sum += step;
  return sum;
}
