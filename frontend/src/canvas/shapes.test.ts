import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceStroke } from "./ribbon";
import { evened, type Shape, type Spot, shapeStroke } from "./shapes";
import { checkStroke, MARKER, PEN, type Stroke, type Style, UNITS_PER_PIXEL } from "./strokes";

const SHAPES: readonly Shape[] = ["line", "arrow", "rectangle", "ellipse"];
const STYLE: Style = { tool: PEN, color: 0x262833, size: 64, opacity: 255 };
const ROUNDING = 1 / UNITS_PER_PIXEL;
const HALF_WIDTH = 1.6;

const place = fc.double({ min: -5000, max: 5000, noNaN: true });
const spot = fc.record({ x: place, y: place });
const anywhere = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const farSpot = fc.record({ x: anywhere, y: anywhere });
const shape = fc.constantFrom(...SHAPES);
const style = fc.record({
  tool: fc.constantFrom(PEN, MARKER),
  color: fc.constant(0),
  size: fc.integer({ min: 1, max: 16384 }),
  opacity: fc.constant(255),
});

function spotsOf({ x, y }: Stroke): Spot[] {
  return Array.from(x, (at, index) => ({
    x: at / UNITS_PER_PIXEL,
    y: (y[index] ?? 0) / UNITS_PER_PIXEL,
  }));
}

const apart = (one: Spot, other: Spot) => Math.hypot(one.x - other.x, one.y - other.y);
const draw = (kind: Shape, from: Spot, to: Spot, ms = 400) =>
  shapeStroke(kind, from, to, { style: STYLE, pressure: 166, ms });

describe("any shape", () => {
  it("is a stroke that the wire takes, wherever it lies and however large it is", () => {
    fc.assert(
      fc.property(shape, farSpot, farSpot, style, (kind, from, to, pen) => {
        expect(() =>
          checkStroke(shapeStroke(kind, from, to, { style: pen, pressure: 255, ms: 900 })),
        ).not.toThrow();
      }),
    );
  });

  it("is drawn in the time it is given, never resting nor jumping", () => {
    fc.assert(
      fc.property(shape, spot, spot, fc.integer({ min: 0, max: 1500 }), (kind, from, to, ms) => {
        const stroke = draw(kind, from, to, ms);
        const sum = stroke.dt.reduce((total, dt) => total + dt, 0);
        expect(sum).toBe(stroke.x.length > 1 ? ms : 0);
      }),
    );
  });

  it("is small on the wire", () => {
    for (const kind of SHAPES) {
      expect(draw(kind, { x: 0, y: 0 }, { x: 900, y: 600 }).x.length).toBeLessThan(96);
    }
  });

  it("lies within its box, an arrow's barbs beside it", () => {
    fc.assert(
      fc.property(shape, spot, spot, (kind, from, to) => {
        const around = kind === "arrow" ? apart(from, to) / 2 : apart(from, to) * 0.01;
        for (const { x, y } of spotsOf(draw(kind, from, to))) {
          expect(x).toBeGreaterThanOrEqual(Math.min(from.x, to.x) - around - ROUNDING);
          expect(x).toBeLessThanOrEqual(Math.max(from.x, to.x) + around + ROUNDING);
          expect(y).toBeGreaterThanOrEqual(Math.min(from.y, to.y) - around - ROUNDING);
          expect(y).toBeLessThanOrEqual(Math.max(from.y, to.y) + around + ROUNDING);
        }
      }),
    );
  });
});

describe("a line", () => {
  it("goes straight from one end to the other", () => {
    fc.assert(
      fc.property(spot, spot, (from, to) => {
        const spots = spotsOf(draw("line", from, to));
        expect(apart(spots[0] as Spot, from)).toBeLessThan(2 * ROUNDING);
        expect(apart(spots.at(-1) as Spot, to)).toBeLessThan(2 * ROUNDING);
        const length = apart(from, to);
        for (const at of spots) expect(apart(from, at) + apart(at, to) - length).toBeLessThan(0.5);
      }),
    );
  });
});

describe("a rectangle", () => {
  it("has sharp corners, also where near points are left out", () => {
    const from = { x: 10, y: 20 };
    const to = { x: 310, y: 180 };
    const corners = [from, { x: 310, y: 20 }, to, { x: 10, y: 180 }];
    for (const spacing of [0, 2.5, 12, 25]) {
      const inked = inkOf(thinnedOut(draw("rectangle", from, to), spacing));
      for (const corner of corners) {
        const nearest = Math.min(...inked.map((at) => apart(at, corner)));
        expect(nearest).toBeLessThan(2 + spacing * 0.8);
      }
    }
  });

  it("ends where it began", () => {
    const spots = spotsOf(draw("rectangle", { x: 5, y: 5 }, { x: 50, y: -40 }));
    expect(spots[0]).toEqual(spots.at(-1));
  });
});

describe("an ellipse", () => {
  it("keeps within a hair of the true one", () => {
    for (const reach of [5, 60, 700, 9000]) {
      const stroke = draw("ellipse", { x: -reach, y: -reach }, { x: reach, y: reach });
      for (const at of inkOf(stroke)) {
        const miss = Math.abs(apart(at, { x: 0, y: 0 }) - reach);
        expect(miss).toBeLessThan(HALF_WIDTH + 0.3);
      }
    }
  });
});

describe("an arrow", () => {
  it("has two equal barbs at its tip, in one stroke", () => {
    fc.assert(
      fc.property(spot, spot, (from, to) => {
        fc.pre(apart(from, to) > 60);
        const { x, y } = to;
        const barbs = spotsOf(draw("arrow", from, to)).slice(-1);
        const reach = apart(barbs[0] as Spot, { x, y });
        expect(reach).toBeGreaterThan(12);
        expect(reach).toBeLessThan(apart(from, to) / 2 + ROUNDING);
      }),
    );
  });
});

describe("an even hand", () => {
  it("draws squares and circles towards the pointer", () => {
    fc.assert(
      fc.property(fc.constantFrom<Shape>("rectangle", "ellipse"), spot, spot, (kind, from, to) => {
        const end = evened(kind, from, to);
        expect(Math.abs(end.x - from.x)).toBeCloseTo(Math.abs(end.y - from.y), 6);
        expect((end.x - from.x) * (to.x - from.x)).toBeGreaterThanOrEqual(0);
        expect((end.y - from.y) * (to.y - from.y)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("draws lines at every 15 degrees, as long as the pointer went that way", () => {
    fc.assert(
      fc.property(fc.constantFrom<Shape>("line", "arrow"), spot, spot, (kind, from, to) => {
        fc.pre(apart(from, to) > 1);
        const end = evened(kind, from, to);
        const angle = (Math.atan2(end.y - from.y, end.x - from.x) * 180) / Math.PI;
        expect(Math.abs(angle / 15 - Math.round(angle / 15))).toBeLessThan(1e-6);
        expect(apart(from, end)).toBeLessThanOrEqual(apart(from, to) + 1e-6);
        expect(apart(end, to)).toBeLessThanOrEqual(apart(from, to) * 0.131); // sin 7.5°
      }),
    );
  });
});

/** Corners of the outline, in paper units. */
function inkOf(stroke: Stroke): Spot[] {
  const outline: Spot[] = [];
  const put = (x: number, y: number) => outline.push({ x, y });
  traceStroke(stroke, 1, { moveTo: put, lineTo: put, closePath: () => {} });
  return outline;
}

/** Without points that follow closer than `spacing`, as a picture from far away is painted. */
function thinnedOut(stroke: Stroke, spacing: number): Stroke {
  const spots = spotsOf(stroke);
  const kept: number[] = [];
  spots.forEach((at, index) => {
    const held = spots[kept.at(-1) ?? -1];
    const last = index === spots.length - 1;
    if (!held || last || apart(held, at) >= spacing) kept.push(index);
  });
  return {
    ...stroke,
    x: Int32Array.from(kept, (at) => stroke.x[at] ?? 0),
    y: Int32Array.from(kept, (at) => stroke.y[at] ?? 0),
    pressure: Uint8Array.from(kept, (at) => stroke.pressure[at] ?? 0),
  };
}
