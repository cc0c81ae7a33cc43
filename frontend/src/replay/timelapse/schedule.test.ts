import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Schedule } from "./schedule";

describe("the schedule of a time-lapse", () => {
  it("begins with blank paper and ends with the whole drawing", () => {
    const schedule = new Schedule([40, 1, 0, 100]);
    expect(schedule.at(0)).toEqual({ whole: 0, points: 0 });
    expect(schedule.at(1)).toEqual({ whole: 4, points: 0 });
    expect(schedule.at(7)).toEqual({ whole: 4, points: 0 });
  });

  it("knows a drawing to which nothing was done", () => {
    expect(new Schedule([]).at(0.5)).toEqual({ whole: 0, points: 0 });
  });

  it("spends as much time on every part of a line", () => {
    expect(new Schedule([100, 100]).at(0.25)).toEqual({ whole: 0, points: 50 });
  });

  it("never goes back, and never shows more points than a stroke has", () => {
    const lengths = fc.array(fc.nat(300), { maxLength: 30 });
    fc.assert(
      fc.property(lengths, fc.double({ min: 0, max: 1, noNaN: true }), (counts, share) => {
        const schedule = new Schedule(counts);
        const [early, late] = [schedule.at(share * 0.9), schedule.at(share)];
        expect(late.points).toBeLessThanOrEqual(counts[late.whole] ?? 0);
        expect(late.whole).toBeGreaterThanOrEqual(early.whole);
        if (late.whole === early.whole) {
          expect(late.points).toBeGreaterThanOrEqual(early.points);
        }
      }),
    );
  });
});
