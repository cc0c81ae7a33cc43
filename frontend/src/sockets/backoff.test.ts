import fc from "fast-check";
import { expect, it } from "vitest";
import { Backoff } from "./backoff";

it("waits up to half a second at first, and up to twice as long each time, to 4 seconds", () => {
  const longest = new Backoff(() => 1);
  const waits = Array.from({ length: 8 }, () => longest.next());
  expect(waits).toEqual([500, 1000, 2000, 4000, 4000, 4000, 4000, 4000]);
});

it("begins anew after a reset", () => {
  const backoff = new Backoff(() => 1);
  backoff.next();
  backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(500);
});

it("spreads over the whole interval", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      expect(new Backoff(() => chance).next()).toBe(chance * 500);
    }),
  );
});
