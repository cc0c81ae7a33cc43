import { describe, expect, it } from "vitest";
import { colourName, parseHex, remember, toHex } from "./colour";

describe("a colour someone types", () => {
  it("may have a hash, spaces around, small or capital letters", () => {
    expect(parseHex("2F6FAE")).toBe(0x2f6fae);
    expect(parseHex("  #2f6fae ")).toBe(0x2f6fae);
  });

  it("may be the short form", () => {
    expect(parseHex("#26a")).toBe(0x2266aa);
  });

  it.each([
    "",
    "#",
    "nope",
    "#12345",
    "#1234567",
    "#12345g",
    "0x1234",
    "-12345",
    "rgb(1,2,3)",
    "１２３",
  ])("is refused as %j", (text) => {
    expect(parseHex(text)).toBeNull();
  });

  it("comes back as it is written", () => {
    for (const color of [0, 0x00000a, 0x2f6fae, 0xffffff]) {
      expect(parseHex(toHex(color))).toBe(color);
    }
  });
});

describe("the colours used last", () => {
  it("come newest first, each once, no more than there is room for", () => {
    let recent: number[] = [];
    for (const color of [1, 2, 3, 1, 4, 5, 6, 7]) recent = remember(recent, color);
    expect(recent).toEqual([7, 6, 5, 4, 1, 3]);
  });

  it("are not those that have a swatch", () => {
    expect(remember([1], 0xdd4b33)).toEqual([1]);
  });
});

it("calls a swatch by its name and any other colour by its digits", () => {
  expect(colourName(0x2f6fae)).toBe("Blue");
  expect(colourName(0x0000ff)).toBe("#0000FF");
});
