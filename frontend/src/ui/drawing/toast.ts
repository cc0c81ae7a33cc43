/** One short message above the tray, above dialogs too; a new one takes the place of the old. */

import type { Clock } from "../../canvas/clock";
import { find } from "../elements";
import { swapIcon } from "../sprite";

const SHOWN_MS = 5_000;
const OFFERED_MS = 10_000;

/** Where a message leads, in words. */
export interface Way {
  readonly words: string;
  readonly address: string;
}

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
  show(text: string, icon = "circle-check", way: Way | null = null): void {
    if (this.#silent) return;
    this.#cancel();
    this.#place.hidePopover();
    this.#place.showPopover(); // the last one opened is the top one
    swapIcon(find(this.#place, ".icon", SVGElement), icon);
    find(this.#place, "[data-words]", HTMLElement).textContent = text;
    this.#offer(way);
    this.#cancel = this.#clock.after(way ? OFFERED_MS : SHOWN_MS, () => this.#hide());
  }

  #offer(way: Way | null): void {
    const link = this.#place.querySelector<HTMLAnchorElement>("a[data-action]");
    if (!link) return;
    link.hidden = way === null;
    link.textContent = way?.words ?? "";
    if (way) link.href = way.address;
  }

  /** The page says something larger from now on. */
  silence(): void {
    this.#silent = true;
    this.#place.hidePopover();
  }

  /** Under the pointer it stays: somebody is reading. */
  #hide(): void {
    if (this.#place.querySelector(":hover, :focus-within")) {
      this.#cancel = this.#clock.after(SHOWN_MS, () => this.#hide());
      return;
    }
    this.#place.hidePopover();
    find(this.#place, "[data-words]", HTMLElement).textContent = "";
  }
}
