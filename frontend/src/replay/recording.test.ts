import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeChange, ONE } from "../canvas/changes";
import { matterBounds } from "../canvas/engine/marks/matter";
import { strokeThrough } from "../canvas/engine/testing/strokes";
import { changedItem } from "../canvas/items";
import { CHANGE, HIDE, joinIds, type Numbered, PAPER, SHOW, STROKE } from "../canvas/messages";
import { encodeStroke } from "../canvas/strokes";
import { Past } from "./past";
import { Recording, remaining } from "./recording";

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

  /** Strokes are drawn, moved and scaled, recoloured, and any of it is taken back or done again. */
  const logs = fc
    .array(
      fc.tuple(fc.constantFrom(STROKE, CHANGE, CHANGE, HIDE, SHOW, PAPER), fc.nat(20), fc.nat(9)),
    )
    .map((steps) =>
      steps.map(([kind, target, what], at) => {
        const ids = joinIds([idOf(target + 1), idOf(((target + what) % (at + 1)) + 1)]);
        const move = { scale: ONE + 999 * what, dx: 16 * what, dy: -what };
        const change = {
          move: what < 7 ? move : null,
          color: what > 5 ? what : null,
          fronted: what % 3 > 1,
        };
        const bodies: Record<number, Uint8Array> = {
          [STROKE]: line,
          [CHANGE]: encodeChange(change, ids),
          [PAPER]: Uint8Array.of(1, 2, what),
        };
        return operation(at + 1, kind, bodies[kind] ?? ids);
      }),
    );

  it("knows of every look what it is when all its changes are made to what was drawn", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const { looks, chronicle } = new Recording(log);
        expect(looks.length).toBe(chronicle.looks.length);
        for (const [number, { operation: at, changes }] of chronicle.looks.entries()) {
          const made = looks.made(number);
          const whole = changedItem(made, changes);
          expect(looks.take(number)).toEqual({
            ...whole,
            operation: at,
            bounds: matterBounds(whole),
          });
          expect(looks.boundsOf(number)).toEqual(matterBounds(whole));
        }
      }),
    );
  });

  it("is the same whether it was known at once or goes on", () => {
    fc.assert(
      fc.property(logs, fc.nat(40), (log, opened) => {
        const whole = new Recording(log);
        const longer = new Recording(log.slice(0, opened)).followedBy(log.slice(opened));
        expect(longer.operations).toEqual(whole.operations);
        expect(longer.takes).toEqual(whole.takes);
        expect(longer.timeline).toEqual(whole.timeline);
        expect(remaining(longer)).toEqual(remaining(whole));
      }),
    );
  });

  it("says what remains in the end, as it lies then", () => {
    const move = { scale: ONE, dx: 160, dy: 0 };
    const change = encodeChange({ move, color: null, fronted: false }, joinIds([idOf(2)]));
    const recording = new Recording([
      operation(1, STROKE, line),
      operation(2, STROKE, line),
      operation(3, HIDE, joinIds([idOf(1)])),
      operation(4, CHANGE, change),
    ]);
    expect(remaining(recording).map(({ seq, stroke }) => [seq, stroke.x[0]])).toEqual([[2, 160]]);
  });
});
