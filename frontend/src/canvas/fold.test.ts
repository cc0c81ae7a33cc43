import { describe, expect, it } from "vitest";
import table from "../../../tests/wire/visibility.json";
import { Fold } from "./fold";
import { CLEAR, HIDE, joinIds, SHOW, STROKE } from "./messages";

const KINDS: Record<string, number> = { stroke: STROKE, hide: HIDE, show: SHOW, clear: CLEAR };

const idOf = (name: string): string => name.repeat(16);

describe("what can be seen after a log", () => {
  for (const { name, log, visible } of table.examples) {
    it(name, () => {
      const fold = new Fold();
      const strokes: string[] = [];
      for (const [index, [kind, id, targets]] of log.entries()) {
        const number = KINDS[kind as string] ?? Number(kind);
        const body = joinIds(((targets ?? []) as string[]).map(idOf));
        fold.apply({ id: idOf(id as string), kind: number, body }, index + 1);
        if (number === STROKE) strokes.push(idOf(id as string));
      }
      const hidden = fold.hidden();
      expect(strokes.filter((id) => !hidden.has(id))).toEqual(visible.map(idOf));
    });
  }
});
