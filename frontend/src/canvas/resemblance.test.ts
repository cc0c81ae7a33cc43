import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resembled } from "./resemblance";
import type { Spot } from "./shapes";
import { PEN, type Stroke } from "./strokes";

function stroke(spots: readonly Spot[]): Stroke {
  return {
    style: { tool: PEN, color: 0, size: 64, opacity: 255 },
    x: Int32Array.from(spots, ({ x }) => Math.round(x * 16)),
    y: Int32Array.from(spots, ({ y }) => Math.round(y * 16)),
    pressure: new Uint8Array(spots.length).fill(128),
    dt: new Uint16Array(spots.length).fill(8),
  };
}

const along = (count: number) => Array.from({ length: count + 1 }, (_, step) => step / count);
const look = (spots: readonly Spot[]) => resembled(stroke(spots), 24);

/** A hand that trembles by so many px, as the seed says. */
function trembling(spots: readonly Spot[], by: number, seed: number): Spot[] {
  return spots.map(({ x, y }, index) => ({
    x: x + by * Math.sin(seed + index * 0.7),
    y: y + by * Math.cos(seed * 1.7 + index * 0.9),
  }));
}

const seed = fc.integer({ min: 0, max: 1000 });
const reach = fc.integer({ min: 40, max: 900 });

describe("a freehand line", () => {
  it("is a line where it is nearly straight, from its first point to the pen", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 900 }),
        fc.integer({ min: -400, max: 400 }),
        seed,
        (dx, dy, tremble) => {
          const spots = along(40).map((t) => ({ x: dx * t, y: dy * t }));
          const found = look(trembling(spots, 1.5, tremble));
          expect(found?.shape).toBe("line");
          expect(Math.hypot((found?.to.x ?? 0) - dx, (found?.to.y ?? 0) - dy)).toBeLessThan(3);
        },
      ),
    );
  });

  it("is an ellipse or a rectangle where it goes round like one, to the corner at the pen", () => {
    fc.assert(
      fc.property(reach, reach, seed, fc.boolean(), (wide, high, tremble, back) => {
        const turn = (t: number) => 2 * Math.PI * (back ? -t : t) + tremble;
        const round = along(60).map((t) => ({
          x: wide * Math.cos(turn(t)),
          y: high * Math.sin(turn(t)),
        }));
        const square = round.map(({ x, y }) => {
          const out = Math.max(Math.abs(x / wide), Math.abs(y / high));
          return { x: x / out, y: y / out };
        });
        const by = Math.min(wide, high) * 0.03;
        for (const [spots, shape] of [
          [round, "ellipse"],
          [square, "rectangle"],
        ] as const) {
          const found = look(trembling(spots, by, tremble));
          expect(found?.shape).toBe(shape);
          const pen = spots.at(-1) as Spot;
          if (Math.abs(pen.x) > 3 * by) expect((found?.to.x ?? 0) * pen.x).toBeGreaterThan(0);
          expect(Math.abs((found?.to.x ?? 0) - (found?.from.x ?? 0))).toBeGreaterThan(1.8 * wide);
        }
      }),
    );
  });

  it.each<[string, Spot[]]>([
    ["a dot", [{ x: 3, y: 3 }]],
    ["something small", along(9).map((t) => ({ x: 15 * t, y: 0 }))],
    ["an arc", along(40).map((t) => ({ x: 200 * Math.cos(3 * t), y: 200 * Math.sin(3 * t) }))],
    ["a wave", along(60).map((t) => ({ x: 400 * t, y: 60 * Math.sin(12 * t) }))],
    ["a zig-zag", along(80).map((t) => ({ x: 300 * t, y: 30 * (Math.floor(t * 20) % 2) }))],
    ["a scribble", along(200).map((t) => ({ x: 90 * Math.cos(40 * t), y: 200 * t }))],
    [
      "two rounds",
      along(99).map((t) => ({ x: 90 * Math.cos(12.5 * t), y: 90 * Math.sin(12.5 * t) })),
    ],
    [
      "an eight",
      along(99).map((t) => ({ x: 90 * Math.sin(6.28 * t), y: 90 * Math.sin(12.57 * t) })),
    ],
    [
      "a heart",
      along(99).map((t) => ({
        x: 90 * Math.sin(6.28 * t) ** 3,
        y: 80 * Math.cos(6.28 * t) - 30 * Math.cos(12.57 * t) - 12 * Math.cos(18.85 * t),
      })),
    ],
    [
      "a triangle",
      along(99).map(
        (t) =>
          [
            { x: 600 * t, y: 0 },
            { x: 200 - 300 * (t - 1 / 3), y: 500 * (t - 1 / 3) },
            { x: 100 - 300 * (t - 2 / 3), y: 167 - 500 * (t - 2 / 3) },
          ][Math.min(2, Math.floor(t * 3))] as Spot,
      ),
    ],
  ])("stays as it was drawn: %s", (_what, spots) => {
    expect(look(spots)).toBeNull();
  });
});
