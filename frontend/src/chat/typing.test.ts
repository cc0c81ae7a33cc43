import { describe, expect, it } from "vitest";
import { TypingPeople, TypingTold } from "./typing";

describe("who is writing", () => {
  it("is said by name for one and two, and in general for more", () => {
    const people = new TypingPeople();
    expect(people.words(0)).toBe("");
    people.saw("m", "Mia", 0);
    expect(people.words(0)).toBe("Mia is typing…");
    people.saw("t", "Tom", 0);
    expect(people.words(0)).toBe("Mia and Tom are typing…");
    people.saw("a", "Aiko", 0);
    expect(people.words(0)).toBe("Several people are typing…");
  });

  it("is forgotten four seconds after the last letter, or when it was said", () => {
    const people = new TypingPeople();
    people.saw("m", "Mia", 0);
    people.saw("m", "Mia", 3_000);
    expect(people.nextChange(5_000)).toBe(2_000);
    expect(people.words(7_000)).toBe("");
    people.saw("t", "Tom", 7_000);
    people.done("t");
    expect(people.nextChange(7_000)).toBeNull();
  });
});

it("tells that we write every two seconds at most, and at once after a line was said", () => {
  const told = new TypingTold();
  expect([0, 500, 1_999, 2_000].map((now) => told.due(now))).toEqual([true, false, false, true]);
  told.reset();
  expect(told.due(2_001)).toBe(true);
});
