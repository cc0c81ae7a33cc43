// @vitest-environment node

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { LiveRibbon, type PathSink, strokeBounds, traceStroke } from "./ribbon";
import {
  BRUSH,
  decodeStroke,
  ERASER,
  MARKER,
  PEN,
  PENCIL,
  type Stroke,
  type Tool,
} from "./strokes";

interface Vector {
  name: string;
  stroke: string;
  scale: number;
  bounds: number[];
  outline?: number[][];
  corners?: number;
  digest?: string;
}

const table = new URL("../../../tests/wire/ribbon.json", import.meta.url);
const vectors: Vector[] = JSON.parse(readFileSync(table, "utf8"));
const strokeOf = (vector: Vector): Stroke =>
  decodeStroke(Uint8Array.from(Buffer.from(vector.stroke, "hex")));

/** Keeps what is traced: one flat list a polygon. */
class Polygons implements PathSink {
  readonly all: number[][] = [];

  moveTo(x: number, y: number): void {
    this.all.push([x, y]);
  }

  lineTo(x: number, y: number): void {
    this.all.at(-1)?.push(x, y);
  }

  closePath(): void {}
}

function traced(trace: (sink: PathSink) => void): number[][] {
  const polygons = new Polygons();
  trace(polygons);
  return polygons.all;
}

const outline = (stroke: Stroke, scale: number): number[][] =>
  traced((sink) => traceStroke(stroke, scale, sink));

/** As tests/wire/make_ribbon.py makes it. */
function digest(polygons: number[][]): string {
  const doubles = polygons.flatMap((polygon) => [...polygon, Number.NaN]);
  const view = new DataView(new ArrayBuffer(doubles.length * 8));
  doubles.forEach((double, index) => {
    view.setFloat64(index * 8, double);
  });
  return createHash("sha256").update(view).digest("hex");
}

/** Adds the points one by one and hands over the ribbon after each. */
function grow(stroke: Stroke, scale: number, after: (live: LiveRibbon, count: number) => void) {
  const live = new LiveRibbon(stroke.style, scale);
  stroke.x.forEach((x, index) => {
    live.add(x, stroke.y[index] ?? 0, stroke.pressure[index] ?? 0);
    after(live, index + 1);
  });
}

const first = (stroke: Stroke, count: number): Stroke => ({
  style: stroke.style,
  x: stroke.x.slice(0, count),
  y: stroke.y.slice(0, count),
  pressure: stroke.pressure.slice(0, count),
  dt: stroke.dt.slice(0, count),
});

// A small grid, so that repetitions and reversals are common; and now and then a far jump.
const coordinate = fc.oneof(
  fc.nat(6).map((cell) => cell * 16),
  fc.integer({ min: -(2 ** 27), max: 2 ** 27 }),
);
const anyStroke = fc
  .record({
    tool: fc.constantFrom<Tool>(PEN, BRUSH, MARKER, ERASER, PENCIL),
    size: fc.integer({ min: 1, max: 16384 }),
    points: fc.array(fc.tuple(coordinate, coordinate, fc.nat(255)), {
      minLength: 1,
      maxLength: 20,
    }),
  })
  .map(
    ({ tool, size, points }): Stroke => ({
      style: { tool, color: 0, size, opacity: 255 },
      x: Int32Array.from(points, ([x]) => x),
      y: Int32Array.from(points, ([, y]) => y),
      pressure: Uint8Array.from(points, ([, , pressure]) => pressure),
      dt: new Uint16Array(points.length),
    }),
  );
const anyScale = fc.constantFrom(0.05, 0.3, 1, 2, 64);

describe("the shared table", () => {
  const named = vectors.filter((vector) => vector.outline !== undefined);
  test.each(named)("$name is met to the last bit", (vector) => {
    expect(outline(strokeOf(vector), vector.scale)).toEqual(vector.outline);
  });

  it("has digests that outlines made by chance match", () => {
    for (const vector of vectors) {
      if (vector.digest === undefined) continue;
      const polygons = outline(strokeOf(vector), vector.scale);
      const corners = polygons.reduce((sum, polygon) => sum + polygon.length / 2, 0);
      expect([vector.name, corners]).toEqual([vector.name, vector.corners]);
      expect([vector.name, digest(polygons)]).toEqual([vector.name, vector.digest]);
    }
  });

  it("has the bounds", () => {
    for (const vector of vectors) {
      const { x0, y0, x1, y1 } = strokeBounds(strokeOf(vector));
      expect([vector.name, x0, y0, x1, y1]).toEqual([vector.name, ...vector.bounds]);
    }
  });
});

describe("any stroke", () => {
  it("has an outline of finite numbers within its bounds", () => {
    fc.assert(
      fc.property(anyStroke, anyScale, (stroke, scale) => {
        const { x0, y0, x1, y1 } = strokeBounds(stroke);
        for (const polygon of outline(stroke, scale)) {
          const inside = polygon.every((edge, index) => {
            const [least, most] = index % 2 === 0 ? [x0, x1] : [y0, y1];
            return edge >= least - 1e-6 && edge <= most + 1e-6;
          });
          expect(inside).toBe(true);
        }
      }),
    );
  });
});

describe("a live ribbon", () => {
  it("is at every point what the whole stroke so far would be", () => {
    fc.assert(
      fc.property(anyStroke, anyScale, (stroke, scale) => {
        grow(stroke, scale, (live, count) => {
          expect(traced((sink) => live.trace(sink))).toEqual(outline(first(stroke, count), scale));
        });
      }),
    );
  });

  it("never changes what has settled", () => {
    fc.assert(
      fc.property(anyStroke, anyScale, (stroke, scale) => {
        let settled = 0;
        let before: number[][] = [];
        grow(stroke, scale, (live) => {
          expect(traced((sink) => live.trace(sink, 0, settled - 1))).toEqual(before);
          settled = live.settled;
          before = traced((sink) => live.trace(sink, 0, settled - 1));
        });
      }),
    );
  });

  it("keeps fewer samples unsettled than one curve and its end have", () => {
    fc.assert(
      fc.property(anyStroke, anyScale, (stroke, scale) => {
        grow(stroke, scale, (live) => {
          expect(live.samples - live.settled).toBeLessThanOrEqual(17);
        });
      }),
    );
  });

  it("grows as long as the hand goes on", () => {
    const points = Array.from({ length: 3000 }, (_, index) => [index * 9, (index % 7) * 40]);
    const stroke: Stroke = {
      style: { tool: BRUSH, color: 0, size: 640, opacity: 255 },
      x: Int32Array.from(points, ([x]) => x ?? 0),
      y: Int32Array.from(points, ([, y]) => y ?? 0),
      pressure: new Uint8Array(points.length).fill(99),
      dt: new Uint16Array(points.length),
    };
    let whole: number[][] = [];
    grow(stroke, 4, (live, count) => {
      if (count === points.length) whole = traced((sink) => live.trace(sink));
    });
    expect(digest(whole)).toBe(digest(outline(stroke, 4)));
  });

  it("draws nothing before its first point", () => {
    const live = new LiveRibbon({ tool: PEN, color: 0, size: 64, opacity: 255 }, 1);
    expect(live.samples).toBe(0);
    expect(traced((sink) => live.trace(sink))).toEqual([]);
  });
});
