import { beforeEach, expect, it } from "vitest";
import { TestClock } from "../../sockets/testing/pair";
import { Arrivals } from "./arrivals";

let clock: TestClock;
let told: string[];
let arrivals: Arrivals;

const MIA = [1, "Mia"] as const;
const TOM = [2, "Tom"] as const;
const AIKO = [3, "Aiko"] as const;

beforeEach(() => {
  clock = new TestClock();
  told = [];
  arrivals = new Arrivals(clock, (notice) => told.push(notice));
});

it("has no news of those we find here", () => {
  arrivals.meet([MIA, TOM]);
  clock.pass(5_000);
  expect(told).toEqual([]);
});

it("names those who come together in one line", () => {
  arrivals.meet([]);
  arrivals.meet([TOM]);
  arrivals.meet([TOM, AIKO]);
  clock.pass(2_000);
  expect(told).toEqual(["Tom and Aiko joined"]);
});

it("names nobody twice, and a new name is no arrival", () => {
  arrivals.meet([TOM]);
  arrivals.meet([[2, "Thomas"]]);
  arrivals.meet([[2, "Thomas"]]);
  clock.pass(2_000);
  expect(told).toEqual([]);
});

it("says who left", () => {
  arrivals.meet([MIA, TOM]);
  arrivals.meet([MIA]);
  clock.pass(2_000);
  expect(told).toEqual(["Tom left"]);
});

it("says nothing of one who only reloads the page", () => {
  arrivals.meet([MIA, TOM]);
  arrivals.meet([MIA]);
  clock.pass(800);
  arrivals.meet([MIA, TOM]);
  clock.pass(5_000);
  expect(told).toEqual([]);
});

it("says nothing of one who only looks in, and goes on with the next news", () => {
  arrivals.meet([MIA]);
  arrivals.meet([MIA, TOM]);
  arrivals.meet([MIA]);
  clock.pass(2_000);
  arrivals.meet([MIA, AIKO]);
  clock.pass(2_000);
  expect(told).toEqual(["Aiko joined"]);
});
