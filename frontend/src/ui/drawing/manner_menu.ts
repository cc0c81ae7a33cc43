/** The choices in the menu of how one's hand draws. */

import type { Steadiness } from "../../canvas/engine/hands/recorder";
import { find, findAll } from "../elements";
import type { Manner } from "./manner";

/** The one about fingers is there once a pen was seen. */
export class MannerMenu {
  readonly #steadier: readonly HTMLElement[];
  readonly #fingers: HTMLInputElement;

  constructor(menu: HTMLElement, change: (change: Partial<Manner>) => void) {
    this.#steadier = findAll(menu, "[data-steadiness]", HTMLElement);
    for (const button of this.#steadier) {
      button.addEventListener("click", () => change({ steadiness: steadinessOf(button) }));
    }
    this.#fingers = find(menu, "#fingers-draw", HTMLInputElement);
    this.#fingers.addEventListener("change", () => change({ fingersDraw: this.#fingers.checked }));
  }

  show(manner: Manner): void {
    for (const button of this.#steadier) {
      button.setAttribute("aria-pressed", String(steadinessOf(button) === manner.steadiness));
    }
    this.#fingers.checked = manner.fingersDraw;
    const label = this.#fingers.closest("label");
    if (label) label.hidden = !manner.penSeen;
  }
}

function steadinessOf(button: HTMLElement): Steadiness {
  return button.dataset["steadiness"] as Steadiness;
}
