import fc from "fast-check";
import { expect, test } from "vitest";
import { stretched } from "./carrying";
import { Viewport } from "./viewport";

const SIZE = { width: 800, height: 600 };
const DRAWN = new Viewport({ x: 100, y: -50 }, 1.5, SIZE, 2);
const inside = fc.record({ x: fc.nat(800), y: fc.nat(600) });

test("a zoom in about any place shows every point of the paper where it belongs", () => {
  fc.assert(
    fc.property(
      inside,
      inside,
      fc.double({ min: 1.01, max: 1.19, noNaN: true }),
      (anchor, at, by) => {
        const seen = DRAWN.zoomed(DRAWN.zoom * by, anchor);
        const stretch = stretched(DRAWN, seen);
        if (!stretch) return; // by a rounded pixel beyond the edge
        const before = DRAWN.toScreen(seen.toPaper(at));
        expect(before.x * stretch.scale + stretch.x).toBeCloseTo(at.x, 6);
        expect(before.y * stretch.scale + stretch.y).toBeCloseTo(at.y, 6);
      },
    ),
  );
  expect(stretched(DRAWN, DRAWN.zoomed(1.6, { x: 400, y: 300 }))).not.toBeNull();
});

test("what was not drawn, or would look coarse, is drawn", () => {
  const middle = { x: 400, y: 300 };
  expect(stretched(DRAWN, DRAWN)).toBeNull();
  expect(stretched(DRAWN, DRAWN.zoomed(1.4, middle))).toBeNull();
  expect(stretched(DRAWN, DRAWN.zoomed(2, middle))).toBeNull();
  expect(stretched(DRAWN, DRAWN.zoomed(1.6, middle).panned(300, 0))).toBeNull();
  expect(
    stretched(DRAWN, DRAWN.zoomed(1.6, middle).resized({ width: 640, height: 480 }, 2)),
  ).toBeNull();
});
