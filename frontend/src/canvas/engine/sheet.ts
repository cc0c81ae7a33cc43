/**
 * What lies on the paper, without a pixel: confirmed strokes in order, one's own still waiting for
 * a number, and which of them are hidden.
 */

import type { SceneStroke } from "../scene";
import type { Stroke } from "../strokes";
import type { Bounds } from "./bounds";
import { union } from "./bounds";
import { Grid } from "./grid";
import { PackedStrokes } from "./packed";
import { inkBounds } from "./raster";

/** A stroke with its edges, computed once. */
export interface Laid extends SceneStroke {
  readonly bounds: Bounds;
  /** Its place among the confirmed strokes, from 0; −1 while it is pended. */
  readonly index: number;
}

export class Sheet {
  readonly #confirmed: Laid[] = [];
  readonly #byId = new Map<string, Laid>();
  readonly #pended = new Map<string, Laid>();
  readonly #hidden = new Set<string>();
  readonly #grid = new Grid();
  /** What was laid first, all at once. */
  readonly packed: PackedStrokes;
  #visibleCount = 0;

  constructor(strokes: readonly SceneStroke[] = [], hidden: Iterable<string> = []) {
    for (const id of hidden) this.#hidden.add(id);
    this.packed = PackedStrokes.of(strokes.map(({ stroke }) => stroke));
    for (const { id, seq, author, at, stroke } of strokes) {
      const index = this.#grid.add(inkBounds(stroke));
      this.#keep(new Packed(id, seq, author, at, index, this.packed, this.#grid));
    }
  }

  /** The highest number on the paper, 0 where it is blank. */
  get head(): number {
    return this.#confirmed.at(-1)?.seq ?? 0;
  }

  get pendingCount(): number {
    return this.#pended.size;
  }

  /** How many confirmed strokes can be seen. */
  get visibleCount(): number {
    return this.#visibleCount;
  }

  /** Lays a confirmed stroke on top; undefined if it is there already. */
  place(stroke: SceneStroke): Laid | undefined {
    if (this.#byId.has(stroke.id)) return undefined;
    this.#pended.delete(stroke.id);
    return this.#confirm(laid(stroke));
  }

  /** Undefined if the stroke is there already. */
  pend(stroke: SceneStroke): Laid | undefined {
    if (this.#byId.has(stroke.id) || this.#pended.has(stroke.id)) return undefined;
    const one = laid(stroke);
    this.#pended.set(one.id, one);
    return one;
  }

  /** Takes over what was pended on another sheet and is not on this one. */
  keepPended(other: Sheet): void {
    for (const stroke of other.#pended.values()) this.pend(stroke);
  }

  /** Gives a pended stroke its number; undefined if none is pended under this id. */
  settle(id: string, seq: number, at: number): Laid | undefined {
    const pended = this.#pended.get(id);
    if (!pended) return undefined;
    this.#pended.delete(id);
    return this.#confirm({ ...pended, seq, at });
  }

  withdraw(id: string): Laid | undefined {
    const pended = this.#pended.get(id);
    this.#pended.delete(id);
    return pended;
  }

  /** Hides or shows; returns the strokes that changed. */
  setHidden(ids: Iterable<string>, hidden: boolean): Laid[] {
    const changed: Laid[] = [];
    for (const id of ids) {
      if (this.#hidden.has(id) === hidden) continue;
      if (hidden) this.#hidden.add(id);
      else this.#hidden.delete(id);
      if (this.#byId.has(id)) this.#visibleCount += hidden ? -1 : 1;
      const stroke = this.find(id);
      if (stroke) changed.push(stroke);
    }
    return changed;
  }

  find(id: string): Laid | undefined {
    return this.#byId.get(id) ?? this.#pended.get(id);
  }

  isVisible(id: string): boolean {
    return !this.#hidden.has(id);
  }

  isPended(id: string): boolean {
    return this.#pended.has(id);
  }

  /** Own strokes waiting for a number, visible ones, in order. */
  pended(): Laid[] {
    return [...this.#pended.values()].filter(({ id }) => this.isVisible(id));
  }

  /** Visible confirmed strokes in `wanted` (paper units), lowest first. */
  search(wanted: Bounds): Laid[] {
    const found: Laid[] = [];
    for (const index of this.#grid.search(wanted)) {
      const stroke = this.#confirmed[index];
      if (stroke && this.isVisible(stroke.id)) found.push(stroke);
    }
    return found;
  }

  /** All that can be seen, lowest first. */
  visible(): Laid[] {
    return [...this.#confirmed, ...this.#pended.values()].filter(({ id }) => this.isVisible(id));
  }

  /** The edges of all that can be seen, or null where nothing is. */
  visibleBounds(): Bounds | null {
    let around: Bounds | null = null;
    for (const stroke of [...this.#confirmed, ...this.#pended.values()]) {
      if (!this.isVisible(stroke.id)) continue;
      around = around ? union(around, stroke.bounds) : stroke.bounds;
    }
    return around;
  }

  #confirm(stroke: Laid): Laid {
    return this.#keep({ ...stroke, index: this.#grid.add(stroke.bounds) });
  }

  #keep(stroke: Laid): Laid {
    this.#confirmed.push(stroke);
    this.#byId.set(stroke.id, stroke);
    if (this.isVisible(stroke.id)) this.#visibleCount++;
    return stroke;
  }
}

function laid(stroke: SceneStroke): Laid {
  return { ...stroke, bounds: inkBounds(stroke.stroke), index: -1 };
}

/** One of very many: its points and edges are numbers in arrays that all share. */
class Packed implements Laid {
  constructor(
    readonly id: string,
    readonly seq: number,
    readonly author: number,
    readonly at: number,
    readonly index: number,
    private readonly packed: PackedStrokes,
    private readonly grid: Grid,
  ) {}

  get stroke(): Stroke {
    return this.packed.at(this.index);
  }

  get bounds(): Bounds {
    return this.grid.boundsOf(this.index) as Bounds; // it was added there
  }
}
