import fc from "fast-check";
import { describe, expect, it } from "vitest";
import changes from "../../../tests/wire/changes.json";
import prefixes from "../../../tests/wire/prefixes.json";
import table from "../../../tests/wire/visibility.json";
import { encodeChange, encodeColor, ONE } from "../canvas/changes";
import { Fold } from "../canvas/fold";
import {
  CHANGE,
  CLEAR,
  type Draft,
  fromHex,
  HIDE,
  IMAGE,
  ITEMS,
  joinIds,
  PAPER,
  PENCIL,
  REMOVE,
  SHOW,
  STROKE,
  TEXT,
} from "../canvas/messages";
import { Chronicle } from "./chronicle";
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

/** What can be seen after a prefix of the log, and how, by the fold that the drawing uses. */
function folded(log: readonly Draft[], count: number): unknown {
  const fold = new Fold();
  for (const [index, deed] of log.slice(0, count).entries()) fold.apply(deed, index + 1);
  const seen = log.slice(0, count).flatMap(({ id, kind }, index) => {
    if (!ITEMS.has(kind) || fold.hides(id)) return [];
    const { changes, place } = fold.version(id);
    return [{ id, changes: [...changes], place: place ?? index + 1 }];
  });
  return { seen: seen.sort((one, other) => one.place - other.place), paper: fold.paper };
}

class Viewer {
  readonly #log: readonly Draft[];
  readonly #chronicle: Chronicle;
  readonly past: Past;

  constructor(log: readonly Draft[]) {
    this.#log = log;
    this.#chronicle = new Chronicle(log);
    this.past = new Past(this.#chronicle);
  }

  get seen(): unknown {
    const { past } = this;
    const reached = this.#chronicle.looks.slice(0, past.reach);
    const seen = reached.flatMap(({ operation, changes, place }, look) =>
      past.seen[look] === 1 ? [{ id: this.#log[operation]?.id, changes: [...changes], place }] : [],
    );
    expect(past.seen.slice(past.reach)).not.toContain(1);
    return { seen, paper: this.#chronicle.paperAfter(past.count) };
  }

  get ids(): unknown[] {
    return (this.seen as { seen: { id: string }[] }).seen.map(({ id }) => id);
  }
}

const MOVE = { scale: 2 * ONE, dx: 3, dy: -3 };

function bodyOf(kind: number, what: number, ids: readonly string[]): Uint8Array {
  if (kind === PAPER) return encodeColor(what);
  if (kind === HIDE || kind === SHOW || kind === REMOVE) return joinIds(ids);
  if (kind !== CHANGE) return new Uint8Array();
  const change = {
    move: what & 1 ? MOVE : null,
    color: what & 2 ? what : null,
    fronted: (what & 4) > 0,
  };
  return encodeChange(change, joinIds(ids));
}

/** Every kind of operation, unknown ones too, about anything that was or was not drawn. */
const logs = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        STROKE,
        TEXT,
        IMAGE,
        PENCIL,
        HIDE,
        SHOW,
        CHANGE,
        CHANGE,
        REMOVE,
        PAPER,
        CLEAR,
        200,
      ),
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 7 }),
    ),
    { maxLength: 30 },
  )
  .map((steps) =>
    steps.map(([kind, targets, what], at) => {
      const name = (number: number) => idOf(number.toString(16).padStart(2, "0"));
      return { kind, id: name(at), body: bodyOf(kind, what, targets.map(name)) };
    }),
  );

describe("the past of a drawing", () => {
  for (const { name, log, visible } of table.examples) {
    it(`agrees with the table: ${name}`, () => {
      const drafts = log.map(told);
      const viewer = new Viewer(drafts);
      viewer.past.goTo(drafts.length);
      expect(viewer.ids).toEqual(visible.map(idOf));
    });
  }

  for (const [number, { log, after }] of prefixes.examples.entries()) {
    it(`shows after every operation of log ${number} what the server's fold shows`, () => {
      const drafts = log.map(told);
      const viewer = new Viewer(drafts);
      for (const [index, visible] of after.entries()) {
        viewer.past.goTo(index + 1);
        expect(viewer.ids).toEqual(visible.map(idOf));
      }
    });
  }

  for (const [number, { log, after }] of changes.logs.entries()) {
    it(`shows what is changed and removed as the server's fold does, log ${number}`, () => {
      const viewer = new Viewer(
        log.map(([kind, name, body]) => ({
          kind: kind as number,
          id: idOf(name as string),
          body: fromHex(body as string),
        })),
      );
      for (const [index, { visible, paper }] of after.entries()) {
        viewer.past.goTo(index + 1);
        expect(viewer.ids).toEqual(visible.map(idOf));
        expect((viewer.seen as { paper: unknown }).paper).toBe(paper);
      }
    });
  }

  it("is the fold of the prefix after every operation, stepping forwards and back", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const viewer = new Viewer(log);
        const { past } = viewer;
        for (let count = 0; count <= log.length; count++) {
          past.goTo(count);
          expect(viewer.seen).toEqual(folded(log, count));
        }
        for (let count = log.length; count >= 0; count--) {
          past.goTo(count);
          expect(viewer.seen).toEqual(folded(log, count));
        }
      }),
    );
  });

  it("is the fold of the prefix wherever one jumps to", () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat(30), { maxLength: 8 }), (log, jumps) => {
        const viewer = new Viewer(log);
        const { past } = viewer;
        for (const jump of jumps) {
          const count = Math.min(jump, log.length);
          past.goTo(count);
          expect(viewer.seen).toEqual(folded(log, count));
        }
      }),
    );
  });

  it("tells what was hidden or shown on the way, and only that", () => {
    const log = [draft(STROKE, "0a"), draft(STROKE, "0b"), draft(HIDE, "f1", ["0a"])];
    const { past } = new Viewer(log);
    expect([...past.goTo(2)]).toEqual([0, 1]);
    expect([...past.goTo(3)]).toEqual([0]);
    expect([...past.goTo(1)]).toEqual([0, 1]);
    expect([past.count, past.reach]).toEqual([1, 1]);
  });
});
