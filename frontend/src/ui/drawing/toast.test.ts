import { beforeEach, expect, it } from "vitest";
import { HandClock } from "../../canvas/testing/room";
import { Toasts } from "./toast";

let clock: HandClock;
let toasts: Toasts;
let open: boolean;
let opened: number;

beforeEach(() => {
  document.body.innerHTML = `<div id="toasts"><svg class="icon"><use></use></svg>
    <span data-words></span><a data-action hidden></a><button data-action hidden></button></div>`;
  const place = document.body.firstElementChild as HTMLElement;
  opened = 0;
  place.showPopover = () => {
    open = true;
    opened++;
  };
  place.hidePopover = () => {
    open = false;
  };
  clock = new HandClock();
  toasts = new Toasts(place, clock);
});

const link = () => document.querySelector("a") as HTMLAnchorElement;
const button = () => document.querySelector("button") as HTMLButtonElement;

it("goes by itself, later where it offers something", () => {
  toasts.show("Link copied");
  clock.advance(5_000);
  expect(open).toBe(false);
  toasts.show("New strokes", "users", { words: "Play", address: "/replay" });
  clock.advance(5_000);
  expect(open).toBe(true);
  clock.advance(5_000);
  expect(open).toBe(false);
});

it("leads somewhere, or offers to do something, or neither", () => {
  let done = 0;
  toasts.show("New strokes", "users", { words: "Play", address: "/replay" });
  expect([link().hidden, button().hidden]).toEqual([false, true]);
  toasts.show("Tom drew that", "lock", { words: "Use the eraser", act: () => done++ });
  expect([link().hidden, button().hidden]).toEqual([true, false]);
  button().click();
  expect([done, open]).toEqual([1, false]);
  toasts.show("Link copied");
  expect([link().hidden, button().hidden]).toEqual([true, true]);
});

it("shows once what is said thirty times a second, until a while after the last time", () => {
  for (let times = 0; times < 300; times++) {
    toasts.show("Too fast", "circle-alert");
    clock.advance(33);
  }
  expect([open, opened]).toEqual([true, 1]);
  clock.advance(5_000);
  expect(open).toBe(false);
  toasts.show("Too fast", "circle-alert");
  toasts.show("Link copied");
  expect([open, opened]).toEqual([true, 3]);
});

it("comes again to the top for what somebody does once more", () => {
  toasts.show("Link copied");
  clock.advance(2_000);
  toasts.show("Link copied");
  expect(opened).toBe(2);
});
