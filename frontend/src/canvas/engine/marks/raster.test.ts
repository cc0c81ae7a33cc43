import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Stroke } from "../../strokes";
import { strokeThrough } from "../testing/strokes";
import { FillList } from "../testing/surfaces";
import type { Bounds } from "../view/bounds";
import { type Context2D, inkBounds, paintStroke, seenRuns, thinned } from "./raster";

const walks = fc
  .array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
    minLength: 2,
    maxLength: 300,
  })
  .map((steps) => {
    const points: [number, number][] = [[0, 0]];
    for (const [dx, dy] of steps) {
      const [x, y] = points.at(-1) ?? [0, 0];
      points.push([x + (dx || 1), y + dy]);
    }
    return points;
  });

describe("tracing only what is seen", () => {
  test("keeps every point whose curve comes into sight, and two beyond", () => {
    const windows = fc.tuple(
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: 10, max: 300 }),
    );
    fc.assert(
      fc.property(walks, windows, (points, [corner, side]) => {
        const seen = { left: corner, top: corner, right: corner + side, bottom: corner + side };
        const stroke = strokeThrough(points, { size: 8 });
        const runs = seenRuns(stroke, seen);
        points.forEach(([x, y], index) => {
          if (!inside(x, y, seen)) return;
          const from = Math.max(0, index - 2);
          const to = Math.min(points.length, index + 3);
          expect(runs.some((run) => run[0] <= from && run[1] >= to)).toBe(true);
        });
      }),
    );
  });

  test("costs nothing where nothing is seen", () => {
    const stroke = strokeThrough([[0, 0], [500, 0], [900, 50]]); // biome-ignore format: one line
    expect(seenRuns(stroke, { left: 0, top: 900, right: 100, bottom: 1000 })).toEqual([]);
  });

  test("leaves out points closer than asked, never the ends", () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 100 }), (points, spacing) => {
        const stroke = strokeThrough(points);
        const fewer = thinned(stroke, spacing);
        expect(fewer.x[0]).toBe(stroke.x[0]);
        expect(fewer.x.at(-1)).toBe(stroke.x.at(-1));
        for (let index = 1; index < fewer.x.length - 1; index++) {
          const dx = (fewer.x[index] ?? 0) - (fewer.x[index - 1] ?? 0);
          const dy = (fewer.y[index] ?? 0) - (fewer.y[index - 1] ?? 0);
          expect(Math.hypot(dx, dy)).toBeGreaterThanOrEqual(spacing * 16);
        }
      }),
    );
  });
});

describe("painting a stroke", () => {
  test("is the same picture far from the paper's origin as near it", () => {
    const near = strokeThrough([[10, 10], [60, 40], [90, 20]]); // biome-ignore format: one line
    const shift = 2 ** 22;
    const far = { ...near, x: near.x.map((x) => x + shift * 16) };
    const expected = outlined(near, 0);
    const found = outlined(far, shift);
    expect(found.length).toBe(expected.length);
    const strays = found.map((number, index) => Math.abs(number - (expected[index] ?? 0)));
    expect(Math.max(...strays)).toBeLessThan(1e-6);
  });

  test("lets an eraser take away all, whatever its opacity", () => {
    const list = new FillList();
    const stroke = strokeThrough([[0, 0]], { tool: 4, opacity: 10 });
    paintStroke(
      list as unknown as Context2D,
      stroke,
      { scale: 1, left: 0, top: 0 },
      inkBounds(stroke),
    );
    expect(list.fills[0]).toMatch(/^destination-out \S+ 1 /);
  });
});

function outlined(stroke: Stroke, left: number): number[] {
  const list = new FillList();
  const frame = { scale: 1, left, top: 0 };
  paintStroke(list as unknown as Context2D, stroke, frame, inkBounds(stroke));
  return list.path;
}

function inside(x: number, y: number, { left, top, right, bottom }: Bounds): boolean {
  return x > left && x < right && y > top && y < bottom;
}
