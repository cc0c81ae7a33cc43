import { beforeEach, expect, it } from "vitest";
import { openDialogs } from "./dialogs";

beforeEach(() => {
  document.body.innerHTML = `
    <button data-dialog="rename" data-action="/d/key/rename" data-title="Bike <for> Nana"></button>
    <dialog id="rename"><form method="post">
      <strong data-shows-title></strong><input data-takes-title><button data-close></button>
    </form></dialog>`;
  openDialogs(document);
  document.querySelector<HTMLElement>("[data-dialog]")?.click();
});

const find = <T extends Element>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

it("opens for the thing whose button was pressed", () => {
  expect(find<HTMLDialogElement>("dialog").open).toBe(true);
  expect(find<HTMLFormElement>("form").action).toMatch(/\/d\/key\/rename$/);
});

it("shows a title as text, whatever it holds", () => {
  expect(find("strong").innerHTML).toBe("Bike &lt;for&gt; Nana");
  expect(find<HTMLInputElement>("input").value).toBe("Bike <for> Nana");
});

it("closes on its own buttons", () => {
  find<HTMLElement>("[data-close]").click();
  expect(find<HTMLDialogElement>("dialog").open).toBe(false);
});

it("closes on a press beside it", () => {
  find("dialog").dispatchEvent(new Event("click"));
  expect(find<HTMLDialogElement>("dialog").open).toBe(false);
});

it("lets what is wrong be said beside the field, where the focus goes", () => {
  const field = find<HTMLInputElement>("input");
  const wrong = new Event("invalid", { cancelable: true });
  field.blur();
  field.dispatchEvent(wrong);
  expect(wrong.defaultPrevented).toBe(true);
  expect(document.activeElement).toBe(field);
});
