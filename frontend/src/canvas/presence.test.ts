import { expect, it } from "vitest";
import { PeopleHere } from "./presence";
import { HandClock } from "./testing/room";

function people(): { clock: HandClock; here: PeopleHere; told: number[][] } {
  const clock = new HandClock();
  const told: number[][] = [];
  const here = new PeopleHere(clock, (numbers) => told.push([...numbers]));
  return { clock, here, told };
}

it("two tabs are one person", () => {
  const { here, told } = people();
  here.update([1, 1, 2]);
  expect(told).toEqual([[1, 2]]);
});

it("whoever is back within the grace has never left", () => {
  const { clock, here, told } = people();
  here.update([1, 2]);
  here.update([1]);
  clock.advance(9_999);
  here.update([1, 2]);
  clock.advance(20_000);
  expect(told).toEqual([[1, 2]]);
});

it("whoever stays away is gone after the grace", () => {
  const { clock, here, told } = people();
  here.update([1, 2]);
  here.update([1]);
  clock.advance(10_000);
  expect(told.at(-1)).toEqual([1]);
});

it("nobody leaves while we are cut off ourselves", () => {
  const { clock, here, told } = people();
  here.update([1, 2]);
  here.update([1]);
  here.pause();
  clock.advance(60_000);
  expect(told).toEqual([[1, 2]]);
});
