/** What is seen around a place, for whoever picks colours up from the paper. */

import type { Engine } from "./engine";
import { makeSurface } from "./screen";
import type { Point } from "./view/viewport";

/** `side` device pixels square around a place (CSS pixels), on the colour of the paper. */
export function around(engine: Engine, { x, y }: Point, side: number): CanvasRenderingContext2D {
  const { context } = makeSurface(side, side);
  const { ratio } = engine.viewport;
  const half = side >> 1;
  context.fillStyle = getComputedStyle(engine.host).backgroundColor;
  context.fillRect(0, 0, side, side);
  context.drawImage(engine.canvas, half - Math.floor(x * ratio), half - Math.floor(y * ratio));
  return context;
}
