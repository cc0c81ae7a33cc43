/** The canvas of a host, always as large as it. */

import type { Still, Surface } from "./tiles/tiles";
import type { Size } from "./view/viewport";

export class Screen {
  readonly paper: CanvasRenderingContext2D;

  constructor(host: HTMLElement) {
    const { image, context } = makeSurface(0, 0);
    Object.assign(image.style, {
      position: "absolute",
      left: "0",
      top: "0",
      transformOrigin: "0 0",
      pointerEvents: "none",
    });
    host.append(image);
    this.paper = context;
  }

  /** CSS pixels, and device pixels in one. Clears the canvas. */
  resize(size: Size, ratio: number): void {
    const { canvas } = this.paper;
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    canvas.style.width = `${canvas.width / ratio}px`;
    canvas.style.height = `${canvas.height / ratio}px`;
  }

  /** What is seen around a place in device pixels, `side` of them square, on ground of a colour. */
  around(x: number, y: number, side: number, ground: string): CanvasRenderingContext2D {
    const { context } = makeSurface(side, side);
    context.fillStyle = ground;
    context.fillRect(0, 0, side, side);
    const half = side >> 1;
    context.drawImage(this.paper.canvas, half - Math.floor(x), half - Math.floor(y));
    return context;
  }

  remove(): void {
    this.paper.canvas.remove();
  }
}

/** A picture on a canvas that only shows it: the browser can move it beside the page. */
export function hung(picture: ImageBitmap): Still {
  const image = document.createElement("canvas");
  image.width = picture.width;
  image.height = picture.height;
  const context = image.getContext("bitmaprenderer");
  context?.transferFromImageBitmap(picture);
  return { context: null, image, close: () => context?.transferFromImageBitmap(null) };
}

/** A blank, transparent surface that is not shown. */
export function makeSurface(
  width: number,
  height: number,
): Surface & { image: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const context = image.getContext("2d");
  if (!context) throw new Error("this browser has no 2D canvas");
  return { image, context };
}
