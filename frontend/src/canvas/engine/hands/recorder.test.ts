import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRUSH, checkStroke, PEN, type Stroke, type Style } from "../../strokes";
import { Recorder, type Steadiness } from "./recorder";

const STYLE: Style = { tool: PEN, color: 0, size: 64, opacity: 255 };

type Path = readonly (readonly [x: number, y: number])[];

function recorded(
  path: Path,
  {
    zoom = 1,
    interval = 8,
    pressure = null as number | null,
    steadiness = "off" as Steadiness,
  } = {},
) {
  const recorder = new Recorder(STYLE, zoom, steadiness);
  path.forEach(([x, y], index) => {
    recorder.add({ x, y, pressure, time: 1000 + index * interval });
  });
  recorder.lift();
  return recorder.points.copy();
}

function lastPoint(stroke: Stroke): [number, number] {
  return [(stroke.x.at(-1) ?? Number.NaN) / 16, (stroke.y.at(-1) ?? Number.NaN) / 16];
}

const paths = fc.array(
  fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })),
  { minLength: 1, maxLength: 80 },
);

describe("a recorded stroke", () => {
  test("ends where the pen lifted, fits the format, and has no repeated points", () => {
    fc.assert(
      fc.property(paths, fc.constantFrom(0.05, 1, 8), (path, zoom) => {
        const stroke = recorded(path, { zoom });
        checkStroke(stroke);
        expect(lastPoint(stroke)).toEqual(path.at(-1));
        for (let index = 1; index < stroke.x.length; index++) {
          const moved =
            stroke.x[index] !== stroke.x[index - 1] || stroke.y[index] !== stroke.y[index - 1];
          expect(moved).toBe(true);
        }
      }),
    );
  });

  test("takes as long as the hand took", () => {
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 40 }), (path, interval) => {
        const stroke = recorded(path, { interval });
        const total = stroke.dt.reduce((sum, dt) => sum + dt, 0);
        expect(stroke.dt[0]).toBe(0);
        expect(total).toBeLessThanOrEqual((path.length - 1) * interval);
      }),
    );
  });

  test("is a single point where the pen only touched", () => {
    expect(recorded([[7, 9]]).x.length).toBe(1);
    expect(recorded([[7, 9], [7, 9], [7, 9]]).x.length).toBe(1); // biome-ignore format: one line
  });

  test("keeps the height of a fast zig-zag", () => {
    const zigzag: Path = Array.from({ length: 160 }, (_, index) => {
      const phase = (index / 20) % 2;
      return [index * 2, Math.round(60 * (phase < 1 ? phase : 2 - phase))] as const;
    });
    const { y } = recorded(zigzag);
    const settled = y.slice(20, -20);
    expect((Math.max(...settled) - Math.min(...settled)) / 16).toBeGreaterThan(51);
  });

  test("frees a slow line of the stair-steps of whole pixels", () => {
    const slope = 1 / 7;
    const slow: Path = Array.from({ length: 300 }, (_, index) => {
      return [Math.round(index / 2), Math.round((index / 2) * slope)] as const;
    });
    const { x, y } = recorded(slow);
    const strays = [...x.slice(8, -1)].map((value, index) => {
      return ((y[index + 8] ?? 0) - value * slope) / 16;
    });
    expect(Math.max(...strays) - Math.min(...strays)).toBeLessThan(0.75); // raw: 0.86 and jagged
  });

  test("is the calmer the steadier it is wanted, and ends where the pen lifts all the same", () => {
    const shaken: Path = Array.from({ length: 200 }, (_, index) => {
      return [index * 2, 6 * Math.sin(index * 0.6)] as const;
    });
    const heights = (["off", "little", "lot"] as const).map((steadiness) => {
      const stroke = recorded(shaken, { steadiness });
      expect(lastPoint(stroke)[0]).toBe(398);
      const between = stroke.y.slice(20, -2);
      return Math.max(...between) - Math.min(...between);
    }) as [number, number, number];
    expect(heights[1]).toBeLessThan(heights[0] * 0.8);
    expect(heights[2]).toBeLessThan(heights[1] * 0.8);
  });

  test("feels a pen's pressure, and guesses a mouse's from its speed", () => {
    const line: Path = Array.from({ length: 40 }, (_, index) => [index * 4, 0] as const);
    const felt = recorded(line, { pressure: 0.25 });
    expect(new Set(felt.pressure)).toEqual(new Set([64]));
    const slow = recorded(line, { interval: 30 });
    const fast = recorded(line, { interval: 1 });
    expect(slow.pressure.at(-1)).toBeGreaterThan(fast.pressure.at(-1) ?? 255);
  });

  test("does not swell where a waiting hand lifts", () => {
    const recorder = new Recorder(STYLE, 1);
    for (let index = 0; index < 20; index++) {
      recorder.add({ x: index * 20, y: 0, pressure: null, time: index * 8 });
    }
    const before = recorder.tip?.pressure;
    recorder.add({ x: 380, y: 0, pressure: null, time: 9000 });
    recorder.lift();
    expect(recorder.points.copy().pressure.at(-1)).toBe(before);
  });

  test("stays in range however far or wild the hand is", () => {
    const wild: Path = [[1e12, -1e12], [Number.MAX_SAFE_INTEGER, 0], [-1e300, 1e300]]; // biome-ignore format: one line
    checkStroke(recorded(wild, { interval: 1e7 }));
  });

  test("is not disturbed by reports that say nothing", () => {
    const path: Path = Array.from({ length: 60 }, (_, index) => [index * 5, index % 9] as const);
    const nothing = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const clean = new Recorder(STYLE, 1);
    const fouled = new Recorder(STYLE, 1);
    path.forEach(([x, y], index) => {
      const sample = { x, y, pressure: 0.5, time: index * 8 };
      clean.add(sample);
      for (const bad of nothing) {
        fouled.add({ ...sample, x: bad });
        fouled.add({ ...sample, y: bad });
        fouled.add({ ...sample, time: bad });
      }
      fouled.add(sample);
    });
    expect(fouled.points.copy()).toEqual(clean.points.copy());
    for (const pressure of nothing) fouled.add({ x: 400, y: 0, pressure, time: 600 });
    fouled.lift();
    checkStroke(fouled.points.copy());
    expect(fouled.points.copy().pressure.at(-1)).toBe(128);
  });

  test("is drawn up to the pen and on to where it will soon be, and keeps none of it", () => {
    const recorder = new Recorder(STYLE, 1);
    const at = (x: number) => ({ x, y: 0, pressure: 0.5, time: x });
    for (let x = 0; x <= 100; x += 10) recorder.add(at(x));
    const kept = recorder.points.length;
    expect(recorder.ends([at(105), at(110)]).map(({ x }) => x / 16)).toEqual([100, 110]);
    expect(recorder.ends([at(110), at(400)]).map(({ x }) => x / 16)).toEqual([100, 110]); // absurd
    expect(recorder.ends([at(Number.NaN)]).map(({ x }) => x / 16)).toEqual([100]);
    expect(recorder.points.length).toBe(kept);
  });

  test("is wide where a brush is laid flat, and as ever where it is a pen", () => {
    const [pen, brush] = ([PEN, BRUSH] as const).map((tool) => {
      return [0, 1].map((lean) => {
        const recorder = new Recorder({ ...STYLE, tool }, 1);
        recorder.add({ x: 0, y: 0, pressure: 0.25, lean, time: 0 });
        return recorder.points.copy().pressure[0];
      });
    });
    expect(pen).toEqual([64, 64]);
    expect(brush).toEqual([64, 217]);
  });
});
