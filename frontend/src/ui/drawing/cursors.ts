/** Where the others' pens are: an arrow in their hue, and a name that fades when nothing moves. */

import type { Clock } from "../../canvas/clock";
import type { Viewport } from "../../canvas/engine/viewport";
import type { Participant } from "../../canvas/messages";

const STILL_AFTER_MS = 4_000;
const ARROW = "M3 2l6.2 16.4 2.6-6.6 6.6-2.6z";
const SVG = "http://www.w3.org/2000/svg";

interface Shown {
  readonly element: HTMLElement;
  x: number;
  y: number;
  cancel: () => void;
}

export class Cursors {
  readonly #layer: HTMLElement;
  readonly #clock: Clock;
  readonly #view: () => Viewport;
  readonly #shown = new Map<number, Shown>();

  constructor(layer: HTMLElement, clock: Clock, view: () => Viewport) {
    this.#layer = layer;
    this.#clock = clock;
    this.#view = view;
  }

  /** x, y: paper units. */
  move(who: Participant, x: number, y: number): void {
    const shown = this.#shown.get(who.number) ?? this.#add(who);
    shown.x = x;
    shown.y = y;
    dress(shown.element, who);
    shown.element.classList.remove("carried");
    this.#place(shown);
    this.#stir(shown);
  }

  /** Someone draws: their name is wanted even where the arrow rests. */
  wake(number: number): void {
    const shown = this.#shown.get(number);
    if (shown) this.#stir(shown);
  }

  /** Only those here keep theirs; a name may have changed. */
  keep(people: ReadonlyMap<number, Participant>): void {
    for (const [number, shown] of this.#shown) {
      const who = people.get(number);
      if (who) dress(shown.element, who);
      else this.#remove(number, shown);
    }
  }

  /** The paper moved: the arrows go along at once. */
  follow(): void {
    for (const shown of this.#shown.values()) {
      shown.element.classList.add("carried");
      this.#place(shown);
    }
  }

  #add(who: Participant): Shown {
    const element = makeCursor();
    const shown = { element, x: 0, y: 0, cancel: () => {} };
    element.classList.add("carried");
    this.#layer.append(element);
    this.#shown.set(who.number, shown);
    return shown;
  }

  #remove(number: number, shown: Shown): void {
    shown.cancel();
    shown.element.remove();
    this.#shown.delete(number);
  }

  #place({ element, x, y }: Shown): void {
    const at = this.#view().toScreen({ x, y });
    element.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }

  #stir(shown: Shown): void {
    shown.cancel();
    shown.element.classList.remove("still");
    shown.cancel = this.#clock.after(STILL_AFTER_MS, () => shown.element.classList.add("still"));
  }
}

function dress(element: HTMLElement, { name, hue }: Participant): void {
  element.dataset["hue"] = String(hue % 8);
  const tag = element.lastElementChild;
  if (tag && tag.textContent !== name) tag.textContent = name;
}

function makeCursor(): HTMLElement {
  const element = document.createElement("div");
  element.className = "cursor";
  const arrow = document.createElementNS(SVG, "svg");
  arrow.setAttribute("class", "cursor-arrow");
  arrow.setAttribute("viewBox", "0 0 22 22");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ARROW);
  arrow.append(path);
  const name = document.createElement("span");
  name.className = "cursor-name";
  element.append(arrow, name);
  return element;
}
