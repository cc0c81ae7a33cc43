import { describe, expect, it, vi } from "vitest";
import table from "../../../tests/wire/changes.json";
import {
  ChangeError,
  changedImage,
  changedStroke,
  changedText,
  encodeChange,
  ONE,
  readChange,
} from "./changes";
import { Fold } from "./fold";
import { decodeImage, encodeImage } from "./images";
import { type ChangeList, Changes } from "./lying";
import {
  CHANGE,
  type Draft,
  fromHex,
  HIDE,
  IMAGE,
  ITEMS,
  joinIds,
  STROKE,
  TEXT,
  toHex,
} from "./messages";
import { decodeStroke, encodeStroke } from "./strokes";
import { packed } from "./testing/packed";
import { decodeText, encodeText } from "./texts";

const idOf = (name: string): string => name.repeat(16);

describe("the body of a change", () => {
  for (const { name, hex, says } of table.bodies) {
    it(`says what the table says: ${name}`, () => {
      expect(readChange(fromHex(hex))).toEqual({ change: says, ids: [idOf("0a")] });
      expect(toHex(encodeChange(says, joinIds([idOf("0a")])))).toBe(hex);
    });
  }

  for (const { name, hex } of table.refused.filter(({ name }) => !/id/.test(name))) {
    it(`is refused: ${name}`, () => {
      expect(() => readChange(fromHex(hex))).toThrow(ChangeError);
    });
  }
});

describe("a changed stroke", () => {
  it("lies where the table says, to the bit", () => {
    for (const { stroke, changes, after } of table.strokes) {
      const done = changes.map((hex) => readChange(fromHex(hex)).change);
      const lies = changedStroke(decodeStroke(fromHex(stroke)), done);
      expect(toHex(encodeStroke(lies))).toBe(after);
    }
  });
});

describe("a changed text", () => {
  it("lies where the table says, to the bit", () => {
    for (const { text, changes, after } of table.texts) {
      const done = changes.map((hex) => readChange(fromHex(hex)).change);
      expect(toHex(encodeText(changedText(decodeText(fromHex(text)), done)))).toBe(after);
    }
  });
});

describe("a changed picture", () => {
  it("lies where the table says, to the bit", () => {
    for (const { image, changes, after } of table.images) {
      const done = changes.map((hex) => readChange(fromHex(hex)).change);
      expect(toHex(encodeImage(changedImage(decodeImage(fromHex(image)), done)))).toBe(after);
    }
  });
});

/** What lies on the paper, lowest first, as the scene is told it. */
function seen(fold: Fold, items: readonly string[]): string[] {
  const hidden = fold.hidden();
  const placeOf = (id: string) => fold.version(id).place ?? items.indexOf(id) + 1;
  const shown = items.filter((id) => id !== "" && !hidden.has(id));
  return shown.sort((one, other) => placeOf(one) - placeOf(other));
}

/** An item's bytes after it was changed. */
function changedBody({ kind, body }: Draft, changes: ChangeList): Uint8Array {
  if (kind === TEXT) return encodeText(changedText(decodeText(body), changes));
  if (kind === IMAGE) return encodeImage(changedImage(decodeImage(body), changes));
  return encodeStroke(changedStroke(decodeStroke(body), changes));
}

describe("a log in which things are changed, removed, and all of it taken back", () => {
  for (const [number, { log, after, in_the_end }] of table.logs.entries()) {
    const told = log.map(([kind, name, body]) => ({
      kind: kind as number,
      id: idOf(name as string),
      body: fromHex(body as string),
    }));
    const items = told.map(({ kind, id }) => (ITEMS.has(kind) ? id : ""));
    const bodies = (fold: Fold) =>
      seen(fold, items).map((id) => {
        const draft = told.find((each) => each.id === id) as (typeof told)[number];
        return toHex(changedBody(draft, fold.version(id).changes));
      });

    it(`shows after every operation what the server shows (${number})`, () => {
      const fold = new Fold();
      for (const [index, draft] of told.entries()) {
        fold.apply(draft, index + 1);
        expect(seen(fold, items.slice(0, index + 1))).toEqual(after[index]?.visible.map(idOf));
        expect(fold.paper).toEqual(after[index]?.paper);
      }
      expect(bodies(fold)).toEqual(in_the_end);
    });

    it(`is the same where its end lies on top as what is not agreed yet (${number})`, () => {
      for (let cut = 0; cut <= told.length; cut += 3) {
        const agreed = new Fold();
        for (const [index, draft] of told.slice(0, cut).entries()) agreed.apply(draft, index + 1);
        const before = seen(agreed, items.slice(0, cut));
        const whole = new Fold(agreed);
        for (let index = cut; index < told.length; index++) {
          whole.apply(told[index] as (typeof told)[number], index + 1);
        }
        expect(seen(whole, items)).toEqual(after.at(-1)?.visible.map(idOf));
        expect(bodies(whole)).toEqual(in_the_end);
        expect(whole.paper).toEqual(after.at(-1)?.paper);
        expect(seen(agreed, items.slice(0, cut))).toEqual(before);
      }
    });

    it(`is the same where its beginning was read at once (${number})`, () => {
      for (let cut = 0; cut <= told.length; cut += 3) {
        const fold = new Fold();
        const numbered = told.map((draft, index) => ({
          ...draft,
          seq: index + 1,
          author: 1,
          at: 0,
        }));
        fold.begin(packed(numbered.slice(0, cut)));
        for (const operation of numbered.slice(cut)) fold.apply(operation, operation.seq);
        expect(seen(fold, items)).toEqual(after.at(-1)?.visible.map(idOf));
        expect(bodies(fold)).toEqual(in_the_end);
        expect(fold.paper).toEqual(after.at(-1)?.paper);
      }
    });

    it(`concerns no item but those an operation says it does (${number})`, () => {
      const fold = new Fold();
      const look = (id: string) => JSON.stringify([fold.hides(id), fold.version(id)]);
      for (const [index, draft] of told.entries()) {
        const before = new Map(items.slice(0, index).map((id) => [id, look(id)]));
        fold.apply(draft, index + 1);
        const concerned = fold.concerned(draft);
        for (const [id, was] of before) {
          if (id !== "" && look(id) !== was) expect(concerned ?? [id]).toContain(id);
        }
      }
    });
  }
});

describe("taking back a change", () => {
  const shift = { move: { scale: ONE, dx: 16, dy: 0 }, color: null, fronted: false };
  const changeOf = (name: string) => encodeChange(shift, joinIds([idOf(name)]));
  const apply = (fold: Fold, seq: number, kind: number, id: string, body: Uint8Array) =>
    fold.apply({ id, kind, body }, seq);

  it("costs what was done to the items it names, above what is agreed as well as below", () => {
    const fold = new Fold();
    const [a, b, act] = [idOf("0a"), idOf("0b"), idOf("c1")];
    for (const [index, id] of [a, b].entries()) {
      apply(fold, index + 1, STROKE, id, new Uint8Array());
    }
    for (let seq = 3; seq < 131; seq++) {
      apply(fold, seq, CHANGE, seq.toString(16).padStart(32, "0"), changeOf("0a"));
    }
    apply(fold, 131, CHANGE, act, changeOf("0b"));
    const lengths = (of: Fold) => [a, b].map((id) => of.version(id).changes.length);
    expect(lengths(fold)).toEqual([128, 1]);
    const hide = { kind: HIDE, id: idOf("f1"), body: joinIds([act]) };
    const top = new Fold(fold);
    top.apply(hide, 200);
    expect(lengths(top)).toEqual([128, 0]);
    expect(top.version(a).changes).toBe(fold.version(a).changes); // not done once more
    const and = vi.spyOn(Changes.prototype, "and");
    fold.apply(hide, 132);
    expect(lengths(fold)).toEqual([128, 0]);
    expect(and).not.toHaveBeenCalled();
    and.mockRestore();
  });
});
