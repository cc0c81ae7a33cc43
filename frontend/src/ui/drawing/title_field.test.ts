import { expect, it, vi } from "vitest";
import { Title } from "./title";
import { TitleField } from "./title_field";

function make() {
  document.body.innerHTML = `
    <h1><button>Harbour</button><input pattern=".{0,80}" hidden></h1>
    <button id="elsewhere"></button>`;
  const root = document.querySelector("h1") as HTMLElement;
  const [button, field] = root.children as unknown as [HTMLButtonElement, HTMLInputElement];
  const rename = vi.fn();
  const title = new Title(root, () => titleField.edit());
  const titleField = new TitleField(root, title, rename);
  title.show("Harbour");
  button.click();
  const press = (key: string) => {
    field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  };
  return { button, field, press, rename };
}

it("is kept by Enter, on one line", () => {
  const { button, field, press, rename } = make();
  field.value = "  Low   tide ";
  press("Enter");
  expect(rename.mock.calls).toEqual([["Low tide"]]);
  expect([field.hidden, button.textContent]).toEqual([true, "Low tide"]);
});

it("is as it was after Escape", () => {
  const { button, field, press, rename } = make();
  field.value = "x".repeat(200);
  press("Escape");
  expect(rename).not.toHaveBeenCalled();
  expect([field.hidden, button.textContent]).toEqual([true, "Harbour"]);
});

it("that is too long stays where it can be made shorter, whether one goes on or not", () => {
  const { field, press, rename } = make();
  const long = "x".repeat(81);
  field.value = long;
  press("Enter");
  field.dispatchEvent(new FocusEvent("blur"));
  expect([field.hidden, field.value]).toEqual([false, long]);
  expect(rename).not.toHaveBeenCalled();
  field.value = "x".repeat(80);
  press("Enter");
  expect(rename).toHaveBeenCalledOnce();
  expect(field.hidden).toBe(true);
});
