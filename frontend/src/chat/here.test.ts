import { describe, expect, it } from "vitest";
import { whoIsHere } from "./here";

const face = (key: string, name: string) => ({ meta: { key, name, hue: 1, guest: true } });

describe("who is here", () => {
  it("names everybody once, in the order of their names", () => {
    const here = whoIsHere([face("2", "Tom"), face("1", "Mia"), face("2", "Tom")]);
    expect(here.map(({ name }) => name)).toEqual(["Mia", "Tom"]);
  });

  it("leaves out what it does not understand", () => {
    expect(whoIsHere([{ meta: null }, { meta: "Mia" }, { meta: { key: 1 } }])).toEqual([]);
  });
});
