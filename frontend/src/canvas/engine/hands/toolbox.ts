/** What is in the hand: a tool, and the colour, size and opacity it draws with. */

import { ERASER, MAX_SIZE, PEN, type Style, type Tool, UNITS_PER_PIXEL } from "../../strokes";

export class Toolbox {
  tool: Tool | "hand" = PEN;
  /** 0xRRGGBB */
  color = 0x262833;
  #size = 4 * UNITS_PER_PIXEL;
  #opacity = 255;

  /** Width at full pressure in paper units. */
  get size(): number {
    return this.#size / UNITS_PER_PIXEL;
  }

  set size(size: number) {
    this.#size = Math.min(MAX_SIZE, Math.max(1, Math.round(size * UNITS_PER_PIXEL)));
  }

  /** 0 to 1. */
  get opacity(): number {
    return this.#opacity / 255;
  }

  set opacity(opacity: number) {
    this.#opacity = Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  }

  /** How the next stroke will be drawn: no thinner than a hairline, however far out it is seen from. */
  style(erasing: boolean, zoom: number): Style {
    const tool = erasing || this.tool === "hand" ? ERASER : this.tool;
    const hairline = Math.min(MAX_SIZE, Math.floor(UNITS_PER_PIXEL / zoom));
    const size = Math.max(this.#size, hairline);
    return { tool, color: this.color, size, opacity: this.#opacity };
  }
}
