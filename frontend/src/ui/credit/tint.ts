/** Every stroke in its author's hue. (pure) */

import type { Ink } from "../../canvas/engine/marks/raster";
import { MARKER, type Stroke } from "../../canvas/strokes";

/** The people's hues on paper, as in tokens.css. */
export const PAPER_HUES = [
  0xc22f6b, 0x2a66c8, 0x7d4cc2, 0x2b7a3d, 0x0a7480, 0x8f5f00, 0x5e6e12, 0x566173,
] as const;

const MARKER_ALPHA = 0.26;
const DIMMED = 0.16;

/** `chosen`: whose strokes stand out; null: everybody's. */
export function authorInk(hue: number, stroke: Stroke, dimmed: boolean): Ink {
  const color = PAPER_HUES[hue % PAPER_HUES.length] ?? 0x566173;
  const own = stroke.style.tool === MARKER || stroke.style.opacity < 255 ? MARKER_ALPHA : 1;
  return { color, alpha: dimmed ? DIMMED * own : own };
}
