/**
 * Many strokes in a few arrays: where they are held, and as they travel to a worker.
 *
 * An object for each stroke and column would take several times the memory of the points themselves.
 */

import type { Stroke, Style } from "../../strokes";

/** Plain data, that can be posted as it is. */
export interface Columns {
  /** Where each stroke's points begin; one more for the end. */
  readonly starts: Uint32Array;
  /** Each stroke's style, as an index. */
  readonly styled: Uint32Array;
  readonly styles: readonly Style[];
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly pressure: Uint8Array;
  readonly dt: Uint16Array;
}

export class PackedStrokes {
  readonly columns: Columns;

  constructor(columns: Columns) {
    this.columns = columns;
  }

  static of(strokes: readonly Stroke[]): PackedStrokes {
    const starts = new Uint32Array(strokes.length + 1);
    strokes.forEach(({ x }, index) => {
      starts[index + 1] = (starts[index] as number) + x.length;
    });
    const points = starts[strokes.length] as number;
    const columns = {
      starts,
      ...sharedStyles(strokes),
      x: new Int32Array(points),
      y: new Int32Array(points),
      pressure: new Uint8Array(points),
      dt: new Uint16Array(points),
    };
    strokes.forEach((stroke, index) => {
      const start = starts[index] as number;
      for (const name of ["x", "y", "pressure", "dt"] as const) {
        columns[name].set(stroke[name], start);
      }
    });
    return new PackedStrokes(columns);
  }

  get count(): number {
    return this.columns.styled.length;
  }

  /** A stroke as views of the columns. */
  at(index: number): Stroke {
    const { starts, styled, styles, x, y, pressure, dt } = this.columns;
    const style = styles[styled[index] as number];
    if (!style) throw new RangeError(`there is no stroke ${index}`);
    const [start, end] = [starts[index], starts[index + 1]];
    return {
      style,
      x: x.subarray(start, end),
      y: y.subarray(start, end),
      pressure: pressure.subarray(start, end),
      dt: dt.subarray(start, end),
    };
  }
}

/** Few styles serve many strokes. */
function sharedStyles(strokes: readonly Stroke[]): Pick<Columns, "styled" | "styles"> {
  const styles: Style[] = [];
  const indexes = new Map<string, number>();
  const styled = Uint32Array.from(strokes, ({ style }) => {
    const key = `${style.tool} ${style.color} ${style.size} ${style.opacity}`;
    const known = indexes.get(key) ?? styles.push(style) - 1;
    indexes.set(key, known);
    return known;
  });
  return { styled, styles };
}
