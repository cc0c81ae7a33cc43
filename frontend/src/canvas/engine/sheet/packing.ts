/** Many items as numbers in a few arrays: their strokes, their edges, and a grid to find them by. */

import type { SceneItem } from "../../scene";
import type { Stroke } from "../../strokes";
import { matterBounds } from "../marks/matter";
import type { Bounds } from "../view/bounds";
import { edgesOf, Grid, type GridColumns } from "./grid";
import { type Columns, PackedStrokes } from "./packed";
import type { Laid } from "./sheet";

/** Plain data, that can be posted as it is. */
export interface PackingColumns {
  readonly strokes: Columns;
  readonly grid: GridColumns;
}

export class Packing {
  readonly strokes: PackedStrokes;
  readonly grid: GridColumns;
  /** The worker that paints has it, too. */
  readonly shared: boolean;

  constructor({ strokes, grid }: PackingColumns, shared = false) {
    this.strokes = new PackedStrokes(strokes);
    this.grid = grid;
    this.shared = shared;
  }

  static of(items: readonly SceneItem[]): Packing {
    const grid = new Grid();
    for (const item of items) grid.add(matterBounds(item));
    const strokes = PackedStrokes.of(items.map(({ stroke }) => stroke));
    return new Packing({ strokes: strokes.columns, grid: grid.columns() });
  }

  /** What the first of `items` are packed in, if they are. */
  static within(items: readonly SceneItem[]): Packing | null {
    const packed = items.find((item) => item instanceof PackedItem);
    return packed ? packed.packing : null;
  }

  get count(): number {
    return this.strokes.count;
  }
}

/** One of very many: an object that only knows where its numbers are. */
export class PackedItem implements Laid {
  constructor(
    readonly id: string,
    readonly seq: number,
    readonly author: number,
    readonly at: number,
    readonly index: number,
    readonly packing: Packing,
  ) {}

  get stroke(): Stroke {
    return this.packing.strokes.at(this.index);
  }

  get bounds(): Bounds {
    return edgesOf(this.packing.grid.edges, this.index);
  }

  get place(): number {
    return this.seq;
  }
}
