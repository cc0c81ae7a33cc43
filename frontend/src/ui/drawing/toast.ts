/**
 * One short message above the tray, above dialogs too; a new one takes the place of the old. What is
 * said again and again is shown once, and longer.
 */

import type { Clock } from "../../canvas/clock";
import { find } from "../elements";
import { swapIcon } from "../sprite";

const SHOWN_MS = 5_000;
const OFFERED_MS = 10_000;
const AGAIN_MS = 1_000; // nobody does the same thing again as soon

/** Where a message leads, in words; or what it offers to do. */
export type Way =
  | { readonly words: string; readonly address: string }
  | { readonly words: string; readonly act: () => void };

export class Toasts {
  readonly #place: HTMLElement;
  readonly #clock: Clock;
  #cancel: () => void = () => {};
  #act: (() => void) | null = null;
  /** What is shown, if it offers nothing, and when it was said last. */
  #plain: string | null = null;
  #saidAt = 0;
  #silent = false;

  constructor(place: HTMLElement, clock: Clock) {
    this.#place = place;
    this.#clock = clock;
    const button = place.querySelector("button[data-action]");
    button?.addEventListener("click", () => this.#do());
  }

  /** `icon`: what kind of news it is. */
  show(text: string, icon = "circle-check", way: Way | null = null): void {
    if (this.#silent) return;
    this.#cancel();
    const now = this.#clock.now();
    if (way || text !== this.#plain || now > this.#saidAt + AGAIN_MS) this.#open(text, icon, way);
    this.#saidAt = now;
    this.#cancel = this.#clock.after(way ? OFFERED_MS : SHOWN_MS, () => this.#hideUnread());
  }

  #open(text: string, icon: string, way: Way | null): void {
    this.#place.hidePopover();
    this.#place.showPopover(); // the last one opened is the top one
    swapIcon(find(this.#place, ".icon", SVGElement), icon);
    find(this.#place, "[data-words]", HTMLElement).textContent = text;
    this.#offer(way);
    this.#plain = way ? null : text;
  }

  #offer(way: Way | null): void {
    this.#act = way && "act" in way ? way.act : null;
    const link = this.#place.querySelector<HTMLAnchorElement>("a[data-action]");
    const button = this.#place.querySelector<HTMLButtonElement>("button[data-action]");
    if (link && way && "address" in way) link.href = way.address;
    offer(link, way && "address" in way ? way.words : "");
    offer(button, this.#act && way ? way.words : "");
  }

  #do(): void {
    this.#hide();
    this.#act?.();
  }

  /** The page says something larger from now on. */
  silence(): void {
    this.#silent = true;
    this.#place.hidePopover();
  }

  /** Under the pointer it stays: somebody is reading. */
  #hideUnread(): void {
    if (this.#place.querySelector(":hover, :focus-within")) {
      this.#cancel = this.#clock.after(SHOWN_MS, () => this.#hideUnread());
    } else this.#hide();
  }

  #hide(): void {
    this.#cancel();
    this.#plain = null;
    this.#place.hidePopover();
    find(this.#place, "[data-words]", HTMLElement).textContent = "";
  }
}

function offer(element: HTMLElement | null, words: string): void {
  if (!element) return;
  element.hidden = words === "";
  element.textContent = words;
}
