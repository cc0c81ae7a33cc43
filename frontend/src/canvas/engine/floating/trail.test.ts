import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_POINTS } from "../../strokes";
import { inkBounds, slice } from "../marks/raster";
import { strokeThrough } from "../testing/strokes";
import { Trail } from "./trail";

const LINE = strokeThrough(Array.from({ length: 40 }, (_, index) => [index * 10, index % 7]));

describe("a trail", () => {
  test("is the stroke, whatever pieces it came in and however often", () => {
    const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 })));
    fc.assert(
      fc.property(cuts, (pieces) => {
        const trail = new Trail(1, LINE.style);
        let told = 0;
        for (const [length, again] of pieces) {
          const from = Math.max(0, told - again);
          const to = Math.min(40, told + length);
          trail.extend(from, slice(LINE, from, to));
          told = Math.max(told, to);
        }
        expect([...trail.stroke.x]).toEqual([...LINE.x.slice(0, told)]);
      }),
    );
  });

  test("bridges a gap rather than losing the rest", () => {
    const trail = new Trail(1, LINE.style);
    trail.extend(0, slice(LINE, 0, 5));
    trail.extend(20, slice(LINE, 20, 25));
    trail.extend(25, slice(LINE, 25, 40));
    expect([...trail.stroke.x]).toEqual([...LINE.x.slice(0, 5), ...LINE.x.slice(20)]);
  });

  test("says where the picture changed, the places its ends left included", () => {
    const trail = new Trail(1, LINE.style);
    const tip = { x: 3000, y: 9000, pressure: 128, dt: 0 };
    trail.extend(0, slice(LINE, 0, 20), [tip, { ...tip, y: 9500 }]);
    expect(trail.stroke.x.length).toBe(22);
    const changed = trail.extend(20, slice(LINE, 20, 40));
    const { right } = inkBounds(LINE);
    expect(changed?.bottom).toBeGreaterThan(9500 / 16);
    expect(changed?.right).toBeGreaterThanOrEqual(right);
    expect(changed?.left).toBeGreaterThan(100);
    expect(trail.stroke.x.length).toBe(40);
  });

  test("grows no longer than a stroke may be, whatever it is told", () => {
    const trail = new Trail(1, LINE.style);
    for (let told = 0; told < 1e6; told += 40) trail.extend(told, LINE);
    expect(trail.stroke.x.length).toBe(MAX_POINTS);
  });
});
