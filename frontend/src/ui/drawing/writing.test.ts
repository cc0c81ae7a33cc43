import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Viewport } from "../../canvas/engine/view/viewport";
import { textMatter } from "../../canvas/items";
import type { SceneItem } from "../../canvas/scene";
import { PLAIN, type Text } from "../../canvas/texts";
import { Writing } from "./writing";

const OLD: Text = { face: PLAIN, color: 7, size: 320, x: 160, y: 160, words: "Low tide" };

let paper: HTMLElement;
let writing: Writing;
let found: SceneItem | null;
let gone: boolean;
let said: unknown[];
let hand: { color: number; size: number };

beforeEach(() => {
  document.body.innerHTML = '<div id="paper" tabindex="0"></div>';
  paper = document.body.firstElementChild as HTMLElement;
  [found, gone, said, hand] = [null, false, [], { color: 0xdd4b33, size: 28 }];
  const tell =
    (what: string) =>
    (...about: unknown[]) => {
      said.push([what, ...about]);
    };
  writing = new Writing({
    paper,
    engine: {
      viewport: new Viewport({ x: 0, y: 0 }, 1, { width: 800, height: 600 }, 1),
      strokeAt: () => found,
      scene: { hide: tell("hide"), show: tell("show") },
      pan: tell("pan"),
    },
    session: {
      you: 1,
      mayDraw: true,
      shows: () => !gone,
      write: tell("write"),
      rewrite: tell("rewrite"),
      remove: tell("remove"),
    },
    hand: () => hand,
  });
});

afterEach(() => {
  writing.finish();
});

function itemOf(text: Text, author: number): SceneItem {
  return { id: "a", seq: 1, author, at: 0, ...textMatter(text) };
}

function tap(x: number, y: number): void {
  if (!writing.ends()) writing.tap({ x, y });
}

function field(): HTMLTextAreaElement | null {
  return document.querySelector("textarea");
}

function type(words: string): void {
  const open = field();
  if (!open) throw new Error("there is no field");
  open.value = words;
  open.dispatchEvent(new Event("input"));
}

describe("writing on the paper", () => {
  it("writes with what was in the hand when that was asked for, and as it is dipped since", () => {
    const then = hand;
    hand = { color: 7, size: 5 };
    writing.tap({ x: 100, y: 50 }, "Low", then);
    hand = { ...then, color: 7 };
    writing.dip();
    writing.finish();
    expect(said).toEqual([["write", expect.objectContaining({ color: 7, size: 28 * 16 })]]);
  });

  it("keeps what was typed where the pointer was, in the hand's colour and size", () => {
    tap(100, 50);
    expect(field()?.getAttribute("aria-label")).toBe("Text on the paper");
    type("Low tide\r\n");
    writing.finish();
    const place = { x: 1600, y: Math.round(800 - 28 * 16 * 0.65) };
    const text = { face: PLAIN, color: 0xdd4b33, size: 448, ...place, words: "Low tide" };
    expect(said).toEqual([["write", text]]);
    expect(field()).toBeNull();
  });

  it("leaves nothing where nothing was typed", () => {
    tap(100, 50);
    type(" \n ");
    writing.finish();
    expect(said).toEqual([]);
  });

  it("ends with Escape, and with a pointer beside the field, which does nothing else", () => {
    tap(100, 50);
    field()?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(field()).toBeNull();
    tap(100, 50);
    tap(300, 300);
    expect(field()).toBeNull();
    tap(300, 300);
    expect(field()).not.toBeNull();
  });

  it("opens what one wrote oneself, and keeps it as one act where it is changed", () => {
    found = itemOf(OLD, 1);
    tap(12, 12);
    expect(field()?.value).toBe("Low tide");
    writing.finish();
    expect(said).toEqual([
      ["hide", ["a"]],
      ["show", ["a"]],
    ]);
    said = [];
    tap(12, 12);
    type("High tide");
    writing.finish();
    expect(said.at(-1)).toEqual(["rewrite", "a", { ...OLD, words: "High tide" }]);
    tap(12, 12);
    type("");
    writing.finish();
    expect(said.at(-1)).toEqual(["remove", ["a"]]);
  });

  it("does not bring back what was taken away while it was open", () => {
    found = itemOf(OLD, 1);
    tap(12, 12);
    gone = true;
    writing.finish();
    expect(said).toEqual([["hide", ["a"]]]);
  });

  it("leaves others' words alone", () => {
    found = itemOf(OLD, 2);
    tap(12, 12);
    expect(field()?.value).toBe("");
  });

  it("takes the colour or the size chosen meanwhile, and only that", () => {
    found = itemOf(OLD, 1);
    tap(12, 12);
    hand = { ...hand, color: 9 };
    writing.dip();
    writing.finish();
    expect(said.at(-1)).toEqual(["rewrite", "a", { ...OLD, color: 9 }]);
  });

  it("moves the paper so that the caret stays in sight, and not before it must", () => {
    tap(700, 50);
    type("x");
    expect(said).toEqual([]);
    type("xxxxxxxx");
    const [what, across, down] = said.at(-1) as [string, number, number];
    expect([what, down]).toEqual(["pan", 0]);
    expect(across).toBeLessThan(-20);
    tap(100, 590);
    tap(100, 590);
    expect(said.at(-1)).toEqual(["pan", 0, expect.any(Number)]);
  });
});
