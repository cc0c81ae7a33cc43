import { describe, expect, it } from "vitest";
import { agoWords, clockSpan, elapsedWords, spanWords } from "./times";

describe("moments in words", () => {
  it("count minutes and seconds, hours where there are some", () => {
    expect([0, 9_900, 869_540, 3_600_000 + 62_000].map(elapsedWords)).toEqual([
      "0:00",
      "0:09",
      "14:29",
      "1:01:02",
    ]);
  });

  it("say how long a pause was in the largest unit that fits", () => {
    expect(spanWords(5_200)).toBe("5 seconds");
    expect(spanWords(7_200_000)).toBe("2 hours");
    expect(spanWords(300 * 86_400_000)).toBe("300 days");
  });

  it("say from when to when, and nothing twice", () => {
    const at = (hour: number, minute: number) => new Date(2026, 10, 25, hour, minute).getTime();
    const span = (...of: Parameters<typeof clockSpan>) => clockSpan(...of).replace(/\s/g, " ");
    expect(span(at(17, 41), at(18, 4), false)).toBe("5:41 – 6:04 PM");
    expect(span(at(17, 41), at(18, 4), true)).toBe("Nov 25, 2026, 5:41 – 6:04 PM");
    expect(span(at(17, 41), at(17, 41), false)).toBe("5:41 PM");
  });

  it("say how long ago something was", () => {
    expect(agoWords(8 * 60_000)).toBe("8 min. ago");
    expect(agoWords(-5)).toBe("now");
  });
});
