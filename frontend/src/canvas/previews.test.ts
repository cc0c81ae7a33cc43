import { expect, it } from "vitest";
import { Previews } from "./previews";
import { LINE } from "./testing/joined";
import { HandClock } from "./testing/room";
import { Sketch } from "./testing/sketch";

const [SENDER, AUTHOR] = [7, 2];

function seen() {
  const [clock, sketch] = [new HandClock(), new Sketch()];
  const here = new Set([SENDER]);
  const drawing: [number, boolean][] = [];
  const listener = {
    drawing: (author: number, active: boolean) => drawing.push([author, active]),
  };
  const authorOf = (sender: number) => (here.has(sender) ? AUTHOR : 0);
  const previews = new Previews(sketch, clock, listener, authorOf);
  const grow = (prefix: string, offset = 0) =>
    previews.hear({ type: "ink", prefix, offset, piece: LINE }, SENDER);
  return { clock, sketch, here, drawing, previews, grow };
}

it("shows the ink of a pen that holds still for a minute, as its hand is here", () => {
  const { clock, sketch, drawing, grow } = seen();
  grow("aa");
  clock.advance(59_000);
  expect(sketch.growing.size).toBe(1);
  expect(drawing).toEqual([[AUTHOR, true]]);
  clock.advance(6_000); // what ended it may have been lost
  expect(sketch.growing.size).toBe(0);
});

it("forgets the ink of somebody who went away with the pen down", () => {
  const { clock, sketch, here, drawing, grow } = seen();
  grow("aa");
  clock.advance(30_000);
  here.clear();
  clock.advance(5_000);
  expect(sketch.growing.size).toBe(0);
  expect(drawing.at(-1)).toEqual([AUTHOR, false]);
});

it("keeps ink of which new points came, whoever is known to be here", () => {
  const { clock, sketch, here, grow } = seen();
  here.clear();
  grow("aa");
  clock.advance(4_000);
  grow("aa", 2);
  clock.advance(4_000);
  expect(sketch.growing.size).toBe(1);
  clock.advance(1_000);
  expect(sketch.growing.size).toBe(0);
});

it("forgets a stroke whose end was lost on its way once its hand draws another", () => {
  const { clock, sketch, grow } = seen();
  grow("aa");
  clock.advance(1_000);
  grow("bb");
  clock.advance(4_000);
  expect([...sketch.growing.keys()]).toEqual([`${SENDER}:bb`]);
});

it("ends a stroke whose ink came before the word that its author is here", () => {
  const { sketch, here, previews, grow } = seen();
  here.clear();
  grow("aabbccdd");
  here.add(SENDER);
  previews.finish(AUTHOR, `aabbccdd${"0".repeat(24)}`);
  expect(sketch.growing.size).toBe(0);
});
