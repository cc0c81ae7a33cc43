import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, PAUSE, Timeline } from "./timeline";

const stroke = (at: number, lasts = 500, author = 1): Entry => ({ author, at, lasts });

const logs = fc
  .array(
    fc.record({
      author: fc.integer({ min: 1, max: 3 }),
      gap: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 1e7 })),
      lasts: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(({ author, gap, lasts }) => {
      at += gap;
      return { author, at, lasts };
    });
  });

describe("the timeline of a replay", () => {
  it("begins with the first stroke, however late that came", () => {
    const line = new Timeline([stroke(3_600_000)]);
    expect(line.starts[0]).toBe(300);
    expect(line.ends[0]).toBe(800);
    expect(line.realAt(800)).toBe(3_600_000);
  });

  it("keeps the pauses that are short", () => {
    const line = new Timeline([stroke(1_000), stroke(1_000 + PAUSE)]);
    expect(line.skips).toEqual([]);
    expect((line.ends[1] ?? 0) - (line.ends[0] ?? 0)).toBe(PAUSE);
  });

  it("passes over a long pause and says how long it was", () => {
    const line = new Timeline([stroke(1_000), stroke(7_201_000)]);
    expect(line.duration).toBeLessThan(5_000);
    expect(line.skips).toHaveLength(1);
    expect(line.skips[0]?.lasted).toBeCloseTo(7_200_000 - 500 - 1_600);
    expect(line.skipAt((line.skips[0]?.from ?? 0) + 1)).toBe(line.skips[0]);
  });

  it("is no pause while somebody else's pen is down", () => {
    const line = new Timeline([stroke(1_000), stroke(9_000, 8_000, 2)]);
    expect(line.skips).toEqual([]);
    expect(line.underwayAt(line.timeAtReal(5_000))).toEqual([1]);
  });

  it("draws one after the other what one person sent at once", () => {
    const line = new Timeline([stroke(9_000), stroke(9_000), stroke(9_000)]);
    expect([...line.starts]).toEqual([300, 800, 1_300]);
  });

  it("lets two people draw at once", () => {
    const line = new Timeline([stroke(9_000, 500, 1), stroke(9_000, 500, 2)]);
    expect(line.underwayAt(line.timeAtReal(8_800))).toEqual([0, 1]);
  });

  it("has nothing to tell of a blank drawing", () => {
    const line = new Timeline([]);
    expect([line.duration, line.countAt(0), line.underwayAt(0)]).toEqual([0, 0, []]);
  });

  it("lets a prefix of the log have happened at any moment", () => {
    fc.assert(
      fc.property(logs, fc.double({ min: 0, max: 1, noNaN: true }), (log, share) => {
        const line = new Timeline(log);
        const time = share * line.duration;
        const count = line.countAt(time);
        for (const [index, end] of line.ends.entries()) expect(end <= time).toBe(index < count);
      }),
    );
  });

  it("gives nobody two pens, and nothing a negative time", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const line = new Timeline(log);
        const free = new Map<number, number>();
        for (const [index, { author, lasts }] of log.entries()) {
          if (lasts === 0) continue;
          const start = line.starts[index] as number;
          expect(start).toBeGreaterThanOrEqual((free.get(author) ?? 0) - 1e-6);
          free.set(author, line.ends[index] as number);
        }
      }),
    );
  });

  it("finds the pens that are down as a look at every stroke does", () => {
    fc.assert(
      fc.property(logs, fc.double({ min: 0, max: 1, noNaN: true }), (log, share) => {
        const line = new Timeline(log);
        const time = share * line.duration;
        const slow = log.flatMap((_, index) => {
          const [start, end] = [line.starts[index] as number, line.ends[index] as number];
          return start <= time && time < end ? [index] : [];
        });
        expect(line.underwayAt(time)).toEqual(slow);
      }),
    );
  });

  it("never lets real time run backwards", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const line = new Timeline(log);
        const reals = Array.from({ length: 50 }, (_, k) => line.realAt((k * line.duration) / 49));
        for (let k = 1; k < 50; k++) {
          expect(reals[k]).toBeGreaterThanOrEqual((reals[k - 1] as number) - 1e-3);
        }
      }),
    );
  });
});
