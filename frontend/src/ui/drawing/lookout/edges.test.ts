import fc from "fast-check";
import { expect, it } from "vitest";
import { standsFor } from "./edges";

const BOX = { left: 30, top: 110, right: 1_250, bottom: 650 };

it("points straight at what lies beyond a side", () => {
  const [right, top] = standsFor(
    [
      { x: 4_000, y: 300 },
      { x: 500, y: -900 },
    ],
    BOX,
  );
  expect(right).toEqual({ x: 1_250, y: 300, side: "right", turn: 0 });
  expect(top).toMatchObject({ x: 500, y: 110, side: "top", turn: -Math.PI / 2 });
});

it("stands in a corner for what lies beyond it", () => {
  const [stand] = standsFor([{ x: -900, y: 5_000 }], BOX);
  expect(stand).toMatchObject({ x: 30, y: 650, side: "left" });
});

it("sets markers apart, and none beyond the end of its side", () => {
  const beyond = fc.record({
    x: fc.integer({ min: 1_300, max: 9_000 }),
    y: fc.integer({ min: -9_000, max: 9_000 }),
  });
  fc.assert(
    fc.property(fc.array(beyond, { minLength: 1, maxLength: 5 }), (places) => {
      const stands = standsFor(places, BOX);
      const heights = stands.map(({ y }) => y).sort((one, other) => one - other);
      for (const [index, y] of heights.entries()) {
        expect(y).toBeGreaterThanOrEqual(BOX.top);
        expect(y).toBeLessThanOrEqual(BOX.bottom);
        if (index > 0) expect(y - (heights[index - 1] as number)).toBeGreaterThanOrEqual(48);
      }
    }),
  );
});

it("keeps the order in which they lie", () => {
  const stands = standsFor(
    [
      { x: 3_000, y: 320 },
      { x: 3_000, y: 300 },
    ],
    BOX,
  );
  expect((stands[1]?.y ?? 0) < (stands[0]?.y ?? 0)).toBe(true);
});
