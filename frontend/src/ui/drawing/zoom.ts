/** − 69 % + in the corner. */

import type { Clock } from "../../canvas/clock";
import type { Engine } from "../../canvas/engine/engine";
import { findAll } from "../elements";
import { language } from "../words";

const EVERY_MS = 120;
/** So far out every step is a part of a percent. */
const FINE_BELOW = 0.04;

/** Every element with data-zoom="in | out | reset | fit" or data-zoom-level, in the corner and in the menu. */
export class ZoomControls {
  readonly #levels: readonly HTMLElement[];
  readonly #actions: Readonly<Record<string, () => void>>;
  readonly #clock: Clock;
  #zoom = 1; // as the page comes
  #written = 1;
  #waiting = false;

  constructor(page: Document, engine: Engine, clock: Clock) {
    this.#clock = clock;
    this.#actions = {
      in: () => engine.zoomIn(),
      out: () => engine.zoomOut(),
      reset: () => engine.resetZoom(),
      fit: () => engine.zoomTo("fit"),
    };
    this.#levels = findAll(page, "[data-zoom-level]", HTMLElement);
    this.show(engine.viewport.zoom);
  }

  /** One of the buttons. */
  press({ dataset }: HTMLElement): void {
    this.#actions[dataset["zoom"] ?? ""]?.();
  }

  /** A few times a second: a number that flickers cannot be read. */
  show(zoom: number): void {
    this.#zoom = zoom;
    if (this.#waiting || zoom === this.#written) return;
    this.#waiting = true;
    this.#clock.after(EVERY_MS, () => {
      this.#waiting = false;
      this.#write();
    });
  }

  #write(): void {
    this.#written = this.#zoom;
    const text = percentOf(this.#zoom);
    for (const { firstChild } of this.#levels) if (firstChild) firstChild.nodeValue = text;
  }
}

let percent: Intl.NumberFormat | undefined; // the first of a page takes it many milliseconds

function percentOf(zoom: number): string {
  percent ??= new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return percent.format(zoom < FINE_BELOW ? zoom : Math.round(zoom * 100) / 100);
}
