import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { VarintError } from "../../canvas/varint";
import { decodeHarbour } from "./strokes";

const file = new Uint8Array(readFileSync(`${import.meta.dirname}/harbour.bin`));

describe("the harbour's file", () => {
  const strokes = decodeHarbour(file);

  it("holds 413 strokes by four people", () => {
    expect(strokes).toHaveLength(413);
    expect(new Set(strokes.map(({ author }) => author))).toEqual(new Set([0, 1, 2, 3]));
  });

  it("knows the sky from what stands under it", () => {
    const sky = strokes.filter((stroke) => stroke.sky);
    expect(sky).toHaveLength(30);
    const lowest = Math.max(...sky.flatMap(({ stroke }) => [...stroke.y])) / 16;
    expect(lowest).toBeLessThan(380);
  });

  it("is refused when it is cut short", () => {
    expect(() => decodeHarbour(file.subarray(0, file.length - 1))).toThrow(VarintError);
  });
});
