/** The wedge from thin to thick; its knob shows the true dot as far as it has room. */

import { say } from "../words";
import { positionOf, SLIDER_STEPS, sizeAt } from "./size";

const LARGEST_DOT = 14; // CSS pixels

export class SizeSlider {
  readonly #input: HTMLInputElement;

  constructor(input: HTMLInputElement, resized: (size: number) => void) {
    this.#input = input;
    input.min = "0";
    input.max = String(SLIDER_STEPS);
    input.addEventListener("input", () => resized(sizeAt(input.valueAsNumber)));
  }

  show(size: number): void {
    const input = this.#input;
    if (sizeAt(input.valueAsNumber) !== size) input.value = String(positionOf(size));
    // As text: the first number that a browser formats takes it many milliseconds, and this is early.
    input.setAttribute("aria-valuetext", say("size.pixels", { size: String(size) }));
    showDot(input, size);
  }
}

/** Sets --dot, the size of a dot that stands for `size`. */
export function showDot(element: HTMLElement, size: number): void {
  element.style.setProperty("--dot", `${Math.max(2, Math.min(LARGEST_DOT, size))}px`);
}
