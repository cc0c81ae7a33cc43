import { beforeEach, describe, expect, test } from "vitest";
import { ERASER, type Stroke } from "../../strokes";
import { type Context2D, ownInk, slice } from "../marks/raster";
import { strokeThrough } from "../testing/strokes";
import { FillList, listSurface } from "../testing/surfaces";
import { Others } from "./others";

const LINE = strokeThrough([[10, 10], [200, 80], [90, 150], [300, 40]]); // biome-ignore format: one line
const KEYS = ["1:a", "2:b", "3:c"];

let surfaces: { list: FillList }[];
let others: Others;

beforeEach(() => {
  surfaces = [];
  others = new Others({
    makeSurface: () => {
      const surface = listSurface();
      surfaces.push(surface);
      return surface;
    },
    inkOf: (_author, { stroke }) => ownInk(stroke),
  });
});

function grow(key: string, from: number, to: number, stroke: Stroke = LINE): void {
  others.grow(Number(key[0]), key, from, slice(stroke, from, to));
}

/** A frame with time for `pens`. */
function frame(pens = 99): number {
  let asked = 0;
  return others.work(() => ++asked, 0, pens * 4).length;
}

/** How each pen is shown: copied, or painted. */
function shown(scale = 1): string[] {
  return [...others.floating()].map(({ printed }) => {
    const paper = new FillList();
    const frame = { scale, left: 0, top: 0 };
    return printed?.draw(paper as unknown as Context2D, frame) ? (paper.fills[0] ?? "") : "painted";
  });
}

describe("the pens of others", () => {
  test("are painted as far as there is time, whose waited longest first", () => {
    for (const key of KEYS) grow(key, 0, 2);
    expect(frame(1)).toBe(1);
    expect(shown()).toEqual(["tile", "painted", "painted"]);
    for (const key of KEYS) grow(key, 2, 3); // who waits does not lose the place
    expect(frame(2)).toBe(2);
    expect(shown()).toEqual(["tile", "tile", "tile"]);
    expect(frame()).toBe(1);
    expect(frame()).toBe(0);
  });

  test("make progress where there is no time at all", () => {
    for (const key of KEYS) grow(key, 0, 2);
    expect([frame(0), frame(0), frame(0)]).toEqual([1, 1, 1]);
  });

  test("are painted where they are seen once they rest, and then ask for no more frames", () => {
    grow("1:a", 0, 4);
    let frames = 0;
    let painted = 0;
    while (others.busy && frames < 99) {
      frames++;
      painted += frame();
    }
    expect(painted).toBe(2);
    expect(frames).toBeLessThan(15);
    expect(shown()).toEqual(["painted"]); // as it will be kept, to the last bit
    grow("1:a", 3, 4); // the last ink before it lifts
    frame();
    expect(shown()).toEqual(["painted"]);
    grow("1:a", 3, 4);
    frame();
    expect(shown()).toEqual(["tile"]);
  });

  test("go on as pictures where ink is late", () => {
    for (let from = 0; from < 3; from++) {
      grow("1:a", from, from + 2);
      for (let late = 0; late < 5; late++) frame();
      expect(shown()).toEqual(["tile"]);
    }
  });

  test("that rest are not painted again while there is better to do", () => {
    grow("1:a", 0, 4);
    frame();
    const briefly = Array.from({ length: 20 }, () => others.work(() => 0, 0, 16, true).length);
    expect(briefly.every((painted) => painted === 0)).toBe(true);
    expect(frame()).toBe(1);
  });

  test("are copied from one picture wherever the paper goes", () => {
    grow("1:a", 0, 4);
    frame();
    frame(); // somewhere else, as far as anybody knows
    expect(surfaces).toHaveLength(1);
    expect(surfaces[0]?.list.fills).toHaveLength(1);
  });

  test("keep their picture while the zoom changes, and have another where it rests", () => {
    grow("1:a", 0, 4);
    frame();
    others.look(2, false);
    expect(frame()).toBe(0);
    expect(shown(2)).toEqual(["tile"]);
    others.look(2, true);
    expect(frame()).toBe(1);
    expect(surfaces).toHaveLength(2);
  });

  test("are painted where they are seen if they take away, or are too large for a picture", () => {
    grow("1:a", 0, 2, strokeThrough([[0, 0], [50, 50]], { tool: ERASER })); // biome-ignore format: one line
    grow("2:b", 0, 2, strokeThrough([[0, 0], [5000, 5000]])); // biome-ignore format: one line
    expect(frame()).toBe(2);
    expect(shown()).toEqual(["painted", "painted"]);
    expect(surfaces).toEqual([]);
  });

  test("paint on what others have left", () => {
    for (const key of KEYS) {
      grow(key, 0, 4);
      frame();
      others.end(key);
    }
    expect(surfaces).toHaveLength(1);
    expect(surfaces[0]?.list.fills).toHaveLength(1);
  });

  test("leave the place where they were", () => {
    grow("1:a", 0, 4);
    frame();
    expect(others.end("1:a")?.right).toBeGreaterThan(300);
    expect(others.end("1:a")).toBeNull();
    expect(others.busy).toBe(false);
    expect(shown()).toEqual([]);
  });
});
