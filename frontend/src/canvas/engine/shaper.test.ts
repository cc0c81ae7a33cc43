import { beforeEach, describe, expect, it } from "vitest";
import { PEN, type Stroke, type Style } from "../strokes";
import type { PenSample } from "./recorder";
import { Shaper } from "./shaper";

const STYLE: Style = { tool: PEN, color: 0, size: 64, opacity: 255 };

type Told =
  | { what: "begin" | "drop"; id: number }
  | { what: "redraw"; id: number; stroke: Stroke; before: number | null }
  | { what: "commit"; id: number; stroke: Stroke };

let told: Told[];
let shaper: Shaper;
let onPaper: Stroke | null;

beforeEach(() => {
  told = [];
  onPaper = null;
  let ids = 0;
  const paper = {
    drawOwn: (_offset: number, stroke: Stroke) => {
      onPaper = stroke;
    },
    endOwn: () => {
      onPaper = null;
    },
  };
  const listener = {
    begin: (id: Uint8Array) => told.push({ what: "begin", id: id[0] ?? 0 }),
    ink: () => {
      throw new Error("a shape does not grow, it changes");
    },
    redraw: (id: Uint8Array, stroke: Stroke, before: Uint8Array | null) =>
      told.push({ what: "redraw", id: id[0] ?? 0, stroke, before: before && (before[0] ?? 0) }),
    commit: (id: Uint8Array, stroke: Stroke) =>
      told.push({ what: "commit", id: id[0] ?? 0, stroke }),
    drop: (id: Uint8Array) => told.push({ what: "drop", id: id[0] ?? 0 }),
  };
  shaper = new Shaper(
    paper,
    () => new Uint8Array(16).fill(++ids),
    () => listener,
  );
});

const at = (x: number, y: number, time = 0): PenSample => ({ x, y, pressure: null, time });
const end = (stroke: Stroke | null) => [(stroke?.x.at(-1) ?? 0) / 16, (stroke?.y.at(-1) ?? 0) / 16];

describe("a shape in progress", () => {
  it("is on the paper as it is now, and kept as it was last", () => {
    shaper.begin(STYLE, 1, at(0, 0));
    shaper.move([at(50, 0), at(100, 20, 8)]);
    expect(end(onPaper)).toEqual([100, 20]);
    shaper.lift();
    expect(onPaper).toBeNull();
    expect(told.map(({ what }) => what)).toEqual(["begin", "commit"]);
  });

  it("goes to others as a stroke in place of the one before, the last of which is kept", () => {
    shaper.begin(STYLE, 1, at(0, 0));
    for (let step = 1; step <= 10; step++) shaper.move([at(step * 10, 0, step * 20)]);
    shaper.lift();
    const seen = told.flatMap((one) => (one.what === "redraw" ? [one] : []));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.length).toBeLessThan(6); // not at every move
    expect(seen[0]?.before).toBeNull();
    seen.slice(1).forEach((one, index) => {
      expect(one.before).toBe(seen[index]?.id);
    });
    expect(told.at(-1)).toMatchObject({ what: "commit", id: seen.at(-1)?.id });
  });

  it("is not told again while the pointer rests", () => {
    shaper.begin(STYLE, 1, at(0, 0));
    shaper.move([at(100, 0, 100)]);
    const count = told.length;
    for (let time = 200; time < 2000; time += 16) shaper.tell(time);
    expect(told).toHaveLength(count);
  });

  it("is nothing where the pointer hardly moved", () => {
    shaper.begin(STYLE, 2, at(0, 0));
    shaper.move([at(1, 1, 100)]);
    expect(onPaper).toBeNull();
    shaper.lift();
    expect(told.map(({ what }) => what)).toEqual(["begin", "drop"]);
  });

  it("evens out while Shift is held, also where the pointer rests", () => {
    shaper.shape = "line";
    shaper.begin(STYLE, 1, at(0, 0));
    shaper.move([at(100, 3, 10)]);
    shaper.even = true;
    expect(end(onPaper)).toEqual([100, 0]);
    shaper.even = false;
    expect(end(onPaper)).toEqual([100, 3]);
  });

  it("goes on as it began when another shape is chosen meanwhile", () => {
    shaper.shape = "rectangle";
    shaper.begin(STYLE, 1, at(0, 0));
    shaper.shape = "line";
    shaper.move([at(100, 50, 10)]);
    expect(end(onPaper)).toEqual([0, 0]); // a rectangle ends where it began
  });

  it("leaves nothing when it is dropped", () => {
    shaper.begin(STYLE, 1, at(0, 0));
    shaper.move([at(100, 50, 100)]);
    shaper.drop();
    expect(onPaper).toBeNull();
    expect(told.at(-1)).toMatchObject({ what: "drop" });
    shaper.lift();
    shaper.move([at(200, 50, 200)]);
    expect(told.at(-1)).toMatchObject({ what: "drop" });
  });
});
