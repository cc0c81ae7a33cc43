import fc from "fast-check";
import { expect, test } from "vitest";
import { strokes, strokeThrough } from "../testing/strokes";
import { PackedStrokes } from "./packed";

test("strokes come out of the columns as they went in", () => {
  fc.assert(
    fc.property(fc.array(strokes, { maxLength: 12 }), (all) => {
      const packed = PackedStrokes.of(all);
      expect(packed.count).toBe(all.length);
      expect(all.map((_, index) => packed.at(index))).toEqual(all);
    }),
  );
});

test("strokes of one style share it", () => {
  const line = strokeThrough([[0, 0], [5, 5]]); // biome-ignore format: one line
  const packed = PackedStrokes.of([line, { ...line, style: { ...line.style } }]);
  expect(packed.columns.styles).toHaveLength(1);
  expect(packed.at(0).style).toBe(packed.at(1).style);
});

test("there is no stroke beyond the last", () => {
  expect(() => PackedStrokes.of([]).at(0)).toThrow("no stroke 0");
});
