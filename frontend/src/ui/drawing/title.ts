/** The title in the bar: a click makes it a field, Enter or leaving keeps it, Escape does not. */

import { find } from "../elements";
import { say } from "../words";

export class TitleField {
  readonly #button: HTMLButtonElement;
  readonly #field: HTMLInputElement;
  readonly #rename: (title: string) => void;
  #title = "";

  constructor(root: HTMLElement, rename: (title: string) => void) {
    this.#button = find(root, "button", HTMLButtonElement);
    this.#field = find(root, "input", HTMLInputElement);
    this.#rename = rename;
    this.#button.addEventListener("click", () => this.#edit());
    this.#field.addEventListener("blur", () => this.#finish(true));
    this.#field.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Whether this person may change it. */
  set enabled(enabled: boolean) {
    this.#button.disabled = !enabled;
  }

  show(title: string): void {
    this.#title = title;
    const shown = title || say("title.untitled");
    this.#button.textContent = shown;
    document.title = `${shown} · DrawnBy`;
  }

  #edit(): void {
    this.#field.value = this.#title;
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
    if (this.#field.hidden) return;
    this.#field.hidden = true;
    this.#button.hidden = false;
    const title = this.#field.value.trim().replace(/\s+/g, " ");
    if (!keep || title === this.#title) return;
    this.show(title); // at once; the server's word follows
    this.#rename(title);
  }
}
