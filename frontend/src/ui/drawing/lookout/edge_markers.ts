/** Buttons on the edges of the paper that lead to whoever draws beyond them. */

import type { Participant } from "../../../canvas/messages";
import { initialOf } from "../../person";
import { say } from "../../words_later";
import type { Stand } from "./edges";

export interface Marked {
  readonly who: Participant;
  readonly stand: Stand;
}

export class EdgeMarkers {
  readonly #layer: HTMLElement;
  readonly #go: (number: number) => void;
  readonly #gone: () => void;
  readonly #shown = new Map<number, HTMLButtonElement>();

  /** `gone`: one that had the focus is there no more. */
  constructor(layer: HTMLElement, go: (number: number) => void, gone: () => void) {
    this.#layer = layer;
    this.#go = go;
    this.#gone = gone;
  }

  /** Whose marker has the focus: it does not vanish from under a hand because time passes. */
  get focused(): number | null {
    for (const [number, marker] of this.#shown) if (marker.matches(":focus")) return number;
    return null;
  }

  get isEmpty(): boolean {
    return this.#shown.size === 0;
  }

  has(number: number): boolean {
    return this.#shown.has(number);
  }

  show(marked: readonly Marked[]): void {
    const wanted = new Set(marked.map(({ who }) => who.number));
    for (const [number, marker] of this.#shown) {
      if (wanted.has(number)) continue;
      const hadFocus = marker.matches(":focus");
      marker.remove();
      this.#shown.delete(number);
      if (hadFocus) this.#gone();
    }
    for (const { who, stand } of marked) {
      const marker = this.#shown.get(who.number) ?? this.#add(who.number);
      dress(marker, who);
      place(marker, stand);
    }
  }

  #add(number: number): HTMLButtonElement {
    const marker = document.createElement("button");
    marker.type = "button";
    marker.className = "edge-marker";
    marker.dataset["fades"] = "";
    marker.append(part("edge-drop"), part("edge-initial"));
    marker.addEventListener("click", () => this.#go(number));
    this.#layer.append(marker);
    this.#shown.set(number, marker);
    return marker;
  }
}

function part(name: string): HTMLElement {
  const element = document.createElement("span");
  element.className = name;
  return element;
}

function dress(marker: HTMLElement, { name, hue }: Participant): void {
  const tip = say("lookout.draws", { name });
  marker.dataset["hue"] = String(hue % 8);
  if (marker.dataset["tip"] === tip) return; // its name has not changed
  marker.dataset["tip"] = tip;
  marker.setAttribute("aria-label", say("lookout.go", { name }));
  const initial = marker.lastElementChild;
  if (initial) initial.textContent = initialOf(name);
}

function place({ style, dataset }: HTMLElement, { x, y, turn, side }: Stand): void {
  style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
  style.setProperty("--turn", `${turn.toFixed(2)}rad`);
  dataset["tipSide"] = TIPS[side];
}

/** Where a tooltip has room. */
const TIPS = { left: "right", right: "left", top: "bottom", bottom: "top" } as const;
