import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_ZOOM, MIN_ZOOM, nextZoom, Viewport } from "./viewport";

const SIZE = { width: 1280, height: 800 };
const coordinate = fc.double({ min: -1e5, max: 1e5, noNaN: true });
const views = fc
  .tuple(coordinate, coordinate, fc.double({ min: -4, max: 6, noNaN: true }))
  .chain(([x, y, level]) =>
    fc
      .constantFrom(1, 1.25, 1.5, 2, 3)
      .map((ratio) => new Viewport({ x, y }, 2 ** level, SIZE, ratio)),
  );
const anchors = fc.record({
  x: fc.integer({ min: 0, max: SIZE.width }),
  y: fc.integer({ min: 0, max: SIZE.height }),
});

describe("the viewport", () => {
  test("has its corner on a whole device pixel", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(Number.isInteger(view.deviceX) && Number.isInteger(view.deviceY)).toBe(true);
        expect(view.x * view.scale).toBeCloseTo(view.deviceX, 5);
      }),
    );
  });

  test("follows a hand that moves by less than a device pixel at a time", () => {
    let view = new Viewport({ x: 0, y: 0 }, 1, SIZE, 1);
    for (let step = 0; step < 100; step++) view = view.panned(0.3, -0.4);
    expect(view.deviceX).toBe(-30);
    expect(view.deviceY).toBe(40);
  });

  test("maps to the screen and back", () => {
    fc.assert(
      fc.property(views, anchors, (view, point) => {
        const back = view.toScreen(view.toPaper(point));
        expect(back.x).toBeCloseTo(point.x, 3);
        expect(back.y).toBeCloseTo(point.y, 3);
      }),
    );
  });

  test("keeps the paper under the fingers, however many steps it zooms by", () => {
    const zooms = fc.array(fc.double({ min: 0.01, max: 64, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(views, anchors, zooms, (view, anchor, steps) => {
        const after = steps.reduce((moved, zoom) => moved.zoomed(zoom, anchor), view);
        const stayed = after.toScreen(view.toPaper(anchor));
        // Both pictures begin at a whole device pixel: half a one, as large as it is shown now.
        const most = 0.501 * (1 + after.zoom / view.zoom);
        expect(Math.abs(stayed.x - anchor.x) * view.ratio).toBeLessThan(most);
        expect(Math.abs(stayed.y - anchor.y) * view.ratio).toBeLessThan(most);
      }),
    );
  });

  test("stays within the zooms and the paper it may have", () => {
    const far = new Viewport({ x: 1e12, y: -1e12 }, 1e9, SIZE, 1);
    expect(far.zoom).toBe(MAX_ZOOM);
    expect(far.x).toBe(2 ** 23);
    expect(new Viewport({ x: 0, y: 0 }, 0, SIZE, 1).zoom).toBe(MIN_ZOOM);
  });

  test("shows all of what it is fitted to, and never enlarges it", () => {
    fc.assert(
      fc.property(views, coordinate, coordinate, anchors, (view, left, top, extent) => {
        const bounds = { left, top, right: left + extent.x + 1, bottom: top + extent.y + 1 };
        const seen = view.fitted(bounds);
        expect(seen.zoom).toBeLessThanOrEqual(1);
        expect(seen.bounds.left).toBeLessThan(bounds.left);
        expect(seen.bounds.bottom).toBeGreaterThan(bounds.bottom);
      }),
    );
  });

  test("keeps free what stands at its edges, and of a small window no more than a part", () => {
    const bounds = { left: -1000, top: -2000, right: 1000, bottom: 2000 };
    const edges = { above: 120, below: 60, beside: 40 };
    const whole = new Viewport({ x: 0, y: 0 }, 1, { width: 900, height: 1380 }, 1);
    const seen = whole.fitted(bounds, edges);
    expect(seen.toScreen({ x: 0, y: -2000 }).y).toBeCloseTo(120, 0);
    expect(seen.toScreen({ x: 0, y: 2000 }).y).toBeCloseTo(1320, 0);
    const little = whole.resized({ width: 900, height: 60 }, 1).fitted(bounds, edges);
    expect(little.toScreen({ x: 0, y: -2000 }).y).toBeCloseTo(10, 0);
    expect(little.toScreen({ x: 0, y: 2000 }).y).toBeCloseTo(50, 0);
  });

  test("meets 100 % again after any steps in and out", () => {
    let zoom = 1;
    for (const direction of [1, 1, 1, -1, -1, -1, -1, -1, 1, 1] as const) {
      zoom = nextZoom(zoom, direction);
    }
    expect(zoom).toBe(1);
    expect(nextZoom(1.1, -1)).toBe(1);
    expect(nextZoom(0.9, 1)).toBe(1);
    expect(nextZoom(MAX_ZOOM, 1)).toBe(MAX_ZOOM);
  });
});
