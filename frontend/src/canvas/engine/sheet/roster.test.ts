import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rosterOf } from "./packing_up";
import { idAt, indexOf, type Roster } from "./roster";

const id = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));

function roster(ids: readonly string[], chance = Math.random): Roster {
  const entries = ids.map((id, index) => ({ id, seq: index + 1, author: 1, at: index }));
  return rosterOf(entries, chance);
}

describe("a roster", () => {
  test("finds each by its id, and nobody else, wherever chance puts them", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { maxLength: 40 }),
        id,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (ids, stranger, chance) => {
          const found = roster(ids, () => chance);
          expect(ids.map((_, index) => idAt(found, index))).toEqual(ids);
          expect(ids.map((one) => indexOf(found, one))).toEqual(ids.map((_, index) => index));
          expect(indexOf(found, stranger)).toBe(ids.indexOf(stranger));
        },
      ),
    );
  });

  test("of nobody knows nobody", () => {
    expect(indexOf(roster([]), "0a".repeat(16))).toBe(-1);
  });

  test("takes no other word for an id", () => {
    const one = roster(["0".repeat(32)]);
    const words = ["", "unknown", "0", "g".repeat(32), "0".repeat(33)];
    expect(words.map((word) => indexOf(one, word))).toEqual([-1, -1, -1, -1, -1]);
  });

  test("spreads ids that are alike but for their last digits, as those of one act", () => {
    const act = Array.from({ length: 2000 }, (_, index) => index.toString(16).padStart(32, "a"));
    const { slots } = roster(act);
    let longest = 0;
    let run = 0;
    for (const slot of slots) {
      run = slot > 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    expect(longest).toBeLessThan(200);
  });
});
