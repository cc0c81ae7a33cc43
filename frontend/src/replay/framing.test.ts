import { describe, expect, it } from "vitest";
import { encodeChange, ONE } from "../canvas/changes";
import { strokeThrough } from "../canvas/engine/testing/strokes";
import { type Bounds, overlap } from "../canvas/engine/view/bounds";
import { CHANGE, CLEAR, HIDE, joinIds, type Numbered, STROKE } from "../canvas/messages";
import { encodeStroke, UNITS_PER_PIXEL } from "../canvas/strokes";
import { framing } from "./framing";
import { Recording } from "./recording";

const idOf = (seq: number) => seq.toString(16).padStart(32, "0");

type Deed = readonly [kind: number, body: Uint8Array];

/** What a log of these is framed by. */
function framed(...deeds: readonly Deed[]): Bounds | null {
  const log = deeds.map(([kind, body], index): Numbered => {
    const seq = index + 1;
    return { seq, id: idOf(seq), kind, author: 1, at: seq * 1000, body };
  });
  return framing(new Recording(log));
}

/** A line of 100 px from `x` px on; or far longer, as drawn where the paper is small. */
function line(x: number, length = 100): Deed {
  const through = strokeThrough([
    [x, 0],
    [x + length, 0],
  ]);
  return [STROKE, encodeStroke(through)];
}

/** Takes back the deed of this number. */
function undo(seq: number): Deed {
  return [HIDE, joinIds([idOf(seq)])];
}

/** Moves what the deed of this number made, so many px to the right. */
function move(seq: number, px: number): Deed {
  const change = { scale: ONE, dx: px * UNITS_PER_PIXEL, dy: 0 };
  return [
    CHANGE,
    encodeChange({ move: change, color: null, fronted: false }, joinIds([idOf(seq)])),
  ];
}

const LINES = [line(0), line(40), line(80)];
const TOGETHER = framed(...LINES) as Bounds;

describe("a replay is framed", () => {
  it("round all there is", () => {
    expect(framed()).toBeNull();
    expect(TOGETHER.left).toBeLessThanOrEqual(0);
    expect(TOGETHER.right).toBeGreaterThanOrEqual(180);
    expect(TOGETHER.right).toBeLessThan(200);
  });

  it("without a long stroke that was taken back", () => {
    expect(framed(...LINES, line(-5_000, 30_000), undo(4))).toEqual(TOGETHER);
    expect(framed(...LINES, move(1, 90_000), undo(4))).toEqual(TOGETHER);
  });

  it("without a short one far away", () => {
    const many = Array.from({ length: 12 }, (_, number) => line(20 * number));
    expect(framed(...many, line(9_000))).toEqual(framed(...many));
  });

  it("with what was taken back where it lay near", () => {
    const near = framed(...LINES, line(150), undo(4)) as Bounds;
    expect(near.right).toBeGreaterThanOrEqual(250);
  });

  it("by what was taken back where that is all", () => {
    expect(framed(...LINES, undo(1), undo(2), undo(3))).toEqual(TOGETHER);
  });

  it("with what was cleared or moved away later", () => {
    const before = framed(...LINES, [CLEAR, new Uint8Array()], line(9_000)) as Bounds;
    expect(overlap(before, TOGETHER)).toBe(true);
    const moved = framed(...LINES, move(1, 9_000), move(2, 9_000), move(3, 9_000)) as Bounds;
    expect(moved.left).toBe(TOGETHER.left);
    expect(moved.right).toBeGreaterThanOrEqual(9_180);
  });
});
