/** The colours of the paper: a few to choose from, or whatever colour the pen has. */

import { find, findAll } from "../elements";
import { parseHex, toHex } from "./colour";

export class Papers {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement, actions: { choose(color: number): void; ink(): number }) {
    this.#root = root;
    for (const button of this.#buttons) {
      const color = parseHex(button.dataset["paper"] ?? "");
      if (color === null) continue;
      button.addEventListener("click", () => {
        const chosen = button.getAttribute("aria-pressed") === "true";
        if (!chosen) actions.choose(color); // else it would be a step of undo that changes nothing
      });
    }
    const pour = find(root, "[data-pour]", HTMLElement);
    pour.addEventListener("click", () => actions.choose(actions.ink()));
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
