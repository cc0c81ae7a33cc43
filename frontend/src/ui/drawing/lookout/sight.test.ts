import fc from "fast-check";
import { expect, it } from "vitest";
import { Viewport } from "../../../canvas/engine/view/viewport";
import { contains, isCalm, isNear, viewOf } from "./sight";

const SIZE = { width: 1280, height: 800 };
const view = new Viewport({ x: 0, y: 0 }, 1, SIZE, 1);
const spot = (x: number, y: number) => ({ left: x, top: y, right: x, bottom: y });

it("leaves the zoom as it is for a pen that draws at such a size", () => {
  const around = { left: 4_900, top: 4_900, right: 5_100, bottom: 5_000 };
  expect(viewOf(view, { x: 5_100, y: 5_000 }, around)).toEqual({ x: 5_000, y: 4_950, zoom: 1 });
});

it("goes back far enough to see a large gesture, and near enough to see a small one", () => {
  const large = { left: 0, top: 0, right: 6_000, bottom: 3_000 };
  const { zoom } = viewOf(view, { x: 6_000, y: 0 }, large);
  expect(zoom * 6_000).toBeLessThan(SIZE.height);
  const far = view.centeredOn({ x: 0, y: 0 }, 0.02);
  expect(isNear(far, { x: 0, y: 0 }, spot(0, 0))).toBe(false);
  expect(viewOf(far, { x: 0, y: 0 }, spot(0, 0)).zoom).toBeGreaterThan(0.2);
});

it("finds a pen calm that is well in sight, and not one at the edge", () => {
  expect(isCalm(view, { x: 640, y: 400 })).toBe(true);
  expect(isCalm(view, { x: 1_260, y: 400 })).toBe(false);
  expect(isCalm(view, { x: -40, y: 400 })).toBe(false);
});

it("brings any pen calmly into sight, and then has no more to do", () => {
  const whole = fc.integer({ min: -1e6, max: 1e6 });
  const extent = fc.integer({ min: 0, max: 20_000 });
  const zoom = fc.double({ min: 0.02, max: 32, noNaN: true });
  fc.assert(
    fc.property(whole, whole, extent, extent, zoom, (left, top, width, height, before) => {
      const around = { left, top, right: left + width, bottom: top + height };
      const place = { x: left + width, y: top };
      const from = new Viewport({ x: 0, y: 0 }, before, SIZE, 1);
      const { zoom: after, ...middle } = viewOf(from, place, around);
      const seen = from.centeredOn(middle, after);
      expect(isCalm(seen, place)).toBe(true);
      expect(isNear(seen, place, around)).toBe(true);
      expect(contains(seen.bounds, place)).toBe(true);
    }),
  );
});
