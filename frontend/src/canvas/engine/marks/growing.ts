/** A stroke that is still being drawn: columns that grow, seen as a Stroke at no cost. */

import type { Stroke, Style } from "../../strokes";

const FIRST_CAPACITY = 256;

/** One point: x and y in 1/16 units, pressure 0 to 255, dt in ms since the point before. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
  readonly dt: number;
}

export class GrowingStroke {
  readonly style: Style;
  #length = 0;
  #columns: Stroke;

  constructor(style: Style) {
    this.style = style;
    this.#columns = emptyColumns(style, FIRST_CAPACITY);
  }

  get length(): number {
    return this.#length;
  }

  push(point: InkPoint): void {
    this.#put(point, this.#length);
    this.#length++;
  }

  append(piece: Stroke): void {
    this.#reserve(this.#length + piece.x.length);
    this.#columns.x.set(piece.x, this.#length);
    this.#columns.y.set(piece.y, this.#length);
    this.#columns.pressure.set(piece.pressure, this.#length);
    this.#columns.dt.set(piece.dt, this.#length);
    this.#length += piece.x.length;
  }

  /** The points from `from` on, as views that stay true until the next change. */
  view(from = 0): Stroke {
    return cut(this.#columns, from, this.#length, "subarray");
  }

  /** All points, and more that are not kept. */
  viewWith(ends: readonly InkPoint[]): Stroke {
    ends.forEach((end, index) => {
      this.#put(end, this.#length + index);
    });
    return cut(this.#columns, 0, this.#length + ends.length, "subarray");
  }

  /** The points from `from` on, as columns of their own. */
  copy(from = 0): Stroke {
    return cut(this.#columns, from, this.#length, "slice");
  }

  #put(point: InkPoint, at: number): void {
    this.#reserve(at + 1);
    this.#columns.x[at] = point.x;
    this.#columns.y[at] = point.y;
    this.#columns.pressure[at] = point.pressure;
    this.#columns.dt[at] = point.dt;
  }

  #reserve(length: number): void {
    if (length <= this.#columns.x.length) return;
    const larger = emptyColumns(this.style, Math.max(length, this.#columns.x.length * 2));
    larger.x.set(this.#columns.x);
    larger.y.set(this.#columns.y);
    larger.pressure.set(this.#columns.pressure);
    larger.dt.set(this.#columns.dt);
    this.#columns = larger;
  }
}

function emptyColumns(style: Style, length: number): Stroke {
  return {
    style,
    x: new Int32Array(length),
    y: new Int32Array(length),
    pressure: new Uint8Array(length),
    dt: new Uint16Array(length),
  };
}

function cut(columns: Stroke, from: number, to: number, how: "slice" | "subarray"): Stroke {
  return {
    style: columns.style,
    x: columns.x[how](from, to),
    y: columns.y[how](from, to),
    pressure: columns.pressure[how](from, to),
    dt: columns.dt[how](from, to),
  };
}
