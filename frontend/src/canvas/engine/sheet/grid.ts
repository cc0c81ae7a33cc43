/**
 * Finds what lies in a rectangle, among things of very different sizes.
 *
 * A uniform grid per power of two: a thing is kept once, in the cell of its top left corner, on the
 * grid whose cells are at least as large as the thing. So a search looks one cell further to the
 * left and above, and never finds anything twice.
 */

import type { Bounds } from "../view/bounds";

const SMALLEST_CELL = 64;
const FIRST_CAPACITY = 64;
const EDGES = 4; // left, top, right, bottom

/** What was added to the cells of one size, by their keys. */
export interface AddedLayer {
  readonly cell: number;
  readonly cells: Map<number, number[]>;
}

interface Layer extends AddedLayer {
  readonly fixed: FixedLayer | null;
}

/** A layer's cells in a few arrays: the cell `keys[i]` holds what is in `things` from `starts[i]` on. */
export interface FixedLayer {
  readonly cell: number;
  /** Ascending. */
  readonly keys: Float64Array;
  /** One more for the end. */
  readonly starts: Uint32Array;
  readonly things: Uint32Array;
}

/** A grid as plain data, that can be posted as it is. */
export interface GridColumns {
  /** Of all things, one after the other. */
  readonly edges: Float64Array;
  readonly layers: readonly FixedLayer[];
}

type Cell = readonly number[] | Uint32Array;

/** Numbered things (0, 1, 2, …) by where they are. */
export class Grid {
  readonly #layers = new Map<number, Layer>();
  /** Of all things, one after the other; those it began with are others' until it changes them. */
  #edges: Float64Array;
  #borrowed: boolean;
  #size: number;
  /** Those it began with that lie elsewhere now. */
  readonly #moved = new Set<number>();
  readonly #fixedSize: number;

  constructor(columns: GridColumns = { edges: new Float64Array(), layers: [] }) {
    this.#edges = columns.edges;
    this.#borrowed = true;
    this.#size = this.#fixedSize = columns.edges.length / EDGES;
    for (const fixed of columns.layers) {
      this.#layers.set(fixed.cell, { cell: fixed.cell, cells: new Map(), fixed });
    }
  }

  /** What was added, by its layers; its edges, one after the other. */
  get added(): { edges: Float64Array; layers: Iterable<AddedLayer> } {
    return { edges: this.#edges.slice(0, this.#size * EDGES), layers: this.#layers.values() };
  }

  /** Adds a thing; its number is how many were added before. */
  add(bounds: Bounds): number {
    const index = this.#keep(bounds);
    this.#file(index, bounds);
    return index;
  }

  /** Something lies elsewhere now. */
  move(index: number, bounds: Bounds): void {
    if (index >= this.#size) throw new RangeError(`there is no thing ${index}`);
    if (index < this.#fixedSize && !this.#moved.has(index)) this.#moved.add(index);
    else this.#takeOut(index, this.boundsOf(index));
    this.#write(index, bounds);
    this.#file(index, bounds);
  }

  boundsOf(index: number): Bounds {
    return edgesOf(this.#edges, index);
  }

  /** The smallest rectangle around all things that pass, or null where none does. */
  around(passes: (index: number) => boolean): Bounds | null {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = 0; index < this.#size; index++) {
      if (!passes(index)) continue;
      const at = index * EDGES;
      left = Math.min(left, this.#edges[at] as number);
      top = Math.min(top, this.#edges[at + 1] as number);
      right = Math.max(right, this.#edges[at + 2] as number);
      bottom = Math.max(bottom, this.#edges[at + 3] as number);
    }
    return left < Infinity ? { left, top, right, bottom } : null;
  }

  /** The numbers of all things that overlap `wanted`, ascending. */
  search(wanted: Bounds): Uint32Array {
    const found: number[] = [];
    for (const layer of this.#layers.values()) {
      for (const cell of this.#cellsNear(layer, wanted)) this.#collect(cell, wanted, found);
    }
    return Uint32Array.from(found).sort();
  }

  /** Whether anything that overlaps `wanted` passes; asks no further than that. */
  some(wanted: Bounds, passes: (index: number) => boolean): boolean {
    const fits = (index: number) => this.#overlaps(index * EDGES, wanted) && passes(index);
    for (const layer of this.#layers.values()) {
      for (const cell of this.#cellsNear(layer, wanted)) if (cell.some(fits)) return true;
    }
    return false;
  }

  #file(index: number, bounds: Bounds): void {
    const [layer, key] = this.#cellFor(bounds);
    const cell = layer.cells.get(key);
    if (cell) cell.push(index);
    else layer.cells.set(key, [index]);
  }

  #takeOut(index: number, bounds: Bounds): void {
    const [layer, key] = this.#cellFor(bounds);
    const cell = layer.cells.get(key) ?? [];
    cell.splice(cell.indexOf(index), 1);
    if (cell.length === 0) layer.cells.delete(key);
  }

  #cellFor(bounds: Bounds): [Layer, number] {
    const layer = this.#layerFor(bounds);
    const key = cellKey(Math.floor(bounds.left / layer.cell), Math.floor(bounds.top / layer.cell));
    return [layer, key];
  }

  #keep(bounds: Bounds): number {
    const at = this.#size * EDGES;
    if (at === this.#edges.length) this.#own(Math.max(at * 2, FIRST_CAPACITY * EDGES));
    this.#write(this.#size, bounds);
    return this.#size++;
  }

  #write(index: number, { left, top, right, bottom }: Bounds): void {
    if (this.#borrowed) this.#own(this.#edges.length);
    const at = index * EDGES;
    this.#edges[at] = left;
    this.#edges[at + 1] = top;
    this.#edges[at + 2] = right;
    this.#edges[at + 3] = bottom;
  }

  #own(length: number): void {
    const edges = new Float64Array(length);
    edges.set(this.#edges);
    this.#edges = edges;
    this.#borrowed = false;
  }

  #layerFor(bounds: Bounds): Layer {
    const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top, SMALLEST_CELL);
    const cell = 2 ** Math.ceil(Math.log2(extent));
    let layer = this.#layers.get(cell);
    if (!layer) {
      layer = { cell, cells: new Map(), fixed: null };
      this.#layers.set(cell, layer);
    }
    return layer;
  }

  /** The cells in which things that overlap `wanted` may be. */
  *#cellsNear(layer: Layer, wanted: Bounds): Generator<Cell, void> {
    const { cell, cells, fixed } = layer;
    const columns = span(wanted.left, wanted.right, cell);
    const rows = span(wanted.top, wanted.bottom, cell);
    if (cells.size > 0) yield* addedCells(cells, columns, rows);
    if (!fixed) return;
    for (const things of fixedRows(fixed, columns, rows)) yield this.#unmoved(things);
  }

  #unmoved(things: Uint32Array): Uint32Array {
    return this.#moved.size > 0 ? things.filter((index) => !this.#moved.has(index)) : things;
  }

  #collect(cell: Cell, wanted: Bounds, found: number[]): void {
    for (const index of cell) if (this.#overlaps(index * EDGES, wanted)) found.push(index);
  }

  #overlaps(at: number, { left, top, right, bottom }: Bounds): boolean {
    const edges = this.#edges;
    return (
      (edges[at] as number) < right &&
      left < (edges[at + 2] as number) &&
      (edges[at + 1] as number) < bottom &&
      top < (edges[at + 3] as number)
    );
  }
}

/** The edges of one of many things. */
export function edgesOf(edges: Float64Array, index: number): Bounds {
  const at = index * EDGES;
  return {
    left: edges[at] as number,
    top: edges[at + 1] as number,
    right: edges[at + 2] as number,
    bottom: edges[at + 3] as number,
  };
}

function* addedCells(
  cells: ReadonlyMap<number, number[]>,
  columns: Span,
  rows: Span,
): Generator<readonly number[], void> {
  if (count(columns) * count(rows) > cells.size) return yield* cells.values();
  for (let row = rows.first; row <= rows.last; row++) {
    for (let column = columns.first; column <= columns.last; column++) {
      const added = cells.get(cellKey(column, row));
      if (added) yield added;
    }
  }
}

/** Cells side by side have their keys, and so their things, side by side. */
function* fixedRows(
  { keys, starts, things }: FixedLayer,
  columns: Span,
  rows: Span,
): Generator<Uint32Array, void> {
  if (keys.length === 0) return;
  if (count(rows) > keys.length) return yield things;
  for (let row = rows.first; row <= rows.last; row++) {
    const from = placeOf(keys, cellKey(columns.first, row));
    const to = placeOf(keys, cellKey(columns.last, row) + 1);
    if (from < to) yield things.subarray(starts[from], starts[to]);
  }
}

/** How many keys are smaller, by halving. */
function placeOf(keys: Float64Array, key: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function count({ first, last }: Span): number {
  return last - first + 1;
}

function span(from: number, to: number, cell: number): Span {
  return { first: Math.floor(from / cell) - 1, last: Math.floor(to / cell) };
}

/** One number for a cell; cells lie within ± 2**20. */
function cellKey(column: number, row: number): number {
  return (row + 2 ** 20) * 2 ** 22 + (column + 2 ** 20);
}
