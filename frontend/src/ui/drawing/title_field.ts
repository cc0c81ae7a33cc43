/**
 * The field that the title becomes: Enter or leaving keeps what it says, Escape does not. It stays open
 * while that is too long: nobody would know where the rest went.
 */

import { find } from "../elements";
import type { Title } from "./title";

export class TitleField {
  readonly #button: HTMLButtonElement;
  readonly #field: HTMLInputElement;
  readonly #title: Title;
  readonly #rename: (title: string) => void;

  constructor(root: HTMLElement, title: Title, rename: (title: string) => void) {
    this.#button = find(root, "button", HTMLButtonElement);
    this.#field = find(root, "input", HTMLInputElement);
    this.#title = title;
    this.#rename = rename;
    this.#field.addEventListener("blur", () => this.#finish(true));
    this.#field.addEventListener("keydown", (event) => this.#press(event));
  }

  edit(): void {
    this.#field.value = this.#title.text;
    this.#field.hidden = false;
    this.#button.hidden = true;
    this.#field.focus();
    this.#field.select();
  }

  #press(event: KeyboardEvent): void {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#finish(event.key === "Enter");
    this.#button.focus();
  }

  #finish(keep: boolean): void {
    if (this.#field.hidden || (keep && !this.#field.checkValidity())) return;
    this.#field.hidden = true;
    this.#button.hidden = false;
    const title = this.#field.value.trim().replace(/\s+/g, " ");
    if (!keep || title === this.#title.text) return;
    this.#title.show(title); // at once; the server's word follows
    this.#rename(title);
  }
}
