/** The save status in the bar: true, calm, and spoken seldom. */

import type { Clock } from "../../canvas/clock";
import type { SaveStatus } from "../../canvas/session";
import { find } from "../elements";
import { swapIcon } from "../sprite";
import { type StatusWords, statusWords } from "./save_status";

const SAVING_SHOWN_AFTER_MS = 1_000;
const SPOKEN_EVERY_MS = 5_000;
const NARROW = "(max-width: 639px)"; // as in narrow.css

export class StatusLine {
  readonly #element: HTMLElement;
  readonly #shown: HTMLElement;
  readonly #spoken: HTMLElement;
  readonly #clock: Clock;
  #opened = false;
  #cancelShow: (() => void) | null = null;
  #mute = false;
  #text = "";

  constructor(element: HTMLElement, clock: Clock) {
    this.#element = element;
    this.#shown = find(element, "[data-words]", HTMLElement);
    this.#spoken = find(element, "[role=status]", HTMLElement);
    this.#clock = clock;
  }

  show(status: SaveStatus): void {
    this.#cancelShow?.();
    this.#cancelShow = null;
    this.#element.dataset["kind"] = status.kind;
    this.#opened ||= status.kind === "saved" || status.kind === "watching";
    const words = statusWords(status, this.#opened);
    if (status.kind !== "saving") this.#put(words);
    else this.#cancelShow = this.#clock.after(SAVING_SHOWN_AFTER_MS, () => this.#put(words));
  }

  /** It is told the same a few times a second where many draw: what is there stays as it is. */
  #put({ text, short, icon, tone }: StatusWords): void {
    if (this.#text === text && !short) return;
    this.#element.classList.remove("ok", "warn", "danger");
    if (tone) this.#element.classList.add(tone);
    swapIcon(find(this.#element, ".icon", SVGElement), icon);
    this.#shown.textContent = matchMedia(NARROW).matches ? (short ?? text) : text;
    this.#element.title = this.#text = text;
    this.#speak();
  }

  /** Whatever holds when the silence is over is said, and only that. */
  #speak(): void {
    if (this.#mute) return;
    const text = this.#text;
    if (this.#spoken.textContent === text) return;
    this.#spoken.textContent = text;
    this.#mute = true;
    this.#clock.after(SPOKEN_EVERY_MS, () => {
      this.#mute = false;
      this.#speak();
    });
  }
}
