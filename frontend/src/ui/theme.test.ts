import { beforeEach, expect, it } from "vitest";
import { offerThemes } from "./theme";

beforeEach(() => {
  document.documentElement.dataset["theme"] = "auto";
  document.body.innerHTML = `
    <button data-choose-theme="auto" aria-pressed="true"></button>
    <button data-choose-theme="dark" aria-pressed="false"></button>`;
  offerThemes(document);
});

it("shows the chosen theme at once", () => {
  document.querySelector<HTMLElement>("[data-choose-theme=dark]")?.click();
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

it("remembers the choice for the server's next page", () => {
  document.querySelector<HTMLElement>("[data-choose-theme=dark]")?.click();
  expect(document.cookie).toContain("theme=dark");
});

it("says which theme is chosen", () => {
  document.querySelector<HTMLElement>("[data-choose-theme=dark]")?.click();
  const pressed = [...document.querySelectorAll("button")].map((button) =>
    button.getAttribute("aria-pressed"),
  );
  expect(pressed).toEqual(["false", "true"]);
});
