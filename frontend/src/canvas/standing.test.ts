import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
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

  it("moves none of the others where it is taken back from the first on", () => {
    const [splice, standing] = [vi.spyOn(Array.prototype, "splice"), new Standing()];
    for (let seq = 1; seq < 100; seq++) standing.add(seq);
    for (let seq = 1; seq < 99; seq++) {
      standing.delete(seq);
      expect(standing.last).toBe(99);
    }
    standing.add(50);
    standing.delete(99);
    expect(standing.last).toBe(50);
    expect(splice).not.toHaveBeenCalled();
    splice.mockRestore();
  });
});
