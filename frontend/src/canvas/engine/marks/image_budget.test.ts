import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeWithin } from "./image_budget";

const extents = fc.record({
  width: fc.integer({ min: 1, max: 2048 }),
  height: fc.nat(2047).map((n) => n + 1),
});

describe("the pixels kept of pictures", () => {
  it("are all of them where there is room", () => {
    const one = { width: 2048, height: 1536 };
    expect(sizeWithin(one, [one, one], 64 * 2 ** 20)).toEqual(one);
  });

  it("keep within the budget together, however many there are, but for single pixels", () => {
    fc.assert(
      fc.property(
        fc.array(extents, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1e5, max: 1e7 }),
        (all, budget) => {
          const kept = all.map((one) => sizeWithin(one, all, budget));
          const bytes = kept.reduce((sum, { width, height }) => sum + 4 * width * height, 0);
          expect(bytes).toBeLessThanOrEqual(budget + 4 * 2048 * all.length);
          kept.forEach(({ width, height }, index) => {
            expect(width).toBeLessThanOrEqual(all[index]?.width ?? 0);
            expect(height).toBeLessThanOrEqual(all[index]?.height ?? 0);
          });
        },
      ),
    );
  });

  it("are those of the large ones first that are done without", () => {
    const [icon, photo] = [
      { width: 64, height: 64 },
      { width: 2048, height: 2048 },
    ];
    const all = [icon, photo, photo];
    expect(sizeWithin(icon, all, 8 * 2 ** 20)).toEqual(icon);
    expect(sizeWithin(photo, all, 8 * 2 ** 20).width).toBe(1022);
  });
});
