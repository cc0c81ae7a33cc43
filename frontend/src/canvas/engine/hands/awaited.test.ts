import { expect, it } from "vitest";
import { PEN, type Style } from "../../strokes";
import { Awaited } from "./awaited";
import type { Implement } from "./implement";

const STYLE: Style = { tool: PEN, color: 0, size: 160, opacity: 255 };
const at = (x: number) => ({ x, y: 0, pressure: 1, lean: 0, time: x });

function implement(): Implement & { done: string[] } {
  const done: string[] = [];
  return {
    done,
    down: false,
    begin: (_style, zoom, { x }) => done.push(`begin ${x} at ${zoom}`),
    move: (samples) => done.push(`move ${samples.map(({ x }) => x).join(" ")}`),
    tell: (time) => done.push(`tell ${time}`),
    lift: () => done.push("lift"),
    drop: () => done.push("drop"),
    set even(even: boolean) {
      done.push(`even ${even}`);
    },
  };
}

it("does what was done with it when it has come, in that order", () => {
  const [awaited, come] = [new Awaited(), implement()];
  awaited.begin(STYLE, 2, at(1));
  awaited.move([at(2), at(3)]);
  awaited.even = true;
  awaited.tell(4); // nobody is told of what has not come
  awaited.lift();
  expect(come.done).toEqual([]);
  awaited.come(come);
  expect(come.done).toEqual(["begin 1 at 2", "move 2 3", "even true", "lift"]);
});

it("goes on with what is begun when it comes", () => {
  const [awaited, come] = [new Awaited(), implement()];
  awaited.begin(STYLE, 1, at(1));
  awaited.come(come);
  expect(awaited.down).toBe(true);
  awaited.move([at(2)]);
  awaited.tell(3);
  awaited.drop();
  expect(awaited.down).toBe(false);
  expect(come.done).toEqual(["begin 1 at 1", "move 2", "tell 3", "drop"]);
});

it("does what is asked for afterwards in its turn, and at once where it has come", () => {
  const [awaited, come] = [new Awaited(), implement()];
  awaited.even = true;
  expect(awaited.begun).toBe(false); // nothing is done by that
  awaited.begin(STYLE, 1, at(1));
  awaited.lift();
  awaited.afterwards(() => come.done.push("undo"));
  awaited.begin(STYLE, 1, at(2));
  expect(awaited.begun).toBe(true);
  awaited.come(come);
  awaited.afterwards(() => come.done.push("redo"));
  expect(awaited.begun).toBe(false);
  expect(come.done.slice(1)).toEqual(["begin 1 at 1", "lift", "undo", "begin 2 at 1", "redo"]);
});
