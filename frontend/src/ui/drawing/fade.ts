/** Floats give way to a stroke that comes near, and return when the pen has lifted. */

import type { Clock } from "../../canvas/clock";
import { findAll } from "../elements";

const NEAR = 48; // CSS pixels
const RETURN_MS = 200;

interface Float {
  readonly element: HTMLElement;
  readonly box: DOMRect;
}

/** From a point to the nearest of a box, 0 inside. (pure) */
export function distanceTo(
  box: { left: number; right: number; top: number; bottom: number },
  x: number,
  y: number,
): number {
  const dx = Math.max(box.left - x, 0, x - box.right);
  const dy = Math.max(box.top - y, 0, y - box.bottom);
  return Math.hypot(dx, dy);
}

export class Fading {
  readonly #page: Document;
  readonly #clock: Clock;
  #near: Float[] = [];
  #last = { x: 0, y: 0 };
  #drawing = false;
  #cancel: () => void = () => {};

  constructor(page: Document, clock: Clock) {
    this.#page = page;
    this.#clock = clock;
  }

  /** The pen is down. Boxes are read once: nothing moves while one draws. */
  begin(): void {
    this.#cancel();
    this.#return();
    this.#drawing = true;
    this.#near = findAll(this.#page, "[data-fades]", HTMLElement)
      .filter((element) => getComputedStyle(element).pointerEvents !== "none")
      .map((element) => ({ element, box: element.getBoundingClientRect() }));
    this.move(this.#last.x, this.#last.y);
  }

  end(): void {
    if (!this.#drawing) return;
    this.#drawing = false;
    this.#cancel = this.#clock.after(RETURN_MS, () => this.#return());
  }

  /** Where the pen is, or what stands in for one; CSS pixels. */
  move(x: number, y: number): void {
    this.#last = { x, y };
    if (!this.#drawing) return;
    for (const { element, box } of this.#near) {
      if (box.width > 0 && distanceTo(box, x, y) < NEAR) element.classList.add("faded");
    }
  }

  #return(): void {
    for (const element of this.#page.querySelectorAll(".faded")) element.classList.remove("faded");
  }
}
