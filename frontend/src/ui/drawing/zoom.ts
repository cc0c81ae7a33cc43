/** − 69 % + in the corner. */

import type { Clock } from "../../canvas/clock";
import type { Engine } from "../../canvas/engine/engine";
import { findAll } from "../elements";
import { language } from "../words";

const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
/** So far out every step is a part of a percent. */
const finePercent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const EVERY_MS = 120;
const FINE_BELOW = 0.04;

/** Every element with data-zoom="in | out | reset | fit | level", in the corner and in the menu. */
export class ZoomControls {
  readonly #levels: readonly HTMLElement[];
  readonly #clock: Clock;
  #zoom = Number.NaN; // none is shown yet
  #written = Number.NaN;
  #waiting = false;

  constructor(page: Document, engine: Engine, clock: Clock) {
    this.#clock = clock;
    const actions: Readonly<Record<string, () => void>> = {
      in: () => engine.zoomIn(),
      out: () => engine.zoomOut(),
      reset: () => engine.resetZoom(),
      fit: () => engine.zoomTo("fit"),
    };
    for (const button of findAll(page, "[data-zoom]", HTMLElement)) {
      button.addEventListener("click", () => actions[button.dataset["zoom"] ?? ""]?.());
    }
    this.#levels = findAll(page, "[data-zoom-level]", HTMLElement);
  }

  /** At once, and then a few times a second: a number that flickers cannot be read. */
  show(zoom: number): void {
    if (zoom === this.#zoom) return;
    this.#zoom = zoom;
    if (!this.#waiting) this.#write();
  }

  #write(): void {
    this.#written = this.#zoom;
    const text = (this.#zoom < FINE_BELOW ? finePercent : percent).format(this.#zoom);
    for (const { firstChild } of this.#levels) if (firstChild) firstChild.nodeValue = text;
    this.#waiting = true;
    this.#clock.after(EVERY_MS, () => {
      this.#waiting = false;
      if (this.#zoom !== this.#written) this.#write();
    });
  }
}
