import { expect, it, vi } from "vitest";
import { Sparing } from "./sparing";
import { HandClock } from "./testing/room";

/** What says how often it was found out, which takes so many ms. */
function counting(ms: number) {
  const [clock, again] = [new HandClock(), vi.fn()];
  let times = 0;
  const find = () => {
    clock.advance(ms);
    return ++times;
  };
  return { clock, again, sparing: new Sparing(clock, find, again) };
}

it("finds out every time what takes no time", () => {
  const { again, clock, sparing } = counting(0);
  expect([sparing.found, sparing.found, sparing.found]).toEqual([1, 2, 3]);
  clock.advance(60_000);
  expect(again).not.toHaveBeenCalled();
});

it("takes a small part of the time for what takes long, however often it is asked for", () => {
  const { again, clock, sparing } = counting(50);
  expect([sparing.found, sparing.found]).toEqual([1, 1]);
  clock.advance(999);
  expect(sparing.found).toBe(1);
  expect(again).not.toHaveBeenCalled();
  clock.advance(1);
  expect(again).toHaveBeenCalledOnce(); // there was somebody to whom what was before was said
  expect([sparing.found, sparing.found]).toEqual([2, 2]);
  clock.advance(60_000);
  expect(again).toHaveBeenCalledTimes(2);
});
