import { expect, it, vi } from "vitest";
import type { Implement } from "../../canvas/engine/hands/implement";
import { PEN, type Style } from "../../canvas/strokes";
import { type Deed, StandIn } from "./stand_in";

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

it("does what was done with it when its turn comes, in that order", () => {
  const waiting: Deed[] = [];
  const tell = vi.fn();
  const standIn = new StandIn((deed) => waiting.push(deed), tell);
  standIn.begin(STYLE, 2, at(1));
  standIn.move([at(2), at(3)]);
  standIn.even = true;
  standIn.tell(5);
  expect(tell).toHaveBeenCalledWith(5); // at once
  standIn.lift();
  standIn.begin(STYLE, 1, at(4));
  standIn.drop();
  const come = implement();
  for (const deed of waiting) deed(come);
  expect(come.done).toEqual([
    "begin 1 at 2",
    "move 2 3",
    "even true",
    "lift",
    "begin 4 at 1",
    "drop",
  ]);
});

it("is down while something is done with it", () => {
  const standIn = new StandIn(vi.fn(), vi.fn());
  for (const end of [() => standIn.lift(), () => standIn.drop()]) {
    standIn.begin(STYLE, 1, at(1));
    expect(standIn.down).toBe(true);
    end();
    expect(standIn.down).toBe(false);
  }
});
