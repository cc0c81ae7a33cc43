import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Standing } from "./standing";

describe("what stands", () => {
  it("is what was added and not taken away, whatever the order; the highest is the last", () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(steps, (told) => {
        const [standing, set] = [new Standing(), new Set<number>()];
        for (const [adds, seq] of told) {
          standing[adds ? "add" : "delete"](seq);
          set[adds ? "add" : "delete"](seq);
          expect(standing.last).toBe(Math.max(0, ...set));
          expect(standing.copy().last).toBe(standing.last);
        }
      }),
    );
  });
});
