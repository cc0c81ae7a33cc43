import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { Part } from "../later";
import { Turns } from "./turns";

const settled = () => new Promise((done) => setTimeout(done));

/** A part whose code is on its way until it comes, or is lost. */
class Coming {
  come = (): void => {};
  lose = (): void => {};
  told = 0;
  readonly part: Part<string>;

  constructor(name: string) {
    const code = new Promise<() => string>((resolve, reject) => {
      this.come = () => resolve(() => name);
      this.lose = () => reject(new TypeError("gone"));
    });
    this.part = new Part(
      () => code,
      () => this.told++,
    );
  }
}

afterEach(() => vi.unstubAllGlobals());

it("does at once what nothing has to be waited for", async () => {
  const [turns, pen] = [new Turns(), new Coming("pen")];
  const done: string[] = [];
  turns.take(() => done.push("undo"));
  expect(done).toEqual(["undo"]);
  pen.come();
  await pen.part.begin();
  await settled();
  expect(turns.use(pen.part, (made) => done.push(made))).toBe(true);
  expect(done).toEqual(["undo", "pen"]);
});

it("does what waits in the order in which it was asked for, whichever code comes first", async () => {
  const [turns, pen, quill] = [new Turns(), new Coming("pen"), new Coming("quill")];
  const done: string[] = [];
  expect(turns.use(pen.part, (made) => done.push(made))).toBe(false);
  turns.use(quill.part, (made) => done.push(made));
  turns.take(() => done.push("undo"));
  expect([turns.awaits(quill.part), turns.awaits(new Coming("").part)]).toEqual([true, false]);
  quill.come();
  await quill.part.begin();
  await settled();
  expect(done).toEqual([]);
  pen.come();
  await settled();
  expect(done).toEqual(["pen", "quill", "undo"]);
  expect(turns.awaits(quill.part)).toBe(false);
});

it("tells what waits which lines have overtaken it", async () => {
  const [turns, pen] = [new Turns(), new Coming("pen")];
  const told: unknown[] = [];
  const take = () => turns.take((since) => told.push(since));
  turns.overtake("drawn before");
  take();
  turns.use(pen.part, () => turns.overtake("drawn in its turn"));
  take();
  turns.overtake("one line");
  take();
  turns.overtake("another");
  pen.come();
  await settled();
  expect(told).toEqual([[], ["one line", "another"], ["another"]]);
});

it("does what follows from something before what comes after it", async () => {
  const [turns, keys, pen] = [new Turns(), new Coming("keys"), new Coming("pen")];
  const done: string[] = [];
  turns.use(keys.part, (made) => {
    done.push(made);
    turns.use(pen.part, (name) => done.push(name));
    turns.take(() => done.push("lifted"));
  });
  turns.take(() => done.push("undo"));
  keys.come();
  await settled();
  expect(done).toEqual(["keys"]);
  pen.come();
  await settled();
  expect(done).toEqual(["keys", "pen", "lifted", "undo"]);
});

it("gives up what waits for code that cannot be had, and what was done to that", async () => {
  const [turns, pen, quill] = [new Turns(), new Coming("pen"), new Coming("quill")];
  const done: string[] = [];
  const lost: string[] = [];
  turns.use(
    pen.part,
    () => done.push("line"),
    () => lost.push("line"),
  );
  turns.take(
    () => done.push("undo"),
    () => lost.push("undo"),
  );
  turns.use(quill.part, () => done.push("words"));
  turns.take(() => done.push("undo words"));
  turns.use(pen.part, () => done.push("another line"));
  quill.come();
  pen.lose();
  await settled();
  expect([done, lost]).toEqual([
    ["words", "undo words"],
    ["line", "undo"],
  ]);
  expect(pen.told).toBe(1);
  turns.take(() => done.push("at once"));
  expect(done).toContain("at once");
});

it("goes on after an act that fails, and reports that", async () => {
  const [turns, pen] = [new Turns(), new Coming("pen")];
  const [done, reported]: [string[], unknown[]] = [[], []];
  vi.stubGlobal("reportError", (defect: unknown) => reported.push(defect));
  const fail = () => {
    throw new Error("a defect");
  };
  turns.take(fail);
  turns.take(() => done.push("next"));
  turns.use(pen.part, fail);
  turns.take(() => done.push("undo"));
  pen.come();
  await settled();
  expect(done).toEqual(["next", "undo"]);
  expect(reported).toEqual([new Error("a defect"), new Error("a defect")]);
});

it("goes on behind a part that cannot be made, without what was to be done with that", async () => {
  const [turns, pen] = [new Turns(), new Coming("pen")];
  const [done, reported]: [string[], unknown[]] = [[], []];
  vi.stubGlobal("reportError", (defect: unknown) => reported.push(defect));
  const broken = new Part<string>(
    async () => () => {
      throw new Error("a defect");
    },
    () => done.push("told"),
  );
  turns.use(
    broken,
    () => done.push("line"),
    () => done.push("given up"),
  );
  turns.use(pen.part, (made) => done.push(made));
  pen.come();
  await settled();
  turns.take(() => done.push("next"));
  expect(done).toEqual(["told", "given up", "pen", "next"]);
  expect(reported).toEqual([new Error("a defect")]);
});

it("keeps the order of acts, however codes come", async () => {
  const acts = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });
  const order = fc.shuffledSubarray(["a", "b", "c"], { minLength: 3 });
  await fc.assert(
    fc.asyncProperty(acts, order, fc.nat(12), async (asked, coming, late) => {
      const turns = new Turns();
      const parts = new Map(coming.map((name) => [name, new Coming(name)]));
      const done: number[] = [];
      const ask = (name: string, number: number): void => {
        const found = parts.get(name);
        if (found) turns.use(found.part, () => done.push(number));
        else turns.take(() => done.push(number));
      };
      const numbered = [...asked.entries()];
      for (const [number, name] of numbered.slice(0, late)) ask(name, number);
      for (const name of coming) {
        parts.get(name)?.come();
        await Promise.resolve();
      }
      for (const [number, name] of numbered.slice(late)) ask(name, number);
      await settled();
      expect(done).toEqual(numbered.map(([number]) => number));
    }),
    { numRuns: 50 },
  );
});
