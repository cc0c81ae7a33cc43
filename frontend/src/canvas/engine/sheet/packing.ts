/** Many items as numbers in a few arrays: whose they are, their strokes, their edges, and a grid to find them by. */

import type { Bulk, SceneItem } from "../../scene";
import type { Stroke } from "../../strokes";
import { matterBounds } from "../marks/matter";
import type { Bounds } from "../view/bounds";
import { edgesOf, type GridColumns } from "./grid";
import { type Columns, PackedStrokes } from "./packed";
import { idAt, indexOf, type Roster } from "./roster";
import type { Laid } from "./sheet";

/** Plain data, that can be posted as it is. */
export interface PackingColumns {
  readonly roster: Roster;
  readonly strokes: Columns;
  readonly grid: GridColumns;
}

export class Packing implements Bulk {
  readonly roster: Roster;
  readonly strokes: PackedStrokes;
  readonly grid: GridColumns;
  /** Those that are more than strokes, by their index. */
  readonly marks: ReadonlyMap<number, Laid>;
  /** Where most of what can be seen of it is. */
  readonly crowd: Bounds | null;
  /** The worker that paints has it, too. */
  readonly shared: boolean;

  /** `marked`: which of them are more than strokes. */
  constructor(
    { roster, strokes, grid }: PackingColumns,
    marked: readonly (readonly [index: number, item: SceneItem])[],
    shared: boolean,
    crowd: Bounds | null = null,
  ) {
    this.roster = roster;
    this.strokes = new PackedStrokes(strokes);
    this.grid = grid;
    this.marks = new Map(marked.map(([index, item]) => [index, laidAt(index, item)]));
    this.crowd = crowd;
    this.shared = shared;
  }

  get count(): number {
    return this.strokes.count;
  }

  at(index: number): Laid {
    return this.marks.get(index) ?? new PackedItem(index, this);
  }

  indexOf(id: string): number {
    return indexOf(this.roster, id);
  }

  *by(author: number): Generator<Laid, void> {
    const { authors } = this.roster;
    for (let index = 0; index < authors.length; index++) {
      if (authors[index] === author) yield this.at(index);
    }
  }
}

function laidAt(index: number, item: SceneItem): Laid {
  return { ...item, bounds: matterBounds(item), index, place: item.seq };
}

/** One of very many: an object that only knows where its numbers are. */
class PackedItem implements Laid {
  readonly index: number;
  readonly #packing: Packing;

  constructor(index: number, packing: Packing) {
    this.index = index;
    this.#packing = packing;
  }

  get id(): string {
    return idAt(this.#packing.roster, this.index);
  }

  get seq(): number {
    return this.#packing.roster.seqs[this.index] as number;
  }

  get author(): number {
    return this.#packing.roster.authors[this.index] as number;
  }

  get at(): number {
    return this.#packing.roster.ats[this.index] as number;
  }

  get stroke(): Stroke {
    return this.#packing.strokes.at(this.index);
  }

  get bounds(): Bounds {
    return edgesOf(this.#packing.grid.edges, this.index);
  }

  get place(): number {
    return this.seq;
  }
}
