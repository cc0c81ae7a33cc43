import { describe, expect, it } from "vitest";
import { PEN, type Stroke, type Style } from "../../canvas/strokes";
import { partOf, schedule, startOf, tipOf } from "./schedule";

const style: Style = { tool: PEN, color: 0x262833, size: 64, opacity: 255 };

/** A stroke to the right, 10 px and `step` ms from point to point. */
function line(points: number, step: number): Stroke {
  const numbers = Array.from({ length: points }, (_, index) => index);
  return {
    style,
    x: Int32Array.from(numbers, (number) => number * 160),
    y: new Int32Array(points),
    pressure: new Uint8Array(points).fill(200),
    dt: Uint16Array.from(numbers, (number) => (number === 0 ? 0 : step)),
  };
}

const drawn = (author: number, stroke: Stroke) => ({ author, sky: false, stroke });

describe("the replay's schedule", () => {
  const strokes = [drawn(0, line(5, 100)), drawn(1, line(3, 100)), drawn(0, line(9, 100))];
  const turns = schedule(strokes, 2000);

  it("keeps the order of the drawing", () => {
    expect(turns.map((turn) => turn.index)).toEqual([0, 1, 2]);
    expect(turns.map((turn) => turn.stroke)).toEqual(strokes.map(({ stroke }) => stroke));
  });

  it("lets everybody finish at the end", () => {
    expect(turns[1]?.end).toBeCloseTo(2000);
    expect(turns[2]?.end).toBeCloseTo(2000);
  });

  it("gives nobody two pens", () => {
    expect(turns[2]?.start).toBeGreaterThan(turns[0]?.end ?? Number.POSITIVE_INFINITY);
  });

  it("draws everything at one pace", () => {
    const paces = turns.map(({ start, end, stroke }) => (end - start) / (stroke.x.length - 1));
    expect(paces[1]).toBeCloseTo(paces[0] ?? 0);
    expect(paces[2]).toBeCloseTo(paces[0] ?? 0);
  });

  it("gives a dot its turn, too", () => {
    const [turn] = schedule([drawn(0, line(1, 0)), drawn(0, line(2, 50))], 1000);
    expect(turn?.end).toBe(turn?.start);
    expect(turn?.end).toBeLessThan(1000);
  });
});

describe("part of a stroke", () => {
  const whole = line(5, 100);

  it("is its first point at the beginning", () => {
    expect(tipOf(partOf(whole, 0))).toEqual({ x: 0, y: 0 });
  });

  it("ends between two points when its time does", () => {
    expect(tipOf(partOf(whole, 0.625))).toEqual({ x: 25, y: 0 });
  });

  it("is the whole stroke at the end, and beyond", () => {
    expect(partOf(whole, 1)).toEqual(whole);
    expect(partOf(whole, 2)).toEqual(whole);
  });

  it("leaves the stroke as it was", () => {
    partOf(whole, 0.6);
    expect(whole).toEqual(line(5, 100));
    expect(startOf(whole)).toEqual({ x: 0, y: 0 });
  });
});
