import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bounds, overlap } from "../view/bounds";
import { Grid } from "./grid";
import { columnsOf } from "./packing_up";

const place = fc.integer({ min: -(2 ** 23), max: 2 ** 23 });
const near = fc.integer({ min: -3000, max: 3000 });
const extent = fc.oneof(
  fc.double({ min: 0.1, max: 300, noNaN: true }),
  fc.integer({ max: 90_000 }),
);

function box(corner: fc.Arbitrary<number>): fc.Arbitrary<Bounds> {
  return fc.tuple(corner, corner, extent, extent).map(([left, top, width, height]) => ({
    left,
    top,
    right: left + Math.abs(width) + 0.01,
    bottom: top + Math.abs(height) + 0.01,
  }));
}

describe("the grid", () => {
  test("finds exactly what overlaps, once each and in order", () => {
    const boxes = fc.array(fc.oneof(box(near), box(place)), { maxLength: 60 });
    fc.assert(
      fc.property(boxes, fc.oneof(box(near), box(place)), (all, wanted) => {
        const grid = new Grid();
        for (const bounds of all) grid.add(bounds);
        const expected = all.flatMap((bounds, index) => (overlap(bounds, wanted) ? [index] : []));
        expect([...grid.search(wanted)]).toEqual(expected);
      }),
    );
  });

  test("holds any number of things in one place", () => {
    const grid = new Grid();
    for (let count = 0; count < 200_000; count++)
      grid.add({ left: 1, top: 1, right: 2, bottom: 2 });
    expect(new Grid(columnsOf(grid)).search({ left: 0, top: 0, right: 3, bottom: 3 })).toHaveLength(
      200_000,
    );
  });

  test("finds what was moved where it is now, and not where it was", () => {
    const boxes = fc.array(fc.tuple(box(near), fc.oneof(box(near), box(place))), { minLength: 1 });
    fc.assert(
      fc.property(boxes, box(near), fc.func(fc.boolean()), (all, wanted, moves) => {
        const made = new Grid();
        const cut = Math.floor(all.length / 2); // the first half comes as columns
        for (const [bounds] of all.slice(0, cut)) made.add(bounds);
        const columns = columnsOf(made);
        const edges = columns.edges.slice();
        const grid = new Grid(columns);
        for (const [bounds] of all.slice(cut)) grid.add(bounds);
        const now = all.map(([before, after], index) => (moves(index) ? after : before));
        for (const [index, bounds] of now.entries()) grid.move(index, bounds);
        const expected = now.flatMap((bounds, index) => (overlap(bounds, wanted) ? [index] : []));
        expect([...grid.search(wanted)]).toEqual(expected);
        expect(columns.edges).toEqual(edges); // others look at them
      }),
    );
  });

  test("searches all of the paper without visiting its empty cells", () => {
    const grid = new Grid();
    grid.add({ left: 5, top: 5, right: 6, bottom: 6 });
    const everything = { left: -(2 ** 24), top: -(2 ** 24), right: 2 ** 24, bottom: 2 ** 24 };
    expect([...grid.search(everything)]).toEqual([0]);
  });
});
