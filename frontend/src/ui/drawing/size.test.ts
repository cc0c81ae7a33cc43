import { describe, expect, it } from "vitest";
import { nextSize, positionOf, SLIDER_STEPS, sizeAt } from "./size";

describe("the size slider", () => {
  it("goes from a hair to a broom and never back", () => {
    const sizes = Array.from({ length: SLIDER_STEPS + 1 }, (_, position) => sizeAt(position));
    expect(sizes[0]).toBe(1);
    expect(sizes.at(-1)).toBe(120);
    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
  });

  it("stands where a size is, or at an end for one it does not reach", () => {
    expect(sizeAt(positionOf(32))).toBeCloseTo(32, -1);
    expect(positionOf(0.01)).toBe(0);
    expect(positionOf(5000)).toBe(SLIDER_STEPS);
  });
});

describe("the bracket keys", () => {
  it("always change the size, until there is no more to go", () => {
    let size = 1;
    for (let i = 0; i < 100; i++) size = nextSize(size, 1);
    expect(size).toBe(120);
    expect(nextSize(size, 1)).toBe(120);
    for (let i = 0; i < 100; i++) size = nextSize(size, -1);
    expect(size).toBe(1);
  });
});
