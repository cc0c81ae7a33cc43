import { describe, expect, it } from "vitest";
import table from "../../../tests/wire/images.json";
import { decodeImage, encodeImage } from "./images";
import { fromHex, toHex } from "./messages";

describe("a picture's place as bytes", () => {
  it.each(table.images)("$name: both ways as in the table", ({ name: _, bytes, ...image }) => {
    expect(toHex(encodeImage(image))).toBe(bytes);
    expect(decodeImage(fromHex(bytes))).toEqual(image);
  });

  it.each(table.hostile)("$name: refused", ({ bytes }) => {
    expect(() => decodeImage(fromHex(bytes))).toThrow();
  });
});
