/** The choices in the menu: how one's hand draws, and the theme. */

import type { Steadiness } from "../../canvas/engine/hands/recorder";
import { find, findAll } from "../elements";
import { pressTheme } from "../theme";
import type { Manner } from "./manner";

/** The one about fingers is there once a pen was seen. */
export class MannerMenu {
  readonly #steadier: readonly HTMLElement[];
  readonly #fingers: HTMLInputElement;
  readonly #change: (change: Partial<Manner>) => void;

  constructor(menu: HTMLElement, change: (change: Partial<Manner>) => void) {
    this.#steadier = findAll(menu, "[data-steadiness]", HTMLElement);
    this.#fingers = find(menu, "#fingers-draw", HTMLInputElement);
    this.#change = change;
  }

  /** It was pressed, before the code for it had come perhaps. */
  press(target: EventTarget | null): void {
    const button = this.#steadier.find((each) => target instanceof Node && each.contains(target));
    if (button) this.#change({ steadiness: steadinessOf(button) });
    else if (target === this.#fingers) this.#change({ fingersDraw: this.#fingers.checked });
    else pressTheme(document, target);
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
