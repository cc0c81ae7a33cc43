/** The outlines of a face's letters, as scripts/letters.py wrote them. Pure. */

import { ByteReader } from "../varint";

/** One closed outline: columns of points, y downwards. */
export interface Contour {
  readonly x: Int16Array;
  readonly y: Int16Array;
  /** Whether the point is on the curve. */
  readonly on: Uint8Array;
}

export class Letters {
  readonly #contours = new Map<string, Contour[]>();

  constructor(data: Uint8Array) {
    const reader = new ByteReader(data);
    let code = 0;
    for (let count = reader.varint(); count > 0; count--) {
      code += reader.varint();
      reader.varint(); // the advance, which widths.ts has as well
      this.#contours.set(String.fromCodePoint(code), readContours(reader));
    }
  }

  contours(letter: string): readonly Contour[] {
    return this.#contours.get(letter) ?? [];
  }
}

function readContours(reader: ByteReader): Contour[] {
  const contours: Contour[] = [];
  let [x, y] = [0, 0];
  for (let count = reader.varint(); count > 0; count--) {
    const points = reader.varint();
    const contour = {
      x: new Int16Array(points),
      y: new Int16Array(points),
      on: new Uint8Array(points),
    };
    for (let index = 0; index < points; index++) {
      const across = reader.varint();
      x += (across >> 2) ^ -((across >> 1) & 1);
      y += reader.zigzag();
      contour.x[index] = x;
      contour.y[index] = y;
      contour.on[index] = across & 1;
    }
    contours.push(contour);
  }
  return contours;
}
