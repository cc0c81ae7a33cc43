/** − 69 % + in the corner. */

import type { Engine } from "../../canvas/engine/engine";
import { findAll } from "../elements";
import { language } from "../words";

const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
/** So far out every step is a part of a percent. */
const finePercent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const FINE_BELOW = 0.04;

/** Every element with data-zoom="in | out | reset | fit | level", in the corner and in the menu. */
export class ZoomControls {
  readonly #levels: readonly HTMLElement[];

  constructor(page: Document, engine: Engine) {
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

  show(zoom: number): void {
    const text = (zoom < FINE_BELOW ? finePercent : percent).format(zoom);
    for (const level of this.#levels) if (level.textContent !== text) level.textContent = text;
  }
}
