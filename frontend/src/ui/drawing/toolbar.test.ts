import { beforeEach, expect, it } from "vitest";
import { Toolbar } from "./toolbar";

let bar: HTMLElement;
let toolbar: Toolbar;

beforeEach(() => {
  document.body.innerHTML = `<div role="toolbar">
    <div data-some><button>Copy</button><button>Front</button><button>Delete</button></div>
    <div data-none hidden><button>All</button></div>
  </div>`;
  bar = document.body.firstElementChild as HTMLElement;
  toolbar = new Toolbar(bar);
});

const stops = () =>
  [...bar.querySelectorAll("button")]
    .filter((one) => one.tabIndex === 0)
    .map((one) => one.textContent);
const focused = () => document.activeElement?.textContent;

function press(key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(event);
  return event.defaultPrevented;
}

function focus(name: string): void {
  [...bar.querySelectorAll("button")].find((one) => one.textContent === name)?.focus();
}

it("is one stop for Tab, the button used last", () => {
  expect(stops()).toEqual(["Copy"]);
  focus("Copy");
  press("ArrowRight");
  expect(focused()).toBe("Front");
  expect(stops()).toEqual(["Front"]);
});

it("goes round by arrows, and to its ends by Home and End", () => {
  focus("Copy");
  press("ArrowLeft");
  expect(focused()).toBe("Delete");
  press("ArrowRight");
  expect(focused()).toBe("Copy");
  press("End");
  expect(focused()).toBe("Delete");
  press("Home");
  expect(focused()).toBe("Copy");
});

it("leaves other keys to others", () => {
  focus("Copy");
  expect(press("ArrowUp")).toBe(false);
  expect(press("Enter")).toBe(false);
  expect(focused()).toBe("Copy");
});

it("never stops at a button that is not shown", () => {
  (bar.querySelector("[data-some]") as HTMLElement).hidden = true;
  (bar.querySelector("[data-none]") as HTMLElement).hidden = false;
  toolbar.refresh();
  expect(stops()).toEqual(["All"]);
});
