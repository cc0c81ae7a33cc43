import { beforeEach, describe, expect, test } from "vitest";
import { checkStroke, MAX_POINTS, PEN, type Stroke, type Style } from "../../strokes";
import type { InkPoint } from "../marks/growing";
import { LONGEST_STROKE, Pen } from "./pen";

const STYLE: Style = { tool: PEN, color: 0, size: 64, opacity: 255 };

type Told =
  | { what: "begin" | "drop"; id: number }
  | { what: "ink"; id: number; offset: number; piece: Stroke }
  | { what: "commit"; id: number; stroke: Stroke };

let told: Told[];
let pen: Pen;
let onPaper: boolean;
let ends: readonly InkPoint[];

beforeEach(() => {
  told = [];
  onPaper = false;
  let ids = 0;
  const paper = {
    drawOwn: (_offset: number, _piece: Stroke, seen: readonly InkPoint[]) => {
      ends = seen;
      onPaper = true;
    },
    endOwn: () => {
      onPaper = false;
    },
  };
  pen = new Pen(paper, () => new Uint8Array(16).fill(++ids));
  pen.listener = {
    begin: (id) => told.push({ what: "begin", id: id[0] ?? 0 }),
    ink: (id, offset, piece) => told.push({ what: "ink", id: id[0] ?? 0, offset, piece }),
    redraw: () => {
      throw new Error("a pen's line only grows");
    },
    commit: (id, stroke) => told.push({ what: "commit", id: id[0] ?? 0, stroke }),
    drop: (id) => told.push({ what: "drop", id: id[0] ?? 0 }),
  };
});

/** A line of `length` reports, 5 px and 8 ms apart. */
function drawLine(length: number): void {
  pen.begin(STYLE, 1, { x: 0, y: 0, pressure: null, time: 0 });
  for (let index = 1; index < length; index++) {
    pen.move([{ x: index * 5, y: 0, pressure: null, time: index * 8 }]);
  }
}

function committed(): Stroke[] {
  return told.flatMap((one) => (one.what === "commit" ? [one.stroke] : []));
}

describe("the pen", () => {
  test("tells its ink in pieces that join to the committed stroke", () => {
    drawLine(200);
    pen.tell(10_000);
    pen.lift();
    const pieces = told.flatMap((one) => (one.what === "ink" ? [one] : []));
    const [stroke] = committed();
    let joined = 0;
    for (const { offset, piece } of pieces) {
      expect(offset).toBe(joined);
      expect(piece.x).toEqual(stroke?.x.slice(joined, joined + piece.x.length));
      expect(piece.dt).toEqual(stroke?.dt.slice(joined, joined + piece.x.length));
      joined += piece.x.length;
    }
    expect(joined).toBeGreaterThan(150);
    expect(stroke?.x.at(-1)).toBe(199 * 5 * 16);
  });

  test("tells ink no more often than every 33 ms", () => {
    drawLine(200);
    const pieces = told.filter(({ what }) => what === "ink").length;
    expect(pieces).toBeGreaterThan((200 * 8) / 50);
    expect(pieces).toBeLessThanOrEqual((200 * 8) / 33);
  });

  test("leaves a dot where it only touches", () => {
    drawLine(1);
    pen.lift();
    expect(told.map(({ what }) => what)).toEqual(["begin", "commit"]);
    expect(committed()[0]?.x.length).toBe(1);
  });

  test("goes on as a new stroke where one would be too long", () => {
    drawLine(LONGEST_STROKE + 500);
    pen.lift();
    const [first, second] = committed();
    expect(first?.x.length).toBeLessThanOrEqual(LONGEST_STROKE + 1);
    expect(second?.x[0]).toBe(first?.x.at(-1));
    expect(told.filter(({ what }) => what === "begin").map(({ id }) => id)).toEqual([1, 2]);
  });

  test("cuts what never ends into strokes that follow each other and each fit the format", () => {
    pen.begin(STYLE, 1, { x: 0, y: 0, pressure: 0.5, time: 0 });
    const report = (_: unknown, index: number) => {
      return { x: (index % 1000) * 3, y: index / 100, pressure: 0.5, time: index };
    };
    pen.move(Array.from({ length: 1e6 }, report));
    pen.lift();
    const strokes = committed();
    expect(strokes.length).toBeGreaterThan(200);
    strokes.forEach((stroke, index) => {
      expect(stroke.x.length).toBeLessThanOrEqual(MAX_POINTS);
      checkStroke(stroke);
      if (index > 0) expect(stroke.x[0]).toBe(strokes[index - 1]?.x.at(-1));
    });
  });

  test("shows where it is thought to be soon, and neither tells nor keeps it", () => {
    drawLine(50);
    const [x, time] = [50 * 5, 50 * 8];
    pen.move([{ x, y: 0, pressure: null, time }], [{ x: x + 9, y: 0, pressure: null, time }]);
    expect(ends.at(-1)?.x).toBe((x + 9) * 16);
    pen.tell(10_000);
    pen.lift();
    const told16 = told.flatMap((one) => (one.what === "ink" ? [...one.piece.x] : []));
    expect(Math.max(...told16, ...(committed()[0]?.x ?? []))).toBe(x * 16);
  });

  test("does nothing where it never is anywhere", () => {
    pen.begin(STYLE, 1, { x: Number.NaN, y: 0, pressure: null, time: Number.NaN });
    pen.move([{ x: 0, y: Number.POSITIVE_INFINITY, pressure: null, time: 1 }]);
    pen.lift();
    expect(told.map(({ what }) => what)).toEqual(["begin", "drop"]);
  });

  test("takes a stroke back without a trace", () => {
    drawLine(50);
    expect(onPaper).toBe(true);
    pen.drop();
    pen.lift();
    expect(onPaper).toBe(false);
    expect(told.at(-1)).toEqual({ what: "drop", id: 1 });
    expect(committed()).toEqual([]);
  });

  test("stays on the paper until the stroke is handed over", () => {
    drawLine(10);
    let seen = false;
    if (pen.listener) {
      pen.listener.commit = () => {
        seen = onPaper;
      };
    }
    pen.lift();
    expect(seen).toBe(true);
    expect(onPaper).toBe(false);
  });
});

describe("a hand that holds still", () => {
  let rests: number;

  beforeEach(() => {
    rests = 0;
    pen.onrest = () => rests++;
  });

  test("is noticed once, though it trembles, and again when it went on and rests again", () => {
    drawLine(20);
    for (let time = 160; time < 1500; time += 16) {
      pen.move([{ x: 95 + (time % 3), y: 1, pressure: null, time }]);
      pen.tell(time);
    }
    expect([rests, pen.rests]).toEqual([1, true]);
    pen.move([{ x: 150, y: 0, pressure: null, time: 1500 }]);
    pen.tell(1900);
    expect([rests, pen.rests]).toEqual([1, false]);
    pen.tell(2000);
    expect([rests, pen.rests]).toEqual([2, true]);
    pen.lift();
    expect(pen.rests).toBe(false);
  });

  test("is not one that draws slowly", () => {
    pen.begin(STYLE, 1, { x: 0, y: 0, pressure: null, time: 0 });
    for (let time = 16; time < 5000; time += 16) {
      pen.move([{ x: time / 60, y: 0, pressure: null, time }]);
      pen.tell(time);
    }
    expect(rests).toBe(0);
  });
});
