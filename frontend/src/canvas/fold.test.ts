import { describe, expect, it } from "vitest";
import table from "../../../tests/wire/visibility.json";
import { Fold } from "./fold";
import { CLEAR, HIDE, joinIds, type Numbered, SHOW, STROKE } from "./messages";
import { encodeStroke, PEN } from "./strokes";
import { packed } from "./testing/packed";

const KINDS: Record<string, number> = { stroke: STROKE, hide: HIDE, show: SHOW, clear: CLEAR };
const DOT = encodeStroke({
  style: { tool: PEN, color: 0, size: 16, opacity: 255 },
  x: Int32Array.of(0),
  y: Int32Array.of(0),
  pressure: Uint8Array.of(255),
  dt: Uint16Array.of(0),
});

const idOf = (name: string): string => name.repeat(16);

describe("what can be seen after a log", () => {
  for (const { name, log, visible } of table.examples) {
    const told = log.map(([kind, id, targets], index): Numbered => {
      const number = KINDS[kind as string] ?? Number(kind);
      const body = number === STROKE ? DOT : joinIds(((targets ?? []) as string[]).map(idOf));
      return { id: idOf(id as string), kind: number, body, seq: index + 1, author: 1, at: 0 };
    });
    const strokes = told.filter(({ kind }) => kind === STROKE).map(({ id }) => id);

    it(name, () => {
      for (let cut = 0; cut <= told.length; cut++) {
        const fold = new Fold();
        fold.begin(packed(told.slice(0, cut))); // read at once
        for (const operation of told.slice(cut)) fold.apply(operation, operation.seq);
        const hidden = fold.hidden();
        expect(strokes.filter((id) => !hidden.has(id))).toEqual(visible.map(idOf));
        expect(strokes.filter((id) => !fold.hides(id))).toEqual(visible.map(idOf));
      }
    });
  }
});
