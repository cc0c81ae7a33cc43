/** The colours of the paper: a few to choose from, or whatever colour the pen has. */

import { findAll } from "../elements";
import { parseHex, toHex } from "./colour";

export class Papers {
  readonly #root: HTMLElement;
  readonly #actions: { choose(color: number): void; ink(): number };

  constructor(root: HTMLElement, actions: { choose(color: number): void; ink(): number }) {
    this.#root = root;
    this.#actions = actions;
  }

  /** It was pressed, before the code for it had come perhaps. */
  press(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest<HTMLElement>("button") : null;
    if (button?.matches("[data-pour]")) this.#actions.choose(this.#actions.ink());
    const color = parseHex(button?.dataset["paper"] ?? "");
    const chosen = button?.getAttribute("aria-pressed") === "true";
    if (color !== null && !chosen) this.#actions.choose(color); // else undo would have an empty step
  }

  /** Null: paper as it comes, the first of them. */
  show(color: number | null): void {
    this.#buttons.forEach((button, index) => {
      const chosen = color === null ? index === 0 : button.dataset["paper"] === toHex(color);
      button.setAttribute("aria-pressed", String(chosen));
    });
  }

  get #buttons(): HTMLElement[] {
    return findAll(this.#root, "[data-paper]", HTMLElement);
  }
}
