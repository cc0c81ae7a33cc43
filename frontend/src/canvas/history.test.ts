import { describe, expect, it } from "vitest";
import { History } from "./history";
import {
  CHANGE,
  CLEAR,
  DESCRIBE,
  type Draft,
  HIDE,
  joinIds,
  PAPER,
  REMOVE,
  SHOW,
  STROKE,
} from "./messages";

const idOf = (name: string): string => name.repeat(32);
const draw = (name: string): Draft => ({ id: idOf(name), kind: STROKE, body: new Uint8Array() });
const hide = (name: string): Draft => ({
  id: idOf("e"),
  kind: HIDE,
  body: joinIds([idOf(name)]),
});
const show = (name: string): Draft => ({ ...hide(name), kind: SHOW });

function targetsAfter(...drafts: Draft[]): [string | null, string | null] {
  const history = new History();
  for (const draft of drafts) history.record(draft);
  return [history.undoable?.join() ?? null, history.redoable?.join() ?? null];
}

describe("undo and redo", () => {
  it("have nothing to do at first", () => {
    expect(targetsAfter()).toEqual([null, null]);
  });

  it("take the strokes back from the last", () => {
    expect(targetsAfter(draw("a"), draw("b"))).toEqual([idOf("b"), null]);
    expect(targetsAfter(draw("a"), draw("b"), hide("b"))).toEqual([idOf("a"), idOf("b")]);
    expect(targetsAfter(draw("a"), draw("b"), hide("b"), hide("a"))).toEqual([null, idOf("a")]);
  });

  it("take back what was there before some that came since, which stay", () => {
    const history = new History();
    for (const name of ["a", "b", "c", "d"]) history.record(draw(name));
    const since = [idOf("b"), idOf("d")];
    expect(history.lastBut(since)).toEqual([idOf("c")]);
    history.record(hide("c"));
    expect(history.lastBut(since)).toEqual([idOf("a")]);
    history.record(hide("a"));
    expect(history.lastBut(since)).toBeNull();
    expect([history.undoable, history.redoable]).toEqual([[idOf("d")], [idOf("a")]]);
  });

  it("bring them back in the order they were drawn", () => {
    const log = [draw("a"), draw("b"), hide("b"), hide("a"), show("a")];
    expect(targetsAfter(...log)).toEqual([idOf("a"), idOf("b")]);
  });

  it("forget what was undone once something new is drawn", () => {
    expect(targetsAfter(draw("a"), hide("a"), draw("b"))).toEqual([idOf("b"), null]);
  });

  it("take an act back as one step, however much it was done to", () => {
    const act = (kind: number): Draft => ({ ...draw("c"), kind });
    for (const kind of [CHANGE, REMOVE, PAPER, CLEAR, DESCRIBE]) {
      expect(targetsAfter(draw("a"), act(kind))).toEqual([idOf("c"), null]);
      expect(targetsAfter(draw("a"), act(kind), hide("c"))).toEqual([idOf("a"), idOf("c")]);
    }
    expect(targetsAfter(draw("a"), act(200))).toEqual([idOf("a"), null]);
  });

  it("take back together what was laid together, and bring it back", () => {
    const laid = ["1", "2", "3"].map((last) => ({ ...draw("c"), id: `${"c".repeat(31)}${last}` }));
    const ids = laid.map(({ id }) => id);
    const step = (kind: number): Draft => ({ id: idOf("f"), kind, body: joinIds(ids) });
    const drawn = [draw("a"), ...laid];
    expect(targetsAfter(...drawn)).toEqual([ids.join(), null]);
    expect(targetsAfter(...drawn, step(HIDE))).toEqual([idOf("a"), ids.join()]);
    expect(targetsAfter(...drawn, step(HIDE), step(SHOW))).toEqual([ids.join(), null]);
    expect(targetsAfter(...drawn, draw("b"))).toEqual([idOf("b"), null]);
  });

  it("are as before an operation that was refused", () => {
    const history = new History();
    history.record(draw("a"));
    history.record(hide("a"));
    history.forget(hide("a"));
    expect([history.undoable, history.redoable]).toEqual([[idOf("a")], null]);
    history.forget(draw("a"));
    expect(history.undoable).toBeNull();
  });
});
