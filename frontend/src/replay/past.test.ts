import fc from "fast-check";
import { describe, expect, it } from "vitest";
import prefixes from "../../../tests/wire/prefixes.json";
import table from "../../../tests/wire/visibility.json";
import { Fold } from "../canvas/fold";
import { CLEAR, type Draft, HIDE, joinIds, SHOW, STROKE } from "../canvas/messages";
import { Past } from "./past";

const KINDS: Record<string, number> = { stroke: STROKE, hide: HIDE, show: SHOW, clear: CLEAR };
const idOf = (name: string): string => name.repeat(16);

function draft(kind: number, id: string, targets: readonly string[] = []): Draft {
  return { kind, id: idOf(id), body: joinIds(targets.map(idOf)) };
}

/** An entry of the tables that Python obeys as well. */
function told([kind, id, targets]: readonly unknown[]): Draft {
  const named = (targets ?? []) as readonly string[];
  return draft(KINDS[kind as string] ?? Number(kind), id as string, named);
}

/** The strokes that can be seen after a prefix of the log, by the fold that the drawing uses. */
function folded(log: readonly Draft[], count: number): string[] {
  const fold = new Fold();
  for (const [index, deed] of log.slice(0, count).entries()) fold.apply(deed, index + 1);
  const hidden = fold.hidden();
  const strokes = log.slice(0, count).filter(({ kind }) => kind === STROKE);
  return strokes.map(({ id }) => id).filter((id) => !hidden.has(id));
}

function seenBy(past: Past, log: readonly Draft[]): string[] {
  const strokes = log.filter(({ kind }) => kind === STROKE);
  return strokes.filter((_, index) => past.seen[index] === 1).map(({ id }) => id);
}

/** Every kind of operation, unknown ones too, about anything that was or was not drawn. */
const logs = fc
  .array(
    fc.tuple(
      fc.constantFrom(STROKE, STROKE, STROKE, HIDE, SHOW, CLEAR, 200),
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((steps) =>
    steps.map(([kind, targets], at) => {
      const names = targets.map((target) => target.toString(16).padStart(2, "0"));
      const named = kind === HIDE || kind === SHOW ? names : [];
      return draft(kind, at.toString(16).padStart(2, "0"), named);
    }),
  );

describe("the past of a drawing", () => {
  for (const { name, log, visible } of table.examples) {
    it(`agrees with the table: ${name}`, () => {
      const drafts = log.map(told);
      const past = new Past(drafts);
      past.goTo(drafts.length);
      expect(seenBy(past, drafts)).toEqual(visible.map(idOf));
    });
  }

  for (const [number, { log, after }] of prefixes.examples.entries()) {
    it(`shows after every operation of log ${number} what the server's fold shows`, () => {
      const drafts = log.map(told);
      const past = new Past(drafts);
      for (const [index, visible] of after.entries()) {
        past.goTo(index + 1);
        expect(seenBy(past, drafts)).toEqual(visible.map(idOf));
      }
    });
  }

  it("is the fold of the prefix after every operation, stepping forwards and back", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const past = new Past(log);
        for (let count = 0; count <= log.length; count++) {
          past.goTo(count);
          expect(seenBy(past, log)).toEqual(folded(log, count));
        }
        for (let count = log.length; count >= 0; count--) {
          past.goTo(count);
          expect(seenBy(past, log)).toEqual(folded(log, count));
        }
      }),
    );
  });

  it("is the fold of the prefix wherever one jumps to", () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat(30), { maxLength: 8 }), (log, jumps) => {
        const past = new Past(log);
        for (const jump of jumps) {
          const count = Math.min(jump, log.length);
          past.goTo(count);
          expect(seenBy(past, log)).toEqual(folded(log, count));
        }
      }),
    );
  });

  it("tells what was hidden or shown on the way, and only that", () => {
    const log = [draft(STROKE, "0a"), draft(STROKE, "0b"), draft(HIDE, "f1", ["0a"])];
    const past = new Past(log);
    expect([...past.goTo(2)]).toEqual([]);
    expect([...past.goTo(3)]).toEqual([0]);
    expect([...past.goTo(1)]).toEqual([0]);
    expect([past.count, past.drawn]).toEqual([1, 1]);
  });
});
