/**
 * Finds what lies in a rectangle, among things of very different sizes.
 *
 * A uniform grid per power of two: a thing is kept once, in the cell of its top left corner, on the
 * grid whose cells are at least as large as the thing. So a search looks one cell further to the
 * left and above, and never finds anything twice.
 */

import type { Bounds } from "./bounds";

const SMALLEST_CELL = 64;
const FIRST_CAPACITY = 64;
const EDGES = 4; // left, top, right, bottom

interface Layer {
  readonly cell: number;
  readonly cells: Map<number, number[]>;
}

/** Numbered things (0, 1, 2, …) by where they are. */
export class Grid {
  readonly #layers = new Map<number, Layer>();
  /** Of all things, one after the other. */
  #edges = new Float64Array(FIRST_CAPACITY * EDGES);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a thing; its number is how many were added before. */
  add(bounds: Bounds): number {
    const index = this.#keep(bounds);
    this.#file(index, bounds);
    return index;
  }

  /** Something lies elsewhere now. */
  move(index: number, bounds: Bounds): void {
    const before = this.boundsOf(index);
    if (!before) throw new RangeError(`there is no thing ${index}`);
    const [layer, key] = this.#cellFor(before);
    const cell = layer.cells.get(key) ?? [];
    cell.splice(cell.indexOf(index), 1);
    if (cell.length === 0) layer.cells.delete(key);
    this.#write(index, bounds);
    this.#file(index, bounds);
  }

  boundsOf(index: number): Bounds | undefined {
    if (index >= this.#size) return undefined;
    const [left, top, right, bottom] = this.#edges.subarray(index * EDGES, (index + 1) * EDGES);
    return { left, top, right, bottom } as Bounds;
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

  #cellFor(bounds: Bounds): [Layer, number] {
    const layer = this.#layerFor(bounds);
    const key = cellKey(Math.floor(bounds.left / layer.cell), Math.floor(bounds.top / layer.cell));
    return [layer, key];
  }

  #keep(bounds: Bounds): number {
    const at = this.#size * EDGES;
    if (at === this.#edges.length) {
      const larger = new Float64Array(at * 2);
      larger.set(this.#edges);
      this.#edges = larger;
    }
    this.#write(this.#size, bounds);
    return this.#size++;
  }

  #write(index: number, { left, top, right, bottom }: Bounds): void {
    const at = index * EDGES;
    this.#edges[at] = left;
    this.#edges[at + 1] = top;
    this.#edges[at + 2] = right;
    this.#edges[at + 3] = bottom;
  }

  #layerFor(bounds: Bounds): Layer {
    const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top, SMALLEST_CELL);
    const cell = 2 ** Math.ceil(Math.log2(extent));
    let layer = this.#layers.get(cell);
    if (!layer) {
      layer = { cell, cells: new Map() };
      this.#layers.set(cell, layer);
    }
    return layer;
  }

  /** The cells in which things that overlap `wanted` may be. */
  *#cellsNear(layer: Layer, wanted: Bounds): Generator<readonly number[], void> {
    const columns = span(wanted.left, wanted.right, layer.cell);
    const rows = span(wanted.top, wanted.bottom, layer.cell);
    const asked = (columns.last - columns.first + 1) * (rows.last - rows.first + 1);
    if (asked > layer.cells.size) {
      yield* layer.cells.values();
      return;
    }
    for (let row = rows.first; row <= rows.last; row++) {
      for (let column = columns.first; column <= columns.last; column++) {
        const cell = layer.cells.get(cellKey(column, row));
        if (cell) yield cell;
      }
    }
  }

  #collect(cell: readonly number[], wanted: Bounds, found: number[]): void {
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

function span(from: number, to: number, cell: number): { first: number; last: number } {
  return { first: Math.floor(from / cell) - 1, last: Math.floor(to / cell) };
}

/** One number for a cell; cells lie within ± 2**20. */
function cellKey(column: number, row: number): number {
  return (row + 2 ** 20) * 2 ** 22 + (column + 2 ** 20);
}
