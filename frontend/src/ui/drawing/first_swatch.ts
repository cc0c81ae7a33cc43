/** The first of the swatches: the ink of the paper, dark or light as the paper wants it. */

import { find } from "../elements";
import { colourName, toHex } from "./colour";

export function showFirstSwatch(swatches: ParentNode, ink: number): void {
  const swatch = find(swatches, "[data-swatch=ink]", HTMLElement);
  find(swatch, "input", HTMLInputElement).value = toHex(ink);
  find(swatch, "span", HTMLElement).textContent = swatch.title = colourName(ink);
  swatch.style.setProperty("--swatch", toHex(ink));
}
