import { beforeEach, expect, it } from "vitest";
import { Papers } from "./papers";

let root: HTMLElement;
let chosen: number[];

beforeEach(() => {
  root = document.createElement("div");
  root.innerHTML = `<button data-pour></button>
    <button data-paper="#fdfbf6"></button><button data-paper="#1d2130"></button>`;
  chosen = [];
});

const make = () => new Papers(root, { choose: (color) => chosen.push(color), ink: () => 0xdd4b33 });
const pressed = () =>
  [...root.querySelectorAll("[data-paper]")].map((one) => one.getAttribute("aria-pressed"));

it("gives the paper one of a few colours, or the pen's", () => {
  const papers = make();
  for (const button of root.querySelectorAll("button")) papers.press(button);
  expect(chosen).toEqual([0xdd4b33, 0xfdfbf6, 0x1d2130]);
});

it("shows which it is: the first as paper comes, none where it is another", () => {
  const papers = make();
  papers.show(null);
  expect(pressed()).toEqual(["true", "false"]);
  papers.show(0x1d2130);
  expect(pressed()).toEqual(["false", "true"]);
  papers.show(0x123456);
  expect(pressed()).toEqual(["false", "false"]);
});

it("does nothing where the paper has that colour already", () => {
  const papers = make();
  papers.show(0x1d2130);
  for (const button of root.querySelectorAll("[data-paper]")) papers.press(button);
  expect(chosen).toEqual([0xfdfbf6]);
});
