/** The title in the bar; a click makes it a field, whose code comes with the first. */

import { find } from "../elements";
import { say } from "../words";

export class Title {
  /** As it was given; "" has no name yet. */
  text = "";
  readonly #button: HTMLButtonElement;

  constructor(root: HTMLElement, edit: () => void) {
    this.#button = find(root, "button", HTMLButtonElement);
    this.#button.addEventListener("click", edit);
  }

  /** Whether this person may change it. */
  set enabled(enabled: boolean) {
    this.#button.disabled = !enabled;
  }

  show(title: string): void {
    this.text = title;
    const shown = title || say("title.untitled");
    this.#button.textContent = shown;
    document.title = `${shown} · DrawnBy`;
  }
}
