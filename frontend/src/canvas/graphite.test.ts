// @vitest-environment node

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import table from "../../../tests/wire/graphite.json";
import { coverage, levelAt, sideOf, strokesOf } from "./graphite";
import { fromHex, toHex } from "./messages";
import { decodeStroke, encodeStroke } from "./strokes";

describe("what a pencil leaves is the same in both languages", () => {
  test.each(table.coverage)("deposit $deposit at level $level", (known) => {
    const covered = coverage(known.deposit, known.level);
    expect(covered.length).toBe(sideOf(known.level) ** 2);
    expect(toHex(covered.subarray(0, 12))).toBe(known.begins);
    expect(createHash("sha256").update(covered).digest("hex")).toBe(known.digest);
  });

  test.each(table.levels)("at a scale of %f level %i shows it", (scale, level) => {
    expect(levelAt(scale as number)).toBe(level);
  });

  test.each(table.lines)("as the line and the core of %s", (pencil, ...deposits) => {
    const found = strokesOf(decodeStroke(fromHex(pencil as string)));
    expect(found.map((stroke) => toHex(encodeStroke(stroke)))).toEqual(deposits);
  });
});
