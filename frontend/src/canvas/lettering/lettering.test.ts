import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import table from "../../../../tests/wire/texts.json";
import { fromHex } from "../messages";
import { decodeText } from "../texts";
import { boundsOf, type Face, placedRuns, traceRun, typeset } from "./lettering";
import { Letters } from "./letters";

const SCALE = 2;
const texts = new Map(table.texts.map(({ name, bytes }) => [name, decodeText(fromHex(bytes))]));

function letters(face: Face): Letters {
  return new Letters(new Uint8Array(readFileSync(`${import.meta.dirname}/${face}.bin`)));
}

/** Takes polygons down. */
class Corners {
  readonly polygons: number[][][] = [];
  #open: number[][] = [];

  moveTo(x: number, y: number): void {
    this.#open = [[x, y]];
  }

  lineTo(x: number, y: number): void {
    this.#open.push([x, y]);
  }

  closePath(): void {
    this.polygons.push(this.#open);
  }
}

describe("letters lie where the shared table says", () => {
  it.each(table.layouts)("$name", ({ name, bounds, lines, polygons, first, last }) => {
    const set = typeset(texts.get(name) as never);
    const { left, top, right, bottom } = boundsOf(set);
    expect([left, top, right, bottom]).toEqual(bounds);
    const runs = set.lines.map((line) => line.map((run) => Object.values(run)));
    expect(runs).toEqual(lines);
    const corners = new Corners();
    for (const placed of placedRuns(set)) {
      const { face } = placed.run;
      if (face) traceRun(set, placed, letters(face), SCALE, corners);
    }
    expect(corners.polygons.length).toBe(polygons);
    expect(corners.polygons[0] ?? []).toEqual(first);
    expect(corners.polygons.at(-1) ?? []).toEqual(last);
  });
});
