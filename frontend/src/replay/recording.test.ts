import { describe, expect, it } from "vitest";
import { strokeThrough } from "../canvas/engine/testing/strokes";
import { HIDE, joinIds, type Numbered, STROKE } from "../canvas/messages";
import { encodeStroke } from "../canvas/strokes";
import { Past } from "./past";
import { Recording } from "./recording";

const idOf = (seq: number) => seq.toString(16).padStart(32, "0");

function operation(seq: number, kind: number, body: Uint8Array): Numbered {
  return { seq, id: idOf(seq), kind, author: 1, at: seq * 1000, body };
}

describe("a recording", () => {
  const line = encodeStroke(
    strokeThrough([
      [0, 0],
      [90, 0],
    ]),
  );

  it("leaves out a stroke that only a newer version can read, and plays all others", () => {
    const newer = Uint8Array.from(line);
    newer[0] = 77; // a tool that is not known here
    const recording = new Recording([
      operation(1, STROKE, line),
      operation(2, STROKE, newer),
      operation(3, STROKE, line),
      operation(4, HIDE, joinIds([idOf(2)])),
      operation(5, HIDE, joinIds([idOf(1)])),
    ]);
    expect(recording.takes.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(recording.timeline.length).toBe(5);
    const past = new Past(recording.chronicle);
    past.goTo(4);
    expect([...past.seen]).toEqual([1, 1]);
    past.goTo(5);
    expect([...past.seen]).toEqual([0, 1]);
  });
});
