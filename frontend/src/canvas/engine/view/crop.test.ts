import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import table from "../../../../../tests/wire/crowds.json";
import type { Bounds } from "./bounds";
import { crowd } from "./crop";

function boundsOf([left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): Bounds {
  return { left, top, right, bottom };
}

describe("where most of the ink is", () => {
  test.each(table.crowds)("is the same in both languages: $name", ({ boxes, crowd: known }) => {
    expect(crowd(boxes.map(boundsOf))).toEqual(known && boundsOf(known));
  });

  const edge = fc.double({ min: -(2 ** 23), max: 2 ** 23, noNaN: true });
  const length = fc.double({ min: 0, max: 4096, noNaN: true });
  const boxes = fc
    .tuple(edge, edge, length, length)
    .map(([x, y, width, height]) => boundsOf([x, y, x + width, y + height]));

  it("does not depend on what was drawn first", () => {
    fc.assert(
      fc.property(fc.array(boxes, { maxLength: 30 }), (drawn) => {
        const most = crowd(drawn);
        const other = crowd([...drawn].reverse());
        expect(other).toEqual(most);
      }),
    );
  });
});
