import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Point, Viewport } from "../../../canvas/engine/view/viewport";
import { HandClock } from "../../../canvas/testing/room";
import type { Followed } from "./follower";
import { Lookout } from "./lookout";

const MIA = { number: 1, name: "Mia", hue: 4, guest: false };
const TOM = { number: 2, name: "Tom", hue: 5, guest: true };
const PEOPLE = new Map([MIA, TOM].map((who) => [who.number, who]));
const FAR = { x: 9_000, y: 300 };

class Window {
  viewport = new Viewport({ x: 0, y: 0 }, 1, { width: 1280, height: 800 }, 1);
  strokes: { id: string; author: number }[] = [];

  flyTo(point: Point, zoom: number): void {
    this.viewport = this.viewport.centeredOn(point, zoom);
    lookout.look();
  }

  visibleStrokes() {
    return this.strokes as never;
  }

  find(id: string) {
    const left = Number(id);
    return { bounds: { left, top: 0, right: left + 100, bottom: 80 } } as never;
  }
}

let clock: HandClock;
let engine: Window;
let place: HTMLElement;
let told: string[];
let followed: Followed[];
let people: ReadonlyMap<number, typeof MIA>;
let draws: boolean;
let lookout: Lookout;
const back = vi.fn();

afterEach(() => vi.unstubAllGlobals());

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  document.body.innerHTML = `<div id="lookout"><div data-edges></div><div data-follow hidden>
    <span data-words></span><button data-leave>x</button><button data-start hidden>Follow</button>
  </div></div>`;
  place = document.body.firstElementChild as HTMLElement;
  stretch(place.querySelector("[data-edges]") as HTMLElement);
  clock = new HandClock();
  engine = new Window();
  told = [];
  followed = [];
  people = PEOPLE;
  draws = false;
  back.mockReset();
  lookout = new Lookout({
    ...{ place, engine, clock, back },
    person: (number) => people.get(number),
    draws: () => draws,
    followed: (whom) => followed.push(whom),
    tell: (news) => told.push(news),
    announce: (news) => told.push(news),
  });
  lookout.meet(PEOPLE);
});

/** Happy DOM lays nothing out. */
function stretch(edges: HTMLElement): void {
  const box = { offsetLeft: 30, offsetTop: 110, offsetWidth: 1220, offsetHeight: 540 };
  for (const [name, value] of Object.entries(box)) Object.defineProperty(edges, name, { value });
}

const markers = () => [...place.querySelectorAll<HTMLElement>(".edge-marker")];
const pill = () => place.querySelector("[data-follow]") as HTMLElement;
const words = () => place.querySelector("[data-words]")?.textContent;

function draw(who: { number: number }, at: Point): void {
  lookout.seen(who.number, at, true);
  clock.advance(300);
}

it("marks on its side of the paper whoever draws out of sight, by name, initial and hue", () => {
  draw(MIA, FAR);
  const [marker] = markers();
  expect(marker?.getAttribute("aria-label")).toBe("Mia draws out of sight: go there");
  expect(marker?.textContent).toBe("M");
  expect(marker?.dataset).toMatchObject({ hue: "4", tipSide: "left" });
});

it("marks nobody who is in sight, or only points", () => {
  draw(MIA, { x: 600, y: 300 });
  lookout.seen(TOM.number, FAR, false);
  clock.advance(300);
  expect(markers()).toEqual([]);
});

it("marks whoever draws under a bar, not beside it, where their arrow is seen", () => {
  const bar = document.createElement("div");
  bar.className = "float";
  bar.getBoundingClientRect = () => new DOMRect(400, 740, 480, 60);
  document.body.append(bar);
  draw(MIA, { x: 100, y: 780 });
  draw(TOM, { x: 600, y: 780 });
  expect(markers().map(({ textContent }) => textContent)).toEqual(["T"]);
});

it("leads there, and then the paper has the keyboard and there is no marker any more", () => {
  draw(MIA, FAR);
  markers()[0]?.click();
  expect(engine.viewport.center.x).toBeCloseTo(FAR.x, 0);
  expect(markers()).toEqual([]);
  expect(back).toHaveBeenCalled();
  expect(told).toEqual(["Here Mia draws"]);
});

it("forgets a marker a while after the last line, but not while it has the focus", () => {
  draw(MIA, FAR);
  draw(TOM, { x: -FAR.x, y: 300 });
  markers()[0]?.focus();
  clock.advance(30_000);
  expect(markers().map(({ textContent }) => textContent)).toEqual(["M"]);
});

it("gives the keyboard back to the paper when whom a marker points at is in sight, or has left", () => {
  for (const end of [() => draw(MIA, { x: 600, y: 300 }), () => lookout.meet(new Map())]) {
    draw(MIA, FAR);
    markers()[0]?.focus();
    end();
    clock.advance(300);
    expect(markers()).toEqual([]);
    expect(back).toHaveBeenCalledOnce();
    back.mockReset();
  }
});

it("has room for a few markers: those who drew last, as long as they are out of sight", () => {
  const names = () =>
    markers()
      .map((one) => Number.parseInt(one.dataset["tip"] ?? "", 10))
      .sort();
  for (let number = 10; number < 30; number++) {
    PEOPLE.set(number, { ...MIA, number, name: `${number}` });
  }
  for (let number = 10; number < 30; number++) {
    lookout.seen(number, FAR, true);
    clock.advance(1);
  }
  clock.advance(300);
  expect(names()).toEqual([25, 26, 27, 28, 29]);
  lookout.seen(10, FAR, true);
  clock.advance(300);
  expect(names()).toEqual([25, 26, 27, 28, 29]);
  for (let number = 10; number < 30; number++) PEOPLE.delete(number);
});

it("goes to the last stroke of somebody who was here before us, and says where there is none", () => {
  engine.strokes = [
    { id: "5000", author: 1 },
    { id: "7000", author: 1 },
    { id: "9000", author: 7 },
  ];
  lookout.goTo(MIA.number);
  expect(engine.viewport.center.x).toBeCloseTo(7_050, 0);
  lookout.goTo(TOM.number);
  expect(told).toEqual(["Here Mia draws", "Tom has drawn nothing that can be seen."]);
});

it("follows somebody in their hue until they are left, or leave", () => {
  lookout.choose(MIA.number);
  expect([words(), pill().hidden, pill().dataset["hue"]]).toEqual(["Following Mia", false, "4"]);
  draw(MIA, FAR);
  expect(engine.viewport.center.x).toBeCloseTo(FAR.x, 0);
  lookout.leave();
  expect(pill().hidden).toBe(true);
  lookout.choose(TOM.number);
  lookout.meet(new Map([[1, MIA]]));
  expect(pill().hidden).toBe(true);
  expect(followed).toEqual([1, null, 2, null]);
});

it("goes along with the drawing for whoever watches, who may leave it and begin again", () => {
  lookout.watch(true);
  expect(words()).toBe("Following the drawing");
  draw(TOM, FAR);
  expect(engine.viewport.center.x).toBeCloseTo(FAR.x, 0);
  const [leave, start] = [...place.querySelectorAll("button")];
  leave?.focus();
  leave?.click();
  expect(document.activeElement).toBe(start);
  expect([leave?.hidden, start?.hidden]).toEqual([true, false]);
  start?.click();
  expect(words()).toBe("Following the drawing");
  lookout.watch(false);
  expect(pill().hidden).toBe(true);
});

it("moves nothing by itself for whoever asked for less motion", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  lookout.watch(true);
  draw(TOM, FAR);
  expect(engine.viewport.x).toBe(0);
  expect((place.querySelector("[data-start]") as HTMLElement).hidden).toBe(false);
});

it("lets what stands on the edges rest while one draws in a crowd, though not for ever", () => {
  const crowd = Array.from({ length: 9 }, (_, index) => ({ ...TOM, number: index + 10 }));
  people = new Map(crowd.map((who) => [who.number, who]));
  lookout.meet(people);
  draws = true;
  for (const { number } of crowd) lookout.seen(number, { x: 300, y: 300 }, true);
  clock.advance(300);
  for (const { number } of crowd) lookout.seen(number, FAR, true);
  for (let look = 0; look < 3; look++) clock.advance(1_000);
  expect(place.querySelectorAll(".edge-marker").length).toBe(0);
  clock.advance(1_000);
  expect(place.querySelectorAll(".edge-marker").length).toBe(5);
});
