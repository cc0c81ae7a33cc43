import { beforeEach, expect, it, vi } from "vitest";
import { PEN, type Style } from "../../canvas/strokes";
import type { Writing } from "../../ui/drawing/writing";
import { Turns } from "../../ui/early/turns";
import { Part } from "../../ui/later";
import { quillOf } from "./quill";
import type { Studio } from "./studio";

const settled = () => new Promise((done) => setTimeout(done));
const STYLE: Style = { tool: PEN, color: 0, size: 160, opacity: 255 };
const AT = { x: 30, y: 40, pressure: 1, lean: 0, time: 0 };

let paper: HTMLElement;

/** A quill whose code for writing is on its way. */
function quill() {
  const done: string[] = [];
  const writing = {
    ends: () => false,
    tap: ({ x, y }: { x: number; y: number }, words: string) => done.push(`${words} at ${x}, ${y}`),
    finish: () => done.push("finished"),
  } as unknown as Writing;
  let come = (): void => {};
  const code = new Promise<() => Writing>((resolve) => {
    come = () => resolve(() => writing);
  });
  const pencase = { grip: { held: "text" } };
  const studio = { paper, pencase, turns: new Turns() } as unknown as Studio;
  const made = quillOf(studio, new Part(() => code, vi.fn()));
  const press = () => {
    made.tip.begin(STYLE, 1, AT);
    made.tip.lift();
  };
  return { ...made, press, come, done };
}

function type(words: string): void {
  (document.activeElement as HTMLTextAreaElement).value += words;
}

beforeEach(() => {
  document.body.innerHTML = '<div id="paper" tabindex="0" aria-label="Paper"></div>';
  paper = document.querySelector("#paper") as HTMLElement;
});

it("takes words where it is put down before there is a field", async () => {
  const { come, done, press } = quill();
  press();
  type("bench");
  come();
  await settled();
  expect(done).toEqual(["bench at 30, 40"]);
  expect(document.querySelector("textarea")).toBeNull();
});

it("takes them already where it will be put down, and goes on with them from there", async () => {
  const { come, done, expect: expectWords, press } = quill();
  const [put] = expectWords(press);
  type("ben");
  put();
  type("ch");
  come();
  await settled();
  expect(done).toEqual(["bench at 30, 40"]);
  expect(document.querySelector("textarea")).toBeNull();
});

it("keeps what was left meanwhile, each in its place", async () => {
  const { come, done, expect: expectWords, press } = quill();
  const puts = ["one", "two"].map((words) => {
    const [put] = expectWords(press);
    type(words);
    paper.focus();
    return put;
  });
  for (const put of puts) put();
  come();
  await settled();
  expect(done).toEqual(["one at 30, 40", "finished", "two at 30, 40", "finished"]);
  expect(document.activeElement).toBe(paper);
});

it("gives the keyboard back to the paper where it cannot be put down", () => {
  const { expect: expectWords } = quill();
  for (const end of [0, 1] as const) {
    const ends = expectWords(() => {});
    expect(document.activeElement).not.toBe(paper);
    ends[end]();
    expect(document.activeElement).toBe(paper);
    expect(document.querySelector("textarea")).toBeNull();
  }
});
