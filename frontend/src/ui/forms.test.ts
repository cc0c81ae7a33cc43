import { beforeEach, expect, it } from "vitest";
import { revealPasswords, showSending } from "./forms";

beforeEach(() => {
  document.body.innerHTML = `
    <form><input id="secret" type="password"><button type="button" data-reveal="secret" hidden></button>
    <button class="button" type="submit"></button></form>`;
});

function send(): SubmitEvent {
  const submitter = document.querySelector<HTMLElement>(".button");
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter });
  document.querySelector("form")?.dispatchEvent(event);
  return event;
}

it("shows a password and hides it again", () => {
  revealPasswords(document);
  const [field, button] = [document.querySelector("input"), document.querySelector("button")];
  expect(button?.hidden).toBe(false);
  button?.click();
  expect([field?.type, button?.getAttribute("aria-pressed")]).toEqual(["text", "true"]);
  button?.click();
  expect([field?.type, button?.getAttribute("aria-pressed")]).toEqual(["password", "false"]);
});

it("sends a form once, however often its button is pressed", () => {
  showSending(document);
  expect(send().defaultPrevented).toBe(false);
  expect(document.querySelector(".busy")).not.toBeNull();
  expect(send().defaultPrevented).toBe(true);
});

it("is ready again when the browser comes back to the page", () => {
  showSending(document);
  send();
  window.dispatchEvent(new Event("pageshow"));
  expect(document.querySelector(".busy")).toBeNull();
});
