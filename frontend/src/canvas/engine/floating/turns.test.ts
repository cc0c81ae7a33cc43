import { expect, test } from "vitest";
import { Turns } from "./turns";

/** In which of so many frames others are shown, who always have something to show. */
function shown(frames: number, drawn: (frame: number) => boolean, soon: boolean): number[] {
  const turns = new Turns();
  return Array.from({ length: frames }, (_, frame) => frame).filter((frame) =>
    turns.take(drawn(frame), soon),
  );
}

test("what others do is shown at once, then in every other frame", () => {
  expect(shown(7, () => false, false)).toEqual([0, 2, 4, 6]);
});

test("it comes in every frame that is drawn anyway, unless a hand would feel it", () => {
  expect(shown(4, () => true, false)).toEqual([0, 1, 2, 3]);
  expect(shown(4, () => true, true)).toEqual([0, 2]);
});

test("while one draws it waits for the frames of one's own ink, and is late rather than never", () => {
  expect(shown(8, (frame) => frame % 2 === 1, true)).toEqual([0, 3, 5, 7]);
  expect(shown(9, (frame) => frame % 5 === 0, true)).toEqual([0, 4, 8]);
});

test("a hand that holds still is not waited for", () => {
  expect(shown(13, () => false, true)).toEqual([0, 4, 6, 8, 10, 12]);
});
