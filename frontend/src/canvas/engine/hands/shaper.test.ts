import { beforeEach, describe, expect, it } from "vitest";
import { PEN, type Stroke, type Style } from "../../strokes";
import { Pen, type PenPaper, type StrokeListener } from "./pen";
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

let paper: PenPaper;
let listener: StrokeListener;

beforeEach(() => {
  told = [];
  onPaper = null;
  let ids = 0;
  const number = (id: Uint8Array) => id[0] ?? 0;
  paper = {
    drawOwn: (_offset, stroke) => {
      onPaper = stroke;
    },
    endOwn: () => {
      onPaper = null;
    },
  };
  listener = {
    begin: (id) => told.push({ what: "begin", id: number(id) }),
    ink: () => {
      throw new Error("a shape does not grow, it changes");
    },
    redraw: (id, stroke, before) =>
      told.push({ what: "redraw", id: number(id), stroke, before: before && number(before) }),
    commit: (id, stroke) => told.push({ what: "commit", id: number(id), stroke }),
    drop: (id) => told.push({ what: "drop", id: number(id) }),
  };
  const newId = () => new Uint8Array(16).fill(++ids);
  shaper = new Shaper(paper, newId, () => listener);
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

describe("a freehand line on which the hand rests", () => {
  /** A pen that went from 0, 0 to 200, 8, of which others know something. */
  function drawn(y = (x: number) => x / 25): Pen {
    const pen = new Pen(paper, () => new Uint8Array(16).fill(99));
    pen.listener = { ...listener, ink: () => {} };
    pen.begin(STYLE, 1, at(0, 0));
    for (let x = 2; x <= 200; x += 2) pen.move([at(x, y(x), x * 2)]);
    return pen;
  }

  it("goes on as a straight one to where the pointer is, in place of what others saw", () => {
    const pen = drawn();
    expect(shaper.takeOver(pen)).toBe(true);
    expect(pen.down).toBe(false);
    expect(shaper.down).toBe(true);
    expect(end(onPaper)).toEqual([200, 8]);
    shaper.move([at(210, 90, 1000)]);
    expect(told.at(-1)).toMatchObject({ what: "redraw", before: 99 });
    shaper.lift();
    const last = told.at(-1);
    expect(last?.what).toBe("commit");
    if (last?.what === "commit") expect(end(last.stroke)).toEqual([210, 90]);
    expect(told.filter(({ what }) => what === "begin")).toHaveLength(1); // one stroke, one undo
  });

  it("is kept under the id that others saw last, where it does not change any more", () => {
    shaper.takeOver(drawn());
    shaper.tell(10_000);
    const seen = told.flatMap((one) => (one.what === "redraw" ? [one] : []));
    shaper.lift();
    expect(seen).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ what: "commit", id: seen[0]?.id });
  });

  it("is taken back as a whole", () => {
    shaper.takeOver(drawn());
    shaper.drop();
    expect(told.at(-1)).toEqual({ what: "drop", id: 99 });
  });

  it("stays the pen's where it resembles nothing", () => {
    const pen = drawn((x) => 60 * Math.sin(x / 10));
    expect(shaper.takeOver(pen)).toBe(false);
    expect(pen.down).toBe(true);
    expect(onPaper).not.toBeNull();
  });
});
