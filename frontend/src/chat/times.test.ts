import { expect, it } from "vitest";
import { timeWords } from "./times";

it("says the time today, and the day with it otherwise", () => {
  const now = new Date(2026, 4, 12, 18, 0).getTime();
  const morning = timeWords(new Date(2026, 4, 12, 9, 5).getTime(), now);
  const yesterday = timeWords(new Date(2026, 4, 11, 9, 5).getTime(), now);
  expect(morning).toMatch(/^0?9:05/);
  expect(yesterday).toMatch(/11/);
  expect(yesterday).toContain("May");
});
