import { describe, expect, it } from "vitest";
import { strokeThrough } from "../canvas/engine/testing/strokes";
import { type Numbered, STROKE } from "../canvas/messages";
import { encodeStroke } from "../canvas/strokes";
import { barsOf } from "./lanes";
import { Recording } from "./recording";

/** A second of drawing that ended at `at`. */
function drawn(author: number, at: number): Numbered {
  const line = strokeThrough([
    [0, 0],
    [9, 9],
  ]);
  const body = encodeStroke({ ...line, dt: Uint16Array.of(0, 1_000) });
  const id = at.toString(16).padStart(32, "0");
  return { id, seq: at, kind: STROKE, author, at, body };
}

describe("the lanes of a timeline", () => {
  // Lead-in of 300 ms, then seconds 0–1, 2–3 and 4–5; 400 ms after the last.
  const recording = new Recording([drawn(1, 1_000), drawn(2, 3_000), drawn(1, 5_000)]);
  const width = recording.timeline.duration / 10;

  it("give each person a bar a stroke", () => {
    expect(barsOf(recording, 1, width)).toEqual([
      { from: 30, to: 130, strokes: 1 },
      { from: 430, to: 530, strokes: 1 },
    ]);
    expect(barsOf(recording, 2, width)).toEqual([{ from: 230, to: 330, strokes: 1 }]);
  });

  it("merge what falls on the same pixels", () => {
    expect(barsOf(recording, 1, 1)).toEqual([{ from: 0, to: 1, strokes: 2 }]);
  });

  it("give whoever drew nothing an empty lane", () => {
    expect(barsOf(recording, 3, 100)).toEqual([]);
  });
});
