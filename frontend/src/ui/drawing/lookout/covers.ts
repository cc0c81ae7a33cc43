/** What floats on the paper and hides some of it: where that stands in the window. */

import type { Clock } from "../../../canvas/clock";
import type { Bounds } from "../../../canvas/engine/view/bounds";
import type { Point } from "../../../canvas/engine/view/viewport";
import { findAll } from "../../elements";
import { contains } from "./sight";

/** ms: to ask costs the page a layout, and bars stay where they are most of the time. */
const TRUE_FOR = 2_000;

export class Covers {
  readonly #page: Document;
  readonly #clock: Clock;
  #boxes: readonly Bounds[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(page: Document, clock: Clock) {
    this.#page = page;
    this.#clock = clock;
  }

  /** Whether it lies under one of them; CSS pixels. */
  hide(at: Point): boolean {
    const now = this.#clock.now();
    if (now - this.#askedAt >= TRUE_FOR) {
      this.#askedAt = now;
      this.#boxes = findAll(this.#page, ".float", HTMLElement).filter(isThere).map(boxOf);
    }
    return this.#boxes.some((box) => contains(box, at));
  }
}

/** What gives way to a stroke hides nothing. */
function isThere(float: HTMLElement): boolean {
  const { visibility, pointerEvents, display } = getComputedStyle(float);
  return visibility !== "hidden" && pointerEvents !== "none" && display !== "none";
}

function boxOf(float: HTMLElement): Bounds {
  return float.getBoundingClientRect();
}
