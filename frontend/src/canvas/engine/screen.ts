/** Canvases of the page. */

import type { Surface } from "./tiles/tiles";
import type { Size } from "./view/viewport";

type Drawn = Surface & { context: CanvasRenderingContext2D };

/** The one that the picture is drawn on, over all of `host`. */
export function stretchedOver(host: HTMLElement): CanvasRenderingContext2D {
  const { image, context } = makeSurface(0, 0);
  image.style.cssText = "position:absolute;left:0;top:0;pointer-events:none";
  host.append(image);
  return context;
}

/** CSS pixels, and device pixels in one. Clears the canvas. */
export function resizeCanvas(canvas: HTMLCanvasElement, size: Size, ratio: number): void {
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  canvas.style.width = `${canvas.width / ratio}px`;
  canvas.style.height = `${canvas.height / ratio}px`;
}

/** A blank, transparent surface that is not shown. */
export function makeSurface(width: number, height: number): Drawn {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const context = image.getContext("2d");
  if (!context) throw new Error("this browser has no 2D canvas");
  return { image, context };
}
