import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Damage } from "./damage";

const CANVAS = { left: 0, top: 0, right: 1000, bottom: 800 };
const boxes = fc
  .tuple(
    fc.integer({ min: -200, max: 1100 }),
    fc.integer({ min: -200, max: 900 }),
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));
const pixels = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 799 }));

describe("damage", () => {
  test("covers every damaged pixel and stays within the canvas", () => {
    fc.assert(
      fc.property(fc.array(boxes, { maxLength: 60 }), fc.array(pixels), (added, looked) => {
        const damage = new Damage();
        for (const box of added) damage.add(box);
        const taken = damage.take(CANVAS);
        for (const [x, y] of looked) {
          const covers = ({ left, top, right, bottom }: typeof CANVAS) =>
            x >= left && x < right && y >= top && y < bottom;
          if (added.some(covers)) expect(taken.some(covers)).toBe(true);
        }
        expect(taken.every((one) => one.left >= 0 && one.bottom <= 800)).toBe(true);
        expect(damage.any).toBe(false);
      }),
    );
  });

  test("does not join what is far apart", () => {
    const damage = new Damage();
    damage.add({ left: 0, top: 0, right: 10, bottom: 10 });
    damage.add({ left: 900, top: 700, right: 910, bottom: 710 });
    expect(damage.take(CANVAS)).toHaveLength(2);
  });
});
