/**
 * Zooming in without painting: what was drawn for one view, stretched over the next ones. Pure.
 *
 * All that is seen then was seen before, a little smaller; the browser stretches it beside the page.
 * It is drawn again before it looks coarse, and once the zoom is at rest.
 */

import type { Viewport } from "./viewport";

const MOST = 1.2;

/** From what was drawn to what is seen, in CSS pixels. */
export interface Stretch {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Null where what was drawn for `drawn` cannot show `seen`. */
export function stretched(drawn: Viewport, seen: Viewport): Stretch | null {
  const scale = seen.zoom / drawn.zoom;
  if (!(scale > 1 && scale <= MOST) || seen.ratio !== drawn.ratio) return null;
  if (seen.size.width !== drawn.size.width || seen.size.height !== drawn.size.height) return null;
  const [around, within] = [drawn.bounds, seen.bounds];
  const covers =
    around.left <= within.left &&
    around.top <= within.top &&
    around.right >= within.right &&
    around.bottom >= within.bottom;
  const { x, y } = seen.toScreen(drawn);
  return covers ? { scale, x, y } : null;
}
