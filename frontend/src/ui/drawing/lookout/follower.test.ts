import { beforeEach, expect, it } from "vitest";
import { type Point, Viewport } from "../../../canvas/engine/view/viewport";
import { TestClock } from "../../../sockets/testing/pair";
import { type Followed, Follower } from "./follower";
import { Whereabouts } from "./whereabouts";

const MIA = 1;
const TOM = 2;
const FAR = { x: 9_000, y: 400 };

let clock: TestClock;
let whereabouts: Whereabouts;
let told: Followed[];
let flights: Point[];
let follower: Follower;

beforeEach(() => {
  clock = new TestClock();
  whereabouts = new Whereabouts();
  told = [];
  flights = [];
  const engine = {
    viewport: new Viewport({ x: 0, y: 0 }, 1, { width: 1280, height: 800 }, 1),
    flyTo(point: Point, zoom: number) {
      flights.push(point);
      this.viewport = this.viewport.centeredOn(point, zoom);
    },
  };
  follower = new Follower(engine, clock, whereabouts, (whom) => told.push(whom));
});

function draw(number: number, at: Point, draws = true): void {
  whereabouts.note(number, at, draws, clock.now());
  follower.look();
}

it("goes where a person is at once, and then only where the pen leaves what is calmly seen", () => {
  draw(MIA, FAR);
  follower.follow(MIA);
  expect(flights).toEqual([FAR]);
  clock.pass(1_000);
  draw(MIA, { x: FAR.x + 60, y: FAR.y });
  expect(flights).toHaveLength(1);
  draw(MIA, { x: FAR.x + 900, y: FAR.y });
  expect(flights).toHaveLength(2);
});

it("rests between two moves, and misses none", () => {
  follower.follow(MIA);
  draw(MIA, FAR);
  draw(MIA, { x: FAR.x, y: 9_000 });
  expect(flights).toHaveLength(1);
  clock.pass(1_000);
  expect(flights).toHaveLength(2);
});

it("lets others draw where they will", () => {
  draw(MIA, { x: 600, y: 400 });
  follower.follow(MIA);
  draw(TOM, FAR);
  clock.pass(2_000);
  expect(flights).toEqual([]);
});

it("follows nobody any more once it is left, and says so once", () => {
  follower.follow(MIA);
  follower.leave();
  follower.leave();
  draw(MIA, FAR);
  expect(flights).toEqual([]);
  expect(told).toEqual([MIA, null]);
});

it("follows whoever draws, staying with one as long as they do", () => {
  follower.follow("drawing");
  draw(MIA, FAR);
  expect(flights).toHaveLength(1);
  clock.pass(1_000);
  draw(TOM, { x: -9_000, y: 0 });
  expect(flights).toHaveLength(1);
  clock.pass(3_000);
  draw(TOM, { x: -9_000, y: 0 });
  expect(flights.at(-1)).toEqual({ x: -9_000, y: 0 });
});

it("does not follow whoever only points", () => {
  follower.follow("drawing");
  draw(TOM, FAR, false);
  clock.pass(2_000);
  expect(flights).toEqual([]);
});
