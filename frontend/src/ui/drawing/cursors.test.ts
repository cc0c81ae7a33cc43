import { beforeEach, expect, it } from "vitest";
import { Viewport } from "../../canvas/engine/view/viewport";
import { HandClock } from "../../canvas/testing/room";
import { Cursors } from "./cursors";

const MIA = { number: 1, name: "Mia", hue: 4, guest: false };
const TOM = { number: 2, name: "Tom", hue: 5, guest: false };

let clock: HandClock;
let view: Viewport;
let layer: HTMLElement;
let cursors: Cursors;

beforeEach(() => {
  clock = new HandClock();
  view = new Viewport({ x: 0, y: 0 }, 1, { width: 800, height: 600 }, 1);
  layer = document.createElement("div");
  cursors = new Cursors(layer, clock, () => view);
});

const all = () => [...layer.querySelectorAll<HTMLElement>(".cursor")];
const places = () => all().map(({ style }) => style.transform);
const sheet = () => (layer.firstElementChild as HTMLElement).style.transform;

it("puts everybody who moved in place together, where they are by then", () => {
  cursors.move(MIA, 10, 20);
  cursors.move(TOM, 30, 40);
  cursors.move(MIA, 50, 60);
  expect(places()).toEqual(["", ""]);
  clock.advance(10);
  expect(places()).toEqual(["translate(50px, 60px)", "translate(30px, 40px)"]);
  expect(all().map(({ textContent }) => textContent)).toEqual(["Mia", "Tom"]);
});

it("lets the arrows of a crowd stand where they are put, and no others", () => {
  const crowded = () => layer.firstElementChild?.classList.contains("crowded");
  const crowd = Array.from({ length: 40 }, (_, index) => ({ ...TOM, number: 10 + index }));
  cursors.move(MIA, 10, 20);
  clock.advance(10);
  expect(crowded()).toBe(false);
  for (const [index, who] of crowd.entries()) cursors.move(who, index, 0);
  clock.advance(10);
  expect(crowded()).toBe(true);
  cursors.move(MIA, 30, 40);
  clock.advance(120);
  expect(places()[0]).toBe("translate(30px, 40px)");
});

it("lets a crowd's arrows rest while one draws, though not for ever", () => {
  let draws = true;
  cursors = new Cursors(
    layer,
    clock,
    () => view,
    () => draws,
  );
  for (let number = 10; number < 30; number++) cursors.move({ ...TOM, number }, 10, 20);
  clock.advance(300);
  cursors.move({ ...TOM, number: 10 }, 30, 40);
  for (let turn = 0; turn < 5; turn++) clock.advance(100);
  expect(places().at(0)).toBe("translate(10px, 20px)");
  clock.advance(100);
  expect(places().at(0)).toBe("translate(30px, 40px)");
  cursors.move({ ...TOM, number: 10 }, 50, 60);
  clock.advance(100);
  draws = false;
  clock.advance(120);
  expect(places().at(0)).toBe("translate(50px, 60px)");
});

it("carries all of them at once where the paper is moved", () => {
  cursors.move(MIA, 10, 20);
  clock.advance(10);
  view = view.panned(100, 50);
  cursors.follow();
  expect(sheet()).toBe("translate(100px, 50px)");
  cursors.move(MIA, 20, 20);
  clock.advance(10);
  expect(places()).toEqual(["translate(20px, 20px)"]);
});

it("puts each where it belongs at another zoom", () => {
  cursors.move(MIA, 100, 200);
  clock.advance(10);
  view = view.zoomed(2, { x: 0, y: 0 });
  cursors.follow();
  expect(sheet()).toBe("");
  expect(places()).toEqual(["translate(200px, 400px)"]);
});

it("lets a name fade four seconds after the last move", () => {
  cursors.move(MIA, 0, 0);
  clock.advance(10);
  clock.advance(3_000);
  cursors.move(MIA, 5, 0);
  clock.advance(10);
  clock.advance(3_000);
  expect(all()[0]?.classList.contains("still")).toBe(false);
  clock.advance(1_100);
  expect(all()[0]?.classList.contains("still")).toBe(true);
  cursors.wake(MIA.number);
  expect(all()[0]?.classList.contains("still")).toBe(false);
});

it("forgets who has left, even on the way to a new place", () => {
  cursors.move(MIA, 0, 0);
  clock.advance(10);
  cursors.move(MIA, 9, 9);
  cursors.keep(new Map([[TOM.number, TOM]]));
  clock.advance(10);
  expect(all()).toEqual([]);
});
