/** One short message above the tray, above dialogs too; a new one takes the place of the old. */

import type { Clock } from "../../canvas/clock";
import { find } from "../elements";
import { swapIcon } from "../icon";

const SHOWN_MS = 5_000;

export class Toasts {
  readonly #place: HTMLElement;
  readonly #clock: Clock;
  #cancel: () => void = () => {};
  #silent = false;

  constructor(place: HTMLElement, clock: Clock) {
    this.#place = place;
    this.#clock = clock;
  }

  /** `icon`: what kind of news it is. */
  show(text: string, icon = "circle-check"): void {
    if (this.#silent) return;
    this.#cancel();
    this.#place.hidePopover();
    this.#place.showPopover(); // the last one opened is the top one
    swapIcon(find(this.#place, ".icon", SVGElement), icon);
    find(this.#place, "[data-words]", HTMLElement).textContent = text;
    this.#cancel = this.#clock.after(SHOWN_MS, () => this.#hide());
  }

  /** The page says something larger from now on. */
  silence(): void {
    this.#silent = true;
    this.#place.hidePopover();
  }

  /** Under the pointer it stays: somebody is reading. */
  #hide(): void {
    if (this.#place.querySelector(":hover")) {
      this.#cancel = this.#clock.after(SHOWN_MS, () => this.#hide());
      return;
    }
    this.#place.hidePopover();
    find(this.#place, "[data-words]", HTMLElement).textContent = "";
  }
}
