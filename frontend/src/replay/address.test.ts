import { describe, expect, it } from "vitest";
import { momentHash, parseStart } from "./address";

const ID = "0a".repeat(16);

describe("the address of a moment", () => {
  it("comes back as it went out", () => {
    expect(parseStart(momentHash(869_541, true))).toEqual({ t: 869.55 });
    expect(momentHash(12_000, true)).toBe("#t=12");
  });

  it("says that it stood still, where it did", () => {
    expect(parseStart(momentHash(869_541, false))).toEqual({ t: 869.55, paused: true });
    expect(momentHash(12_000, false)).toBe("#t=12&paused");
  });

  it("may name a stroke, or the last number one has seen", () => {
    expect(parseStart(`#stroke=${ID}`)).toEqual({ stroke: ID });
    expect(parseStart("#since=120")).toEqual({ since: 120 });
    expect(parseStart("#at=1795658400000")).toEqual({ at: 1_795_658_400_000 });
  });

  for (const odd of [
    "",
    "#",
    "#t=",
    "#t=-1",
    "#t=1e9",
    "#t=NaN",
    "#at=12",
    "#at=-1795658400000",
    "#stroke=x",
    "#since=1.5",
    "#t",
    "#paused",
  ]) {
    it(`begins at the beginning with ${JSON.stringify(odd)}`, () => {
      expect(parseStart(odd)).toEqual({});
    });
  }
});
